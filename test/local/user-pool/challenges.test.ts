/** What comes after the password: TOTP, a new password, and the Session strings between. */
import { beforeEach, describe, expect, it } from 'vitest';
import { DAY, poolUnderTest, refusal, wrongPassword } from './pool-under-test.ts';

const pool = poolUnderTest();
const { aws, respond } = pool;
const secret = aws.users.find(({ username }) => username === 'grace')?.totpSecret ?? '';
beforeEach(() => aws.reset());

const totpChallenge = async () => (await pool.srp('grace', 'Battery-staple-2')).Session;
const answerTotp = (SOFTWARE_TOKEN_MFA_CODE: string, session?: string, USERNAME = 'grace') =>
  respond('SOFTWARE_TOKEN_MFA', { USERNAME, SOFTWARE_TOKEN_MFA_CODE }, session);
const answerNew = (NEW_PASSWORD: string, session?: string, more: Record<string, string> = {}) =>
  respond('NEW_PASSWORD_REQUIRED', { USERNAME: 'linus', NEW_PASSWORD, ...more }, session);

const mismatch = refusal('CodeMismatchException', 'Invalid code received for user');
const used = refusal(
  'NotAuthorizedException',
  'Invalid session for the user, session can only be used once.',
);
const expired = refusal('NotAuthorizedException', 'Invalid session for the user, session is expired.');

describe('SOFTWARE_TOKEN_MFA', () => {
  it('is asked after the password and answered with a code of the app', async () => {
    const { ChallengeName, Session } = await pool.srp('grace', 'Battery-staple-2');
    expect(ChallengeName).toBe('SOFTWARE_TOKEN_MFA');
    expect(await answerTotp(pool.totp(secret), Session)).toHaveProperty('AuthenticationResult.RefreshToken');
  });

  it('can be answered again after a wrong code, once after a right one', async () => {
    const session = await totpChallenge();
    await expect(answerTotp('000000', session)).rejects.toMatchObject(mismatch);
    expect(await answerTotp(pool.totp(secret), session)).toHaveProperty('AuthenticationResult');
    aws.clock.advance(60);
    await expect(answerTotp(pool.totp(secret), session)).rejects.toMatchObject(used);
  });

  it('takes each code once', async () => {
    await answerTotp(pool.totp(secret), await totpChallenge());
    await expect(answerTotp(pool.totp(secret), await totpChallenge())).rejects.toMatchObject(
      refusal('ExpiredCodeException', 'Your software token has already been used once.'),
    );
    aws.clock.advance(30);
    expect(await answerTotp(pool.totp(secret), await totpChallenge())).toHaveProperty('AuthenticationResult');
  });

  it.each([-30, 0, 30])('takes the code of %i seconds from now', async (seconds) => {
    expect(await answerTotp(pool.totp(secret, seconds), await totpChallenge())).toHaveProperty(
      'AuthenticationResult',
    );
  });

  it.each([-60, 60])('refuses the code of %i seconds from now', async (seconds) => {
    await expect(answerTotp(pool.totp(secret, seconds), await totpChallenge())).rejects.toMatchObject(
      mismatch,
    );
  });

  it('fault 23: runs out after three minutes', async () => {
    const session = await totpChallenge();
    aws.clock.advance(180);
    await expect(answerTotp(pool.totp(secret), session)).rejects.toMatchObject(expired);
  });

  it('lives as long as the client says', async () => {
    const long = poolUnderTest({ client: { sessionValidity: 900 } });
    const { Session } = await long.srp('grace', 'Battery-staple-2');
    long.aws.clock.advance(899);
    const SOFTWARE_TOKEN_MFA_CODE = long.totp(secret);
    expect(
      await long.respond('SOFTWARE_TOKEN_MFA', { USERNAME: 'grace', SOFTWARE_TOKEN_MFA_CODE }, Session),
    ).toHaveProperty('AuthenticationResult');
  });

  it('ends with five wrong codes', async () => {
    const session = await totpChallenge();
    for (let time = 0; time < 5; time += 1) {
      await expect(answerTotp('000000', session)).rejects.toMatchObject(mismatch);
    }
    await expect(answerTotp(pool.totp(secret), session)).rejects.toMatchObject(expired);
  });

  it('locks out whoever tries codes in ever new Sessions, and lets the owner in after it', async () => {
    for (let wrong = 0; wrong < 8; wrong += 1) {
      aws.clock.advance(60);
      await expect(answerTotp('000000', await totpChallenge())).rejects.toMatchObject(mismatch);
    }
    await expect(answerTotp(pool.totp(secret), await totpChallenge())).rejects.toMatchObject(
      refusal('NotAuthorizedException', 'Password attempts exceeded'),
    );
    aws.clock.advance(8);
    expect(await answerTotp(pool.totp(secret), await totpChallenge())).toHaveProperty('AuthenticationResult');
  });

  it("takes no other user's name, no other step's Session, and no Session made up", async () => {
    const invalid = refusal('NotAuthorizedException', 'Invalid session for the user.');
    const session = await totpChallenge();
    await expect(answerTotp(pool.totp(secret), session, 'ada')).rejects.toMatchObject(invalid);
    await expect(
      respond('NEW_PASSWORD_REQUIRED', { USERNAME: 'grace', NEW_PASSWORD: 'Brand-new-1' }, session),
    ).rejects.toMatchObject(invalid);
    await expect(answerTotp(pool.totp(secret), 'x'.repeat(128))).rejects.toMatchObject(invalid);
    await expect(answerTotp(pool.totp(secret))).rejects.toMatchObject(invalid);
  });

  it('is not answered by somebody who has been disabled meanwhile', async () => {
    const session = await totpChallenge();
    const snapshot = await aws.snapshot();
    Object.values(snapshot.state.userPools.pools)[0]!.users['grace']!.enabled = false;
    const later = poolUnderTest({ snapshot });
    await expect(
      later.respond(
        'SOFTWARE_TOKEN_MFA',
        { USERNAME: 'grace', SOFTWARE_TOKEN_MFA_CODE: later.totp(secret) },
        session,
      ),
    ).rejects.toMatchObject(refusal('NotAuthorizedException', 'User is disabled.'));
  });
});

