/** What somebody signed in may do: read the profile, change the password, set TOTP up. */
import { beforeEach, describe, expect, it } from 'vitest';
import { poolUnderTest, refusal, wrongPassword } from './pool-under-test.ts';

const pool = poolUnderTest();
const { aws, call } = pool;
beforeEach(() => aws.reset());
const ada = async () => (await pool.tokens('ada', 'Correct-horse-1')).AccessToken;

describe('GetUser', () => {
  it('tells name and attributes, sub first, and MFA where it is on', async () => {
    expect(await call('GetUser', { AccessToken: await ada() })).toEqual({
      Username: 'ada',
      UserAttributes: [
        { Name: 'sub', Value: expect.any(String) },
        { Name: 'email', Value: 'ada@example.com' },
        { Name: 'email_verified', Value: 'true' },
      ],
    });
  });
});

describe('ChangePassword', () => {
  const change = (AccessToken: string, PreviousPassword?: string, ProposedPassword = 'Newer-horse-2') =>
    call('ChangePassword', { AccessToken, PreviousPassword, ProposedPassword });

  it('takes the old one for the new one', async () => {
    expect(await change(await ada(), 'Correct-horse-1')).toEqual({});
    expect(await pool.srp('ada', 'Newer-horse-2')).toHaveProperty('AuthenticationResult');
    await expect(pool.srp('ada', 'Correct-horse-1')).rejects.toMatchObject(wrongPassword);
  });

  it('refuses a new one outside the policy', async () => {
    await expect(change(await ada(), 'Correct-horse-1', 'nonumber-A')).rejects.toMatchObject(
      refusal(
        'InvalidPasswordException',
        'Password did not conform with policy: Password must have numeric characters',
      ),
    );
  });

  it('refuses a wrong or missing old one, five times; then no more for a while', async () => {
    const token = await ada();
    await expect(change(token)).rejects.toMatchObject(wrongPassword);
    for (let time = 0; time < 4; time += 1) {
      await expect(change(token, 'Wrong-horse-1')).rejects.toMatchObject(wrongPassword);
    }
    await expect(change(token, 'Correct-horse-1')).rejects.toMatchObject(refusal('LimitExceededException'));
    aws.clock.advance(15 * 60);
    expect(await change(token, 'Correct-horse-1')).toEqual({});
  });
});

describe('TOTP set-up', () => {
  const associate = async (AccessToken: string) =>
    String((await call('AssociateSoftwareToken', { AccessToken }))['SecretCode']);
  const verify = (AccessToken: string, UserCode: string) =>
    call('VerifySoftwareToken', { AccessToken, UserCode, FriendlyDeviceName: 'phone' });
  const prefer = (AccessToken: string, Enabled: boolean) =>
    call('SetUserMFAPreference', {
      AccessToken,
      SoftwareTokenMfaSettings: { Enabled, PreferredMfa: Enabled },
    });

  it('is asked for at sign-in once it is proven and turned on, and no longer once turned off', async () => {
    const token = await ada();
    const secret = await associate(token);
    expect(secret).toMatch(/^[A-Z2-7]{52}$/);
    expect(await verify(token, pool.totp(secret))).toEqual({ Status: 'SUCCESS' });
    expect(await pool.srp('ada', 'Correct-horse-1')).toHaveProperty('AuthenticationResult');

    expect(await prefer(token, true)).toEqual({});
    expect(await call('GetUser', { AccessToken: token })).toMatchObject({
      UserMFASettingList: ['SOFTWARE_TOKEN_MFA'],
      PreferredMfaSetting: 'SOFTWARE_TOKEN_MFA',
    });
    const { ChallengeName, ChallengeParameters } = await pool.srp('ada', 'Correct-horse-1');
    expect(ChallengeName).toBe('SOFTWARE_TOKEN_MFA');
    expect(ChallengeParameters).toMatchObject({ FRIENDLY_DEVICE_NAME: 'phone' });

    await prefer(token, false);
    expect(await pool.srp('ada', 'Correct-horse-1')).toHaveProperty('AuthenticationResult');
    expect(await call('GetUser', { AccessToken: token })).not.toHaveProperty('UserMFASettingList');
  });

  it('is refused with a wrong code and without a secret', async () => {
    const token = await ada();
    await expect(verify(token, '000000')).rejects.toMatchObject(refusal('SoftwareTokenMFANotFoundException'));
    const secret = await associate(token);
    const wrong = pool.totp(secret) === '000000' ? '000001' : '000000';
    await expect(verify(token, wrong)).rejects.toMatchObject(
      refusal('EnableSoftwareTokenMFAException', 'Code mismatch and fail enable Software Token MFA'),
    );
    await expect(prefer(token, true)).rejects.toMatchObject(
      refusal('InvalidParameterException', 'User has not verified software token mfa'),
    );
  });

  it('uses up the code that proved it', async () => {
    const token = await ada();
    const secret = await associate(token);
    await verify(token, pool.totp(secret));
    await prefer(token, true);
    const { Session } = await pool.srp('ada', 'Correct-horse-1');
    const answer = () =>
      pool.respond(
        'SOFTWARE_TOKEN_MFA',
        { USERNAME: 'ada', SOFTWARE_TOKEN_MFA_CODE: pool.totp(secret) },
        Session,
      );
    await expect(answer()).rejects.toMatchObject(refusal('ExpiredCodeException'));
    aws.clock.advance(30);
    expect(await answer()).toHaveProperty('AuthenticationResult');
  });

  it('leaves the app in use alone until the new one is proven', async () => {
    const { Session } = await pool.srp('grace', 'Battery-staple-2');
    const old = aws.users.find(({ username }) => username === 'grace')?.totpSecret ?? '';
    const { AuthenticationResult } = await pool.respond(
      'SOFTWARE_TOKEN_MFA',
      { USERNAME: 'grace', SOFTWARE_TOKEN_MFA_CODE: pool.totp(old) },
      Session,
    );
    await associate(AuthenticationResult?.AccessToken ?? '');
    aws.clock.advance(30);
    const again = await pool.srp('grace', 'Battery-staple-2');
    expect(
      await pool.respond(
        'SOFTWARE_TOKEN_MFA',
        { USERNAME: 'grace', SOFTWARE_TOKEN_MFA_CODE: pool.totp(old) },
        again.Session,
      ),
    ).toHaveProperty('AuthenticationResult');
  });
});
