/** Operations of a signed-in user: GetUser, ChangePassword and the setup of TOTP. */
import { beforeEach, describe, expect, it } from 'vitest';
import { poolUnderTest, refusal, wrongPassword } from './pool-under-test.ts';

const pool = poolUnderTest();
const { aws, call } = pool;
beforeEach(() => aws.reset());
const ada = async () => (await pool.tokens('ada', 'Correct-horse-1')).AccessToken;

describe('GetUser', () => {
  it('GetUser returns the username and the attributes, sub first', async () => {
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

  it('ChangePassword replaces the old password with the new one', async () => {
    expect(await change(await ada(), 'Correct-horse-1')).toEqual({});
    expect(await pool.srp('ada', 'Newer-horse-2')).toHaveProperty('AuthenticationResult');
    await expect(pool.srp('ada', 'Correct-horse-1')).rejects.toMatchObject(wrongPassword);
  });

  it('a new password outside the policy is refused', async () => {
    await expect(change(await ada(), 'Correct-horse-1', 'nonumber-A')).rejects.toMatchObject(
      refusal(
        'InvalidPasswordException',
        'Password did not conform with policy: Password must have numeric characters',
      ),
    );
  });

  it('a wrong old password is refused; after five of them also the right one, for 15 minutes', async () => {
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

describe('TOTP setup', () => {
  const associate = async (AccessToken: string) =>
    String((await call('AssociateSoftwareToken', { AccessToken }))['SecretCode']);
  const verify = (AccessToken: string, UserCode: string) =>
    call('VerifySoftwareToken', { AccessToken, UserCode, FriendlyDeviceName: 'phone' });
  const prefer = (AccessToken: string, Enabled: boolean) =>
    call('SetUserMFAPreference', {
      AccessToken,
      SoftwareTokenMfaSettings: { Enabled, PreferredMfa: Enabled },
    });

  it('TOTP is asked for at sign-in once it is verified and enabled, and no longer once disabled', async () => {
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

  it('TOTP cannot be set up with a wrong code or without a secret', async () => {
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

  it('the code that verified TOTP cannot be used again at sign-in', async () => {
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

  it('a TOTP secret stays valid until a new one is verified', async () => {
    const { Session } = await pool.srp('grace', 'Battery-staple-2');
    const currentSecret = aws.users.find(({ username }) => username === 'grace')?.totpSecret ?? '';
    const { AuthenticationResult } = await pool.respond(
      'SOFTWARE_TOKEN_MFA',
      { USERNAME: 'grace', SOFTWARE_TOKEN_MFA_CODE: pool.totp(currentSecret) },
      Session,
    );
    await associate(AuthenticationResult?.AccessToken ?? '');
    aws.clock.advance(30);
    const secondSignIn = await pool.srp('grace', 'Battery-staple-2');
    expect(
      await pool.respond(
        'SOFTWARE_TOKEN_MFA',
        { USERNAME: 'grace', SOFTWARE_TOKEN_MFA_CODE: pool.totp(currentSecret) },
        secondSignIn.Session,
      ),
    ).toHaveProperty('AuthenticationResult');
  });
});
