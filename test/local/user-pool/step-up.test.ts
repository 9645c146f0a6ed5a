/** Step-up: USER_AUTH towards a level, from nothing or from what an access token stands for. */
import { decodeJwt } from 'jose';
import { beforeEach, describe, expect, it } from 'vitest';
import { poolUnderTest, refusal, type Reply } from './pool-under-test.ts';

const PASSWORD = 'Correct-horse-1';
const level = (number: number) => `urn:cognito:loa:${number}`;
const users = [
  { email: 'ada@example.com', password: PASSWORD },
  { email: 'grace@example.com', password: PASSWORD, totp: true, mfa: [] },
  { email: 'eve@example.com', password: PASSWORD, totp: true },
];
const pool = poolUnderTest({
  users,
  pool: { firstFactors: ['PASSWORD', 'EMAIL_OTP'], mfaMethods: ['SOFTWARE_TOKEN_MFA', 'EMAIL_OTP'] },
  client: { authFlows: ['USER_AUTH', 'USER_PASSWORD_AUTH', 'REFRESH_TOKEN_AUTH'] },
});
const { aws, initiate, respond } = pool;
beforeEach(() => aws.reset());

const secretOf = (name: string) => aws.users.find(({ username }) => username === name)?.totpSecret ?? '';
const stepUp = (USERNAME: string, targets: string, more: Record<string, string> = {}) =>
  initiate('USER_AUTH', { USERNAME, TARGET_ACR_VALUES: targets, ...more });
const claimsOf = (reply: Reply) => {
  const { AccessToken = '', IdToken = '' } = reply.AuthenticationResult ?? {};
  const [access, id] = [decodeJwt(AccessToken), decodeJwt(IdToken)];
  expect([id['acr'], id['amr']]).toEqual([access['acr'], access['amr']]);
  return { acr: access['acr'], amr: access['amr'] };
};
const passwordAt = (reply: Reply, USERNAME: string) =>
  respond('SELECT_CHALLENGE', { USERNAME, ANSWER: 'PASSWORD', PASSWORD }, reply.Session);
const totpAt = (reply: Reply, USERNAME: string) =>
  respond(
    'SOFTWARE_TOKEN_MFA',
    { USERNAME, SOFTWARE_TOKEN_MFA_CODE: pool.totp(secretOf(USERNAME)) },
    reply.Session,
  );

describe('from nothing', () => {
  it('offers what leads to the level, and tells in both tokens what was reached', async () => {
    const four = await stepUp('grace', level(4));
    expect(four['AvailableChallenges']).toEqual(['PASSWORD', 'PASSWORD_SRP']);
    const asked = await passwordAt(four, 'grace');
    expect(asked.ChallengeName).toBe('SOFTWARE_TOKEN_MFA');
    expect(claimsOf(await totpAt(asked, 'grace'))).toEqual({ acr: level(4), amr: ['pwd', 'otp', 'mfa'] });

    const one = await stepUp('ada', level(1));
    expect(claimsOf(await passwordAt(one, 'ada'))).toEqual({ acr: level(1), amr: ['pwd'] });
  });

  it('leads over a code by e-mail to the second level, and with the password to the third', async () => {
    const asked = await stepUp('ada', level(2), { PREFERRED_CHALLENGE: 'EMAIL_OTP' });
    expect(asked.ChallengeName).toBe('EMAIL_OTP');
    const answer = async ({ Session }: Reply) =>
      respond(
        'EMAIL_OTP',
        { USERNAME: 'ada', EMAIL_OTP_CODE: await aws.outbox.code('ada@example.com') },
        Session,
      );
    expect(claimsOf(await answer(asked))).toEqual({ acr: level(2), amr: ['email_otp'] });
    const three = await stepUp('ada', level(3));
    expect(three['AvailableChallenges']).toEqual(['PASSWORD', 'PASSWORD_SRP']);
    expect(claimsOf(await answer(await passwordAt(three, 'ada')))).toEqual({
      acr: level(3),
      amr: ['pwd', 'email_otp', 'mfa'],
    });
  });

  it('takes the first level of the list that the user can reach, and passes over names that are none', async () => {
    const reply = await stepUp('ada', `urn:other ${level(4)} ${level(3)} ${level(1)}`);
    expect((await passwordAt(reply, 'ada')).ChallengeName).toBe('EMAIL_OTP');
  });

  it('asks for the second factor that somebody has on, though the level needs none', async () => {
    const asked = await passwordAt(await stepUp('eve', level(1)), 'eve');
    expect(asked.ChallengeName).toBe('SOFTWARE_TOKEN_MFA');
    expect(claimsOf(await totpAt(asked, 'eve')).acr).toBe(level(4));
  });

  it('is refused for levels that do not exist or that the user has no factors for', async () => {
    await expect(stepUp('ada', 'urn:other')).rejects.toMatchObject(refusal('InvalidParameterException'));
    await expect(stepUp('ada', level(4))).rejects.toMatchObject(refusal('InvalidParameterException'));
  });

  it('says nothing of levels in a sign-in that asked for none', async () => {
    const { AccessToken } = await pool.tokens('ada', PASSWORD);
    expect(decodeJwt(AccessToken)).not.toHaveProperty('acr');
  });
});