describe('NEW_PASSWORD_REQUIRED', () => {
  it('tells what is known and what is wanted, and the new password is the one from then on', async () => {
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
    await expect(answerNew('Permanent-pass-5', Session)).rejects.toMatchObject(used);
  });

  it('names attributes that the pool requires and the user lacks, and does not go on without them', async () => {
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

  it('keeps the Session when the new password breaks the policy', async () => {
    const { Session } = await pool.srp('linus', 'Temporary-pass-3');
    await expect(answerNew('short', Session)).rejects.toMatchObject(refusal('InvalidPasswordException'));
    expect(await answerNew('Permanent-pass-4', Session)).toHaveProperty('AuthenticationResult');
  });

  it('is over once the password has been chosen, in every Session that the temporary one opened', async () => {
    const begin = async () => (await pool.password('linus', 'Temporary-pass-3')).Session;
    const [thief, linus] = [await begin(), await begin()];
    await answerNew('Chosen-pass-4', linus);
    await expect(answerNew('Stolen-pass-5', thief)).rejects.toMatchObject(used);
    expect(await pool.password('linus', 'Chosen-pass-4')).toHaveProperty('AuthenticationResult');
  });

  it('leads on to TOTP for somebody who has that too', async () => {
    const both = poolUnderTest({
      users: [{ email: 'b@example.com', password: 'Temporary-pass-3', mustChangePassword: true, totp: true }],
    });
    const { Session } = await both.srp('b', 'Temporary-pass-3');
    const next = await both.respond(
      'NEW_PASSWORD_REQUIRED',
      { USERNAME: 'b', NEW_PASSWORD: 'Permanent-pass-4' },
      Session,
    );
    expect(next.ChallengeName).toBe('SOFTWARE_TOKEN_MFA');
    expect(next).not.toHaveProperty('AuthenticationResult');
  });

  it('is too late once the temporary password has run out', async () => {
    const week = poolUnderTest({ pool: { temporaryPasswordDays: 7 } });
    await week.aws.snapshot();
    week.aws.clock.advance(7 * DAY + 1);
    await expect(week.srp('linus', 'Temporary-pass-3')).rejects.toMatchObject(
      refusal(
        'NotAuthorizedException',
        'Temporary password has expired and must be reset by an administrator.',
      ),
    );
  });
});
