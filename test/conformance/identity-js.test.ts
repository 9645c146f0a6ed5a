/** amazon-cognito-identity-js, AWS's older library, runs against the local user pool. */
import { InitiateAuthCommand } from '@aws-sdk/client-cognito-identity-provider';
import { describe, expect, it } from 'vitest';
import { identityJs, sessionOf } from '../support/identity-js-client.ts';
import { userPoolClient } from './principals.ts';
import { localAwsForTests } from '../support/local-aws-server.ts';
import { totpCode, wrongCode } from '../support/codes.ts';

const aws = localAwsForTests();

describe('amazon-cognito-identity-js', () => {
  it('signs up, is refused a wrong code, confirms and signs in over SRP', async () => {
    const client = identityJs(aws);
    const result = await client.signUp('marie', 'Polonium-84!', 'marie@example.com');
    expect(result.userConfirmed).toBe(false);
    expect(result.codeDeliveryDetails).toMatchObject({ DeliveryMedium: 'EMAIL', AttributeName: 'email' });

    const code = await aws.code('marie@example.com');
    const wrong = wrongCode(code);
    await expect(client.confirm('marie', wrong)).rejects.toMatchObject({ name: 'CodeMismatchException' });
    await expect(client.signIn(client.user('marie'), 'Polonium-84!')).rejects.toMatchObject({
      name: 'UserNotConfirmedException',
    });
    expect(await client.confirm('marie', code)).toBe('SUCCESS');

    const session = sessionOf(await client.signIn(client.user('marie'), 'Polonium-84!'));
    expect(session.isValid()).toBe(true);
    expect(session.getIdToken().payload).toMatchObject({
      'cognito:username': 'marie',
      email: 'marie@example.com',
      email_verified: true,
      token_use: 'id',
      aud: aws.config.clientId,
    });
  });

  it('gets UsernameExistsException for a second user with the same name', async () => {
    const client = identityJs(aws);
    await expect(client.signUp('ada', 'Polonium-84!', 'other@example.com')).rejects.toMatchObject({
      name: 'UsernameExistsException',
    });
  });

  it.each([
    ['too short', 'Ab1!', /not long enough/],
    ['without a digit', 'Abcdefghij!', /numeric characters/],
    ['without an upper-case letter', 'abcdefgh1!', /uppercase characters/],
    ['without a lower-case letter', 'ABCDEFGH1!', /lowercase characters/],
    ['without a symbol', 'Abcdefghi1', /symbol characters/],
  ])('gets InvalidPasswordException for a password that is %s', async (_what, password, message) => {
    await expect(identityJs(aws).signUp('policy', password, 'p@example.com')).rejects.toMatchObject({
      name: 'InvalidPasswordException',
      message: expect.stringMatching(message),
    });
  });

  it('signs in with the user name in upper or lower case, and with the email address', async () => {
    const { username, email, password } = aws.user('ada');
    for (const name of [username, username.toUpperCase(), email]) {
      const client = identityJs(aws);
      const session = sessionOf(await client.signIn(client.user(name), password));
      expect(session.getIdToken().payload['cognito:username']).toBe(username);
    }
  });

  it('gets the same message for a wrong password as for an unknown user', async () => {
    const client = identityJs(aws);
    const refused = { name: 'NotAuthorizedException', message: 'Incorrect username or password.' };
    await expect(client.signIn(client.user('ada'), 'Wrong-password-1')).rejects.toMatchObject(refused);
    await expect(client.signIn(client.user('unknown'), 'Wrong-password-1')).rejects.toMatchObject(refused);
  });

  it('is locked out after five wrong passwords and signs in again after 15 minutes', async () => {
    const client = identityJs(aws);
    const { password } = aws.user('ada');
    for (let attempt = 0; attempt < 5; attempt += 1)
      await client.signIn(client.user('ada'), 'Wrong-password-1').catch(() => {});
    await expect(client.signIn(client.user('ada'), password)).rejects.toMatchObject({
      name: 'NotAuthorizedException',
      message: 'Password attempts exceeded',
    });
    await aws.advance(15 * 60);
    sessionOf(await client.signIn(client.user('ada'), password));
  });

  it('sets up TOTP, answers it at the next sign-in and is refused a wrong or used code', async () => {
    const client = identityJs(aws);
    const { username, password } = aws.user('ada');
    const user = client.user(username);
    sessionOf(await client.signIn(user, password));
    const secret = await client.associateTotp(user);
    await expect(client.verifyTotp(user, '000000')).rejects.toMatchObject({
      name: 'EnableSoftwareTokenMFAException',
    });
    await client.verifyTotp(user, totpCode(secret));
    expect(await client.preferTotp(user)).toBe('SUCCESS');

    await aws.advance(60);
    const again = client.user(username);
    expect(await client.signIn(again, password)).toEqual({ challenge: 'totp' });
    await expect(client.answerTotp(again, '000000')).rejects.toMatchObject({ name: 'CodeMismatchException' });
    const session = await client.answerTotp(again, totpCode(secret, Date.now() + 60_000));
    expect(session.isValid()).toBe(true);

    const replay = client.user(username);
    await client.signIn(replay, password);
    await expect(client.answerTotp(replay, totpCode(secret, Date.now() + 60_000))).rejects.toMatchObject({
      name: 'ExpiredCodeException',
      message: 'Your software token has already been used once.',
    });
  });

  it('answers NEW_PASSWORD_REQUIRED, after which the temporary password is refused', async () => {
    const client = identityJs(aws);
    const { username, password } = aws.user('linus');
    const user = client.user(username);
    expect(await client.signIn(user, password)).toMatchObject({ challenge: 'newPassword' });
    await client.answerNewPassword(user, 'Permanent-pass-4');
    sessionOf(await client.signIn(client.user(username), 'Permanent-pass-4'));
    await expect(client.signIn(client.user(username), password)).rejects.toMatchObject({
      name: 'NotAuthorizedException',
    });
  });

  it('refreshes to a new ID token with the same auth_time', async () => {
    const client = identityJs(aws);
    const { username, password } = aws.user('ada');
    const user = client.user(username);
    const first = sessionOf(await client.signIn(user, password));
    await aws.advance(1800);
    const second = await client.refresh(user, first);
    expect(second.getIdToken().getJwtToken()).not.toBe(first.getIdToken().getJwtToken());
    expect(second.getIdToken().payload['auth_time']).toBe(first.getIdToken().payload['auth_time']);
    // The server's clock advances between the two requests.
    const later = second.getIdToken().getExpiration() - first.getIdToken().getExpiration();
    expect(later).toBeGreaterThanOrEqual(1800);
    expect(later).toBeLessThan(1800 + 60);
  });

  it('is refused a refresh after a global sign-out', async () => {
    const client = identityJs(aws);
    const { username, password } = aws.user('ada');
    const user = client.user(username);
    const session = sessionOf(await client.signIn(user, password));
    expect(await client.globalSignOut(user)).toBe('SUCCESS');
    // Sends the refresh with AWS's SDK: amazon-cognito-identity-js retries a refused refresh for many seconds.
    const refresh = new InitiateAuthCommand({
      AuthFlow: 'REFRESH_TOKEN_AUTH',
      ClientId: aws.config.clientId,
      AuthParameters: { REFRESH_TOKEN: session.getRefreshToken().getToken() },
    });
    await expect(userPoolClient(aws).send(refresh)).rejects.toMatchObject({
      name: 'NotAuthorizedException',
      message: 'Refresh Token has been revoked',
    });
  });

  it('resets a forgotten password with the email code', async () => {
    const client = identityJs(aws);
    const { username, email, password } = aws.user('ada');
    await client.forgotPassword(username);
    const code = await aws.code(email);
    await expect(client.confirmPassword(username, '000000', 'Another-pass-5')).rejects.toMatchObject({
      name: 'CodeMismatchException',
    });
    await client.confirmPassword(username, code, 'Another-pass-5');
    sessionOf(await client.signIn(client.user(username), 'Another-pass-5'));
    await expect(client.signIn(client.user(username), password)).rejects.toMatchObject({
      name: 'NotAuthorizedException',
    });
  });

  it('gets ExpiredCodeException for a reset code that is over an hour old', async () => {
    const client = identityJs(aws);
    const { username, email } = aws.user('ada');
    await client.forgotPassword(username);
    const code = await aws.code(email);
    await aws.advance(3601);
    await expect(client.confirmPassword(username, code, 'Another-pass-5')).rejects.toMatchObject({
      name: 'ExpiredCodeException',
    });
  });

  it('changes the password and reads the attributes', async () => {
    const client = identityJs(aws);
    const { username, email, password } = aws.user('ada');
    const user = client.user(username);
    sessionOf(await client.signIn(user, password));
    expect(await client.attributes(user)).toMatchObject({ email, email_verified: 'true' });
    await expect(client.changePassword(user, 'Not-my-pass-1', 'Changed-pass-6')).rejects.toMatchObject({
      name: 'NotAuthorizedException',
    });
    expect(await client.changePassword(user, password, 'Changed-pass-6')).toBe('SUCCESS');
    sessionOf(await client.signIn(client.user(username), 'Changed-pass-6'));
  });
});
