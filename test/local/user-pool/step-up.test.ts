/** Step-up: USER_AUTH with TARGET_ACR_VALUES, from a new sign-in or from the level of an access token. */
import { decodeJwt } from 'jose';
import { beforeEach, describe, expect, it } from 'vitest';
import type { Reply } from '../../support/user-pool-requests.ts';
import { poolUnderTest, refusal } from './pool-under-test.ts';

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
const answerPassword = (reply: Reply, USERNAME: string) =>
  respond('SELECT_CHALLENGE', { USERNAME, ANSWER: 'PASSWORD', PASSWORD }, reply.Session);
const answerTotp = (reply: Reply, USERNAME: string) =>
  respond(
    'SOFTWARE_TOKEN_MFA',
    { USERNAME, SOFTWARE_TOKEN_MFA_CODE: pool.totp(secretOf(USERNAME)) },
    reply.Session,
  );

describe('step-up from a new sign-in', () => {
  it('the factors that lead to the level are offered, and both tokens name the level reached', async () => {
    const levelFour = await stepUp('grace', level(4));
    expect(levelFour['AvailableChallenges']).toEqual(['PASSWORD', 'PASSWORD_SRP']);
    const challenge = await answerPassword(levelFour, 'grace');
    expect(challenge.ChallengeName).toBe('SOFTWARE_TOKEN_MFA');
    expect(claimsOf(await answerTotp(challenge, 'grace'))).toEqual({
      acr: level(4),
      amr: ['pwd', 'otp', 'mfa'],
    });

    const levelOne = await stepUp('ada', level(1));
    expect(claimsOf(await answerPassword(levelOne, 'ada'))).toEqual({ acr: level(1), amr: ['pwd'] });
  });

  it('an email code leads to level 2, and with the password to level 3', async () => {
    const challenge = await stepUp('ada', level(2), { PREFERRED_CHALLENGE: 'EMAIL_OTP' });
    expect(challenge.ChallengeName).toBe('EMAIL_OTP');
    const answer = async ({ Session }: Reply) =>
      respond(
        'EMAIL_OTP',
        { USERNAME: 'ada', EMAIL_OTP_CODE: await aws.outbox.code('ada@example.com') },
        Session,
      );
    expect(claimsOf(await answer(challenge))).toEqual({ acr: level(2), amr: ['email_otp'] });
    const levelThree = await stepUp('ada', level(3));
    expect(levelThree['AvailableChallenges']).toEqual(['PASSWORD', 'PASSWORD_SRP']);
    expect(claimsOf(await answer(await answerPassword(levelThree, 'ada')))).toEqual({
      acr: level(3),
      amr: ['pwd', 'email_otp', 'mfa'],
    });
  });

  it('the first level of the list that the user can reach is taken, and unknown names are ignored', async () => {
    const reply = await stepUp('ada', `urn:other ${level(4)} ${level(3)} ${level(1)}`);
    expect((await answerPassword(reply, 'ada')).ChallengeName).toBe('EMAIL_OTP');
  });

  it('an enabled MFA method is asked for, although the level does not need it', async () => {
    const challenge = await answerPassword(await stepUp('eve', level(1)), 'eve');
    expect(challenge.ChallengeName).toBe('SOFTWARE_TOKEN_MFA');
    expect(claimsOf(await answerTotp(challenge, 'eve')).acr).toBe(level(4));
  });

  it("unknown levels and levels without the user's factors are refused", async () => {
    await expect(stepUp('ada', 'urn:other')).rejects.toMatchObject(refusal('InvalidParameterException'));
    await expect(stepUp('ada', level(4))).rejects.toMatchObject(refusal('InvalidParameterException'));
  });

  it('a sign-in without a level has no acr claim', async () => {
    const { AccessToken } = await pool.tokens('ada', PASSWORD);
    expect(decodeJwt(AccessToken)).not.toHaveProperty('acr');
  });
});

describe('step-up from an access token', () => {
  const token = async (name: string) => (await pool.tokens(name, PASSWORD)).AccessToken;

  it('only the missing factor is asked for, and refreshes keep the level', async () => {
    const challenge = await stepUp('grace', level(4), { ACCESS_TOKEN: await token('grace') });
    expect(challenge.ChallengeName).toBe('SOFTWARE_TOKEN_MFA');
    const reply = await answerTotp(challenge, 'grace');
    expect(claimsOf(reply)).toEqual({ acr: level(4), amr: ['pwd', 'otp', 'mfa'] });
    const { RefreshToken = '' } = reply.AuthenticationResult ?? {};
    const refreshed = await initiate('REFRESH_TOKEN_AUTH', { REFRESH_TOKEN: RefreshToken });
    expect(claimsOf(refreshed)).toEqual({ acr: level(4), amr: ['pwd', 'otp', 'mfa'] });
  });

  it('a sign-in older than MAX_AGE begins again', async () => {
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

  it('an access token that has the level already is refused', async () => {
    await expect(stepUp('grace', level(1), { ACCESS_TOKEN: await token('grace') })).rejects.toMatchObject(
      refusal('InvalidParameterException', 'ACCESS_TOKEN already meets the requested authentication level.'),
    );
  });

  it('a token of another user, a revoked token and a token without a level are refused', async () => {
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

  it('an access token of another app client is refused', async () => {
    const flows = ['USER_AUTH', 'USER_PASSWORD_AUTH'] as const;
    const twoClientPool = poolUnderTest({
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
    const { AccessToken } = await twoClientPool.tokens('grace', PASSWORD);
    const stepUpThrough = (ClientId: string) =>
      twoClientPool.call('InitiateAuth', {
        ClientId,
        AuthFlow: 'USER_AUTH',
        AuthParameters: { USERNAME: 'grace', TARGET_ACR_VALUES: level(4), ACCESS_TOKEN: AccessToken },
      });
    expect(await stepUpThrough('clientone')).toMatchObject({ ChallengeName: 'SOFTWARE_TOKEN_MFA' });
    await expect(stepUpThrough('clienttwo')).rejects.toMatchObject(refusal('InvalidParameterException'));
  });
});
