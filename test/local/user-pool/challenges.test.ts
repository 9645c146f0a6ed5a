/** Challenges after the password: TOTP and a new password, and the challenge tokens between the steps. */
import { beforeEach, describe, expect, it } from 'vitest';
import {
  DAY,
  expiredToken,
  invalidToken,
  lockedOut,
  poolUnderTest,
  refusal,
  usedToken,
  wrongPassword,
} from './pool-under-test.ts';

const pool = poolUnderTest();
const { aws, respond } = pool;
const secret = aws.users.find(({ username }) => username === 'grace')?.totpSecret ?? '';
beforeEach(() => aws.reset());

const totpChallenge = async () => (await pool.srp('grace', 'Battery-staple-2')).Session;
const answerTotp = (SOFTWARE_TOKEN_MFA_CODE: string, challengeToken?: string, USERNAME = 'grace') =>
  respond('SOFTWARE_TOKEN_MFA', { USERNAME, SOFTWARE_TOKEN_MFA_CODE }, challengeToken);
const answerNew = (NEW_PASSWORD: string, challengeToken?: string, more: Record<string, string> = {}) =>
  respond('NEW_PASSWORD_REQUIRED', { USERNAME: 'linus', NEW_PASSWORD, ...more }, challengeToken);

const mismatch = refusal('CodeMismatchException', 'Invalid code received for user');

describe('SOFTWARE_TOKEN_MFA', () => {
  it('TOTP is asked for after the password and answered with a code of the app', async () => {
    const { ChallengeName, Session } = await pool.srp('grace', 'Battery-staple-2');
    expect(ChallengeName).toBe('SOFTWARE_TOKEN_MFA');
    expect(await answerTotp(pool.totp(secret), Session)).toHaveProperty('AuthenticationResult.RefreshToken');
  });

  it('a challenge can be answered again after a wrong code, but not after a right one', async () => {
    const challengeToken = await totpChallenge();
    await expect(answerTotp('000000', challengeToken)).rejects.toMatchObject(mismatch);
    expect(await answerTotp(pool.totp(secret), challengeToken)).toHaveProperty('AuthenticationResult');
    aws.clock.advance(60);
    await expect(answerTotp(pool.totp(secret), challengeToken)).rejects.toMatchObject(usedToken);
  });

  it('a TOTP code is accepted once', async () => {
    await answerTotp(pool.totp(secret), await totpChallenge());
    await expect(answerTotp(pool.totp(secret), await totpChallenge())).rejects.toMatchObject(
      refusal('ExpiredCodeException', 'Your software token has already been used once.'),
    );
    aws.clock.advance(30);
    expect(await answerTotp(pool.totp(secret), await totpChallenge())).toHaveProperty('AuthenticationResult');
  });

  it.each([-30, 0, 30])('the code of %i seconds from now is accepted', async (seconds) => {
    expect(await answerTotp(pool.totp(secret, seconds), await totpChallenge())).toHaveProperty(
      'AuthenticationResult',
    );
  });

  it.each([-60, 60])('the code of %i seconds from now is refused', async (seconds) => {
    await expect(answerTotp(pool.totp(secret, seconds), await totpChallenge())).rejects.toMatchObject(
      mismatch,
    );
  });

  it('fault 23 (expired MFA session): a challenge token expires after three minutes', async () => {
    const challengeToken = await totpChallenge();
    aws.clock.advance(180);
    await expect(answerTotp(pool.totp(secret), challengeToken)).rejects.toMatchObject(expiredToken);
  });

  it('sessionValidity of the client sets the lifetime of a challenge token', async () => {
    const poolWithLongSessions = poolUnderTest({ client: { sessionValidity: 900 } });
    const { Session } = await poolWithLongSessions.srp('grace', 'Battery-staple-2');
    poolWithLongSessions.aws.clock.advance(899);
    const SOFTWARE_TOKEN_MFA_CODE = poolWithLongSessions.totp(secret);
    expect(
      await poolWithLongSessions.respond(
        'SOFTWARE_TOKEN_MFA',
        { USERNAME: 'grace', SOFTWARE_TOKEN_MFA_CODE },
        Session,
      ),
    ).toHaveProperty('AuthenticationResult');
  });

  it('five wrong codes end the challenge', async () => {
    const challengeToken = await totpChallenge();
    for (let time = 0; time < 5; time += 1) {
      await expect(answerTotp('000000', challengeToken)).rejects.toMatchObject(mismatch);
    }
    await expect(answerTotp(pool.totp(secret), challengeToken)).rejects.toMatchObject(expiredToken);
  });

  it('wrong codes in ever new challenges lock the user out, for a limited time', async () => {
    for (let wrong = 0; wrong < 8; wrong += 1) {
      aws.clock.advance(60);
      await expect(answerTotp('000000', await totpChallenge())).rejects.toMatchObject(mismatch);
    }
    await expect(answerTotp(pool.totp(secret), await totpChallenge())).rejects.toMatchObject(lockedOut);
    aws.clock.advance(8);
    expect(await answerTotp(pool.totp(secret), await totpChallenge())).toHaveProperty('AuthenticationResult');
  });

  it('a challenge token is valid for its own user and step only', async () => {
    const challengeToken = await totpChallenge();
    await expect(answerTotp(pool.totp(secret), challengeToken, 'ada')).rejects.toMatchObject(invalidToken);
    await expect(
      respond('NEW_PASSWORD_REQUIRED', { USERNAME: 'grace', NEW_PASSWORD: 'Brand-new-1' }, challengeToken),
    ).rejects.toMatchObject(invalidToken);
    await expect(answerTotp(pool.totp(secret), 'x'.repeat(128))).rejects.toMatchObject(invalidToken);
    await expect(answerTotp(pool.totp(secret))).rejects.toMatchObject(invalidToken);
  });

  it('a user who was disabled meanwhile is refused', async () => {
    const challengeToken = await totpChallenge();
    const snapshot = await aws.snapshot();
    Object.values(snapshot.state.userPools.pools)[0]!.users['grace']!.enabled = false;
    const later = poolUnderTest({ snapshot });
    await expect(
      later.respond(
        'SOFTWARE_TOKEN_MFA',
        { USERNAME: 'grace', SOFTWARE_TOKEN_MFA_CODE: later.totp(secret) },
        challengeToken,
      ),
    ).rejects.toMatchObject(refusal('NotAuthorizedException', 'User is disabled.'));
  });
});