describe('from an access token', () => {
  const token = async (name: string) => (await pool.tokens(name, PASSWORD)).AccessToken;

  it('asks only for what is missing, and keeps the level across refreshes', async () => {
    const asked = await stepUp('grace', level(4), { ACCESS_TOKEN: await token('grace') });
    expect(asked.ChallengeName).toBe('SOFTWARE_TOKEN_MFA');
    const reply = await totpAt(asked, 'grace');
    expect(claimsOf(reply)).toEqual({ acr: level(4), amr: ['pwd', 'otp', 'mfa'] });
    const { RefreshToken = '' } = reply.AuthenticationResult ?? {};
    const refreshed = await initiate('REFRESH_TOKEN_AUTH', { REFRESH_TOKEN: RefreshToken });
    expect(claimsOf(refreshed)).toEqual({ acr: level(4), amr: ['pwd', 'otp', 'mfa'] });
  });

  it('begins anew when that sign-in is older than MAX_AGE', async () => {
    const ACCESS_TOKEN = await token('grace');
    aws.clock.advance(60);
    expect((await stepUp('grace', level(4), { ACCESS_TOKEN, MAX_AGE: '60' })).ChallengeName).toBe(
      'SOFTWARE_TOKEN_MFA',
    );
    aws.clock.advance(1);
    expect((await stepUp('grace', level(4), { ACCESS_TOKEN, MAX_AGE: '60' })).ChallengeName).toBe(
      'SELECT_CHALLENGE',
    );
  });

  it('is no way to new tokens of the same level', async () => {
    await expect(stepUp('grace', level(1), { ACCESS_TOKEN: await token('grace') })).rejects.toMatchObject(
      refusal('InvalidParameterException', 'ACCESS_TOKEN already meets the requested authentication level.'),
    );
  });

  it('takes no other user’s token, no revoked one, and none without a level to reach', async () => {
    const ACCESS_TOKEN = await token('ada');
    await expect(stepUp('grace', level(4), { ACCESS_TOKEN })).rejects.toMatchObject(
      refusal('InvalidParameterException'),
    );
    await expect(initiate('USER_AUTH', { USERNAME: 'ada', ACCESS_TOKEN })).rejects.toMatchObject(
      refusal('InvalidParameterException', 'ACCESS_TOKEN requires TARGET_ACR_VALUES.'),
    );
    await expect(stepUp('ada', level(3), { ACCESS_TOKEN, MAX_AGE: 'soon' })).rejects.toMatchObject(
      refusal('InvalidParameterException'),
    );
    await pool.call('GlobalSignOut', { AccessToken: ACCESS_TOKEN });
    await expect(stepUp('ada', level(3), { ACCESS_TOKEN })).rejects.toMatchObject(
      refusal('NotAuthorizedException'),
    );
  });

  it('takes no token that another app client was given', async () => {
    const flows = ['USER_AUTH', 'USER_PASSWORD_AUTH'] as const;
    const shared = poolUnderTest({
      userPools: [
        {
          users,
          mfaMethods: ['SOFTWARE_TOKEN_MFA'],
          clients: [
            { id: 'clientone', authFlows: flows },
            { id: 'clienttwo', authFlows: flows },
          ],
        },
      ],
    });
    const { AccessToken } = await shared.tokens('grace', PASSWORD);
    const ask = (ClientId: string) =>
      shared.call('InitiateAuth', {
        ClientId,
        AuthFlow: 'USER_AUTH',
        AuthParameters: { USERNAME: 'grace', TARGET_ACR_VALUES: level(4), ACCESS_TOKEN: AccessToken },
      });
    expect(await ask('clientone')).toMatchObject({ ChallengeName: 'SOFTWARE_TOKEN_MFA' });
    await expect(ask('clienttwo')).rejects.toMatchObject(refusal('InvalidParameterException'));
  });
});
