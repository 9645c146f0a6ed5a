/** amazon-cognito-identity-js, which nobody here wrote, against the local user pool. */
import { InitiateAuthCommand } from '@aws-sdk/client-cognito-identity-provider';
import { TOTP } from 'otpauth';
import { describe, expect, it } from 'vitest';
import { identityJs, sessionOf } from './identity-js-client.ts';
import { userPoolClient } from './principals.ts';
import { localAwsForTests } from './server.ts';

const aws = localAwsForTests();
const codeOf = (secret: string, seconds = 0) =>
  new TOTP({ secret }).generate({ timestamp: Date.now() + seconds * 1000 });

describe('amazon-cognito-identity-js', () => {
  it('signs up, is refused with a wrong code, confirms, and signs in by SRP', async () => {
    const client = identityJs(aws);
    const result = await client.signUp('marie', 'Polonium-84!', 'marie@example.com');
    expect(result.userConfirmed).toBe(false);
    expect(result.codeDeliveryDetails).toMatchObject({ DeliveryMedium: 'EMAIL', AttributeName: 'email' });

    const code = await aws.code('marie@example.com');
    const wrong = code === '000000' ? '000001' : '000000';
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

  it('refuses a second user of the same name', async () => {
    const client = identityJs(aws);
    await expect(client.signUp('ada', 'Polonium-84!', 'other@example.com')).rejects.toMatchObject({
      name: 'UsernameExistsException',
    });
  });

  it.each([
    ['short', 'Ab1!', /not long enough/],
    ['without a digit', 'Abcdefghij!', /numeric characters/],
    ['without an upper-case letter', 'abcdefgh1!', /uppercase characters/],
    ['without a lower-case letter', 'ABCDEFGH1!', /lowercase characters/],
    ['without a symbol', 'Abcdefghi1', /symbol characters/],
  ])('refuses a password %s by the policy', async (_what, password, message) => {
    await expect(identityJs(aws).signUp('policy', password, 'p@example.com')).rejects.toMatchObject({
      name: 'InvalidPasswordException',
      message: expect.stringMatching(message),
    });
  });

  it('signs in by user name, in any case, and by e-mail', async () => {
    const { username, email, password } = aws.user('ada');
    for (const name of [username, username.toUpperCase(), email]) {
      const client = identityJs(aws);
      const session = sessionOf(await client.signIn(client.user(name), password));
      expect(session.getIdToken().payload['cognito:username']).toBe(username);
    }
  });

  it('is refused with a wrong password, in the same words as for a user who does not exist', async () => {
    const client = identityJs(aws);
    const refused = { name: 'NotAuthorizedException', message: 'Incorrect username or password.' };
    await expect(client.signIn(client.user('ada'), 'Wrong-password-1')).rejects.toMatchObject(refused);
    await expect(client.signIn(client.user('nobody'), 'Wrong-password-1')).rejects.toMatchObject(refused);
  });

  it('locks an account after five wrong passwords, and opens it again with time', async () => {
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

  it('sets TOTP up and is asked for it at the next sign-in; a wrong or a used code is refused', async () => {
    const client = identityJs(aws);
    const { username, password } = aws.user('ada');
    const user = client.user(username);
    sessionOf(await client.signIn(user, password));
    const secret = await client.associateTotp(user);
    await expect(client.verifyTotp(user, '000000')).rejects.toMatchObject({
      name: 'EnableSoftwareTokenMFAException',
    });
    await client.verifyTotp(user, codeOf(secret));
    expect(await client.preferTotp(user)).toBe('SUCCESS');

    await aws.advance(60);
    const again = client.user(username);
    expect(await client.signIn(again, password)).toEqual({ challenge: 'totp' });
    await expect(client.answerTotp(again, '000000')).rejects.toMatchObject({ name: 'CodeMismatchException' });
    const session = await client.answerTotp(again, codeOf(secret, 60));
    expect(session.isValid()).toBe(true);

    const replay = client.user(username);
    await client.signIn(replay, password);
    await expect(client.answerTotp(replay, codeOf(secret, 60))).rejects.toMatchObject({
      name: 'ExpiredCodeException',
      message: 'Your software token has already been used once.',
    });
  });

  it('answers NEW_PASSWORD_REQUIRED, after which only the new password works', async () => {
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

  it('refreshes: a new ID token of the same sign-in', async () => {
    const client = identityJs(aws);
    const { username, password } = aws.user('ada');
    const user = client.user(username);
    const first = sessionOf(await client.signIn(user, password));
    await aws.advance(1800);
    const second = await client.refresh(user, first);
    expect(second.getIdToken().getJwtToken()).not.toBe(first.getIdToken().getJwtToken());
    expect(second.getIdToken().payload['auth_time']).toBe(first.getIdToken().payload['auth_time']);
    // The server's clock goes on between the two.
    const later = second.getIdToken().getExpiration() - first.getIdToken().getExpiration();
    expect(later).toBeGreaterThanOrEqual(1800);
    expect(later).toBeLessThan(1800 + 60);
  });

  it('cannot refresh after a global sign-out', async () => {
    const client = identityJs(aws);
    const { username, password } = aws.user('ada');
    const user = client.user(username);
    const session = sessionOf(await client.signIn(user, password));
    expect(await client.globalSignOut(user)).toBe('SUCCESS');
    // AWS's SDK asks here: amazon-cognito-identity-js repeats a refused refresh for many seconds.
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

  it('resets a forgotten password by the code that was mailed', async () => {
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

  it('refuses a reset code that is over an hour old', async () => {
    const client = identityJs(aws);
    const { username, email } = aws.user('ada');
    await client.forgotPassword(username);
    const code = await aws.code(email);
    await aws.advance(3601);
    await expect(client.confirmPassword(username, code, 'Another-pass-5')).rejects.toMatchObject({
      name: 'ExpiredCodeException',
    });
  });

  it('changes a password and reads the attributes', async () => {
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