describe('NEW_PASSWORD_REQUIRED', () => {
  it('the challenge returns attributes, and the new password replaces the temporary one', async () => {
    const { ChallengeName, ChallengeParameters, Session } = await pool.srp('linus', 'Temporary-pass-3');
    expect(ChallengeName).toBe('NEW_PASSWORD_REQUIRED');
    expect(JSON.parse(ChallengeParameters?.['requiredAttributes'] ?? '')).toEqual([]);
    expect(JSON.parse(ChallengeParameters?.['userAttributes'] ?? '')).toEqual({
      email: 'linus@example.com',
      email_verified: 'true',
    });
    const reply = await answerNew('Permanent-pass-4', Session, { 'userAttributes.given_name': 'Linus' });
    const { AccessToken } = reply.AuthenticationResult ?? {};
    expect((await pool.call('GetUser', { AccessToken }))['UserAttributes']).toContainEqual({
      Name: 'given_name',
      Value: 'Linus',
    });
    expect(await pool.srp('linus', 'Permanent-pass-4')).toHaveProperty('AuthenticationResult');
    await expect(pool.srp('linus', 'Temporary-pass-3')).rejects.toMatchObject(wrongPassword);
    await expect(answerNew('Permanent-pass-5', Session)).rejects.toMatchObject(usedToken);
  });

  it('missing required attributes are named and must be sent', async () => {
    const strict = poolUnderTest({ pool: { requiredAttributes: ['email', 'given_name'] } });
    const { ChallengeParameters, Session } = await strict.srp('linus', 'Temporary-pass-3');
    expect(JSON.parse(ChallengeParameters?.['requiredAttributes'] ?? '')).toEqual([
      'userAttributes.given_name',
    ]);
    const answer = (more: Record<string, string>) =>
      strict.respond(
        'NEW_PASSWORD_REQUIRED',
        { USERNAME: 'linus', NEW_PASSWORD: 'Permanent-pass-4', ...more },
        Session,
      );
    await expect(answer({})).rejects.toMatchObject(refusal('InvalidParameterException'));
    await expect(answer({ 'userAttributes.email_verified': 'true' })).rejects.toMatchObject(
      refusal('NotAuthorizedException'),
    );
    expect(await answer({ 'userAttributes.given_name': 'Linus' })).toHaveProperty('AuthenticationResult');
  });

  it('the challenge token stays valid if the new password breaks the policy', async () => {
    const { Session } = await pool.srp('linus', 'Temporary-pass-3');
    await expect(answerNew('short', Session)).rejects.toMatchObject(refusal('InvalidPasswordException'));
    expect(await answerNew('Permanent-pass-4', Session)).toHaveProperty('AuthenticationResult');
  });

  it('one new password ends all challenges that the temporary password opened', async () => {
    const begin = async () => (await pool.password('linus', 'Temporary-pass-3')).Session;
    const [thiefsToken, linusToken] = [await begin(), await begin()];
    await answerNew('Chosen-pass-4', linusToken);
    await expect(answerNew('Stolen-pass-5', thiefsToken)).rejects.toMatchObject(usedToken);
    expect(await pool.password('linus', 'Chosen-pass-4')).toHaveProperty('AuthenticationResult');
  });

  it('a user with TOTP gets that challenge next', async () => {
    const poolWithTotp = poolUnderTest({
      users: [{ email: 'b@example.com', password: 'Temporary-pass-3', mustChangePassword: true, totp: true }],
    });
    const { Session } = await poolWithTotp.srp('b', 'Temporary-pass-3');
    const next = await poolWithTotp.respond(
      'NEW_PASSWORD_REQUIRED',
      { USERNAME: 'b', NEW_PASSWORD: 'Permanent-pass-4' },
      Session,
    );
    expect(next.ChallengeName).toBe('SOFTWARE_TOKEN_MFA');
    expect(next).not.toHaveProperty('AuthenticationResult');
  });

  it('an expired temporary password is refused', async () => {
    const poolWithExpiry = poolUnderTest({ pool: { temporaryPasswordDays: 7 } });
    await poolWithExpiry.aws.snapshot();
    poolWithExpiry.aws.clock.advance(7 * DAY + 1);
    await expect(poolWithExpiry.srp('linus', 'Temporary-pass-3')).rejects.toMatchObject(
      refusal(
        'NotAuthorizedException',
        'Temporary password has expired and must be reset by an administrator.',
      ),
    );
  });
});
