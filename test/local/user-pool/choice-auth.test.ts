/** USER_AUTH: the first factors that each user is offered, and the way from each of them to tokens. */
import { beforeEach, describe, expect, it } from 'vitest';
import type { Reply } from '../../support/user-pool-requests.ts';
import {
  expiredToken,
  invalidToken,
  lockedOut,
  poolUnderTest,
  refusal,
  usedToken,
  userNotFound,
  wrongPassword,
} from './pool-under-test.ts';
import { srpClient, timestampOf } from './srp-client.ts';

const users = [
  { email: 'ada@example.com', password: 'Correct-horse-1', phone: '+15555550101' },
  { email: 'eve@example.com', password: 'Correct-horse-2' },
  { email: 'grace@example.com', password: 'Battery-staple-2', totp: true },
  { email: 'new@example.com', password: 'Correct-horse-3', confirmed: false },
  { email: 'gone@example.com', password: 'Correct-horse-4', enabled: false },
];
const options = {
  users,
  pool: { firstFactors: ['PASSWORD', 'EMAIL_OTP', 'SMS_OTP'] },
  client: { authFlows: ['USER_AUTH', 'USER_PASSWORD_AUTH'] },
} as const;
const pool = poolUnderTest(options);
const { aws, initiate, respond } = pool;
beforeEach(() => aws.reset());

const beginChoice = (USERNAME: string, more: Record<string, string> = {}) =>
  initiate('USER_AUTH', { USERNAME, ...more });
const prefer = (USERNAME: string, PREFERRED_CHALLENGE: string, more: Record<string, string> = {}) =>
  beginChoice(USERNAME, { PREFERRED_CHALLENGE, ...more });
const select = (USERNAME: string, ANSWER: string, Session?: string, more: Record<string, string> = {}) =>
  respond('SELECT_CHALLENGE', { USERNAME, ANSWER, ...more }, Session);
const answerCode = (USERNAME: string, EMAIL_OTP_CODE: string, Session?: string) =>
  respond('EMAIL_OTP', { USERNAME, EMAIL_OTP_CODE }, Session);
const attribute = async (reply: Reply, name: string) => {
  const { AccessToken } = reply.AuthenticationResult ?? {};
  const { UserAttributes } = await pool.call('GetUser', { AccessToken });
  return (UserAttributes as { Name: string; Value: string }[]).find(({ Name }) => Name === name)?.Value;
};

const mismatch = refusal('CodeMismatchException', 'Invalid code or auth state for the user.');

describe('the offered first factors', () => {
  it.each([
    ['ada', ['PASSWORD', 'PASSWORD_SRP', 'EMAIL_OTP', 'SMS_OTP']],
    ['eve', ['PASSWORD', 'PASSWORD_SRP', 'EMAIL_OTP']],
    ['grace', ['PASSWORD', 'PASSWORD_SRP']],
  ])('%s is offered the factors that the pool allows and the user has', async (name, offered) => {
    const reply = await beginChoice(name);
    expect(reply).toMatchObject({ ChallengeName: 'SELECT_CHALLENGE', AvailableChallenges: offered });
    expect(reply.Session).toMatch(/^[\w-]{20,}$/);
  });

  it('a preferred factor that the user does not have gives the list of factors', async () => {
    expect(await prefer('eve', 'SMS_OTP')).toMatchObject({ ChallengeName: 'SELECT_CHALLENGE' });
    expect(await prefer('grace', 'EMAIL_OTP')).toMatchObject({ ChallengeName: 'SELECT_CHALLENGE' });
    expect(aws.outbox.all()).toEqual([]);
  });

  it('an unknown preferred factor is refused', async () => {
    await expect(prefer('ada', 'MAGIC')).rejects.toMatchObject(refusal('InvalidParameterException'));
  });

  it('a client that does not allow USER_AUTH is refused', async () => {
    const srpOnly = poolUnderTest({ client: { authFlows: ['USER_SRP_AUTH'] } });
    await expect(srpOnly.initiate('USER_AUTH', { USERNAME: 'ada' })).rejects.toMatchObject(
      refusal('InvalidParameterException', 'USER_AUTH flow not enabled for this client'),
    );
  });

  it('only offered factors can be selected', async () => {
    const { Session } = await beginChoice('eve');
    await expect(select('eve', 'SMS_OTP', Session)).rejects.toMatchObject(
      refusal('InvalidParameterException'),
    );
    await expect(select('eve', 'WEB_AUTHN', Session)).rejects.toMatchObject(
      refusal('InvalidParameterException'),
    );
  });
});

describe('a password', () => {
  it('a password signs in: preferred, selected with or without the password, or as the PASSWORD challenge', async () => {
    const PASSWORD = 'Correct-horse-1';
    expect(await prefer('ada', 'PASSWORD', { PASSWORD })).toHaveProperty('AuthenticationResult');
    const offered = async () => (await beginChoice('ada')).Session;
    expect(await select('ada', 'PASSWORD', await offered(), { PASSWORD })).toHaveProperty(
      'AuthenticationResult',
    );
    const challenge = await select('ada', 'PASSWORD', await offered());
    expect(challenge.ChallengeName).toBe('PASSWORD');
    expect(await respond('PASSWORD', { USERNAME: 'ada', PASSWORD }, challenge.Session)).toHaveProperty(
      'AuthenticationResult',
    );
    expect(await respond('PASSWORD', { USERNAME: 'ada', PASSWORD }, await offered())).toHaveProperty(
      'AuthenticationResult',
    );
  });

  it.each(['preferred', 'selected', 'named'])('a password by SRP signs in: %s', async (way) => {
    const client = srpClient();
    const srpAnswer = { USERNAME: 'ada', SRP_A: client.A };
    const start = {
      preferred: () => prefer('ada', 'PASSWORD_SRP', { SRP_A: client.A }),
      selected: async () =>
        select('ada', 'PASSWORD_SRP', (await beginChoice('ada')).Session, { SRP_A: client.A }),
      named: async () => respond('PASSWORD_SRP', srpAnswer, (await beginChoice('ada')).Session),
    }[way];
    const { ChallengeName, ChallengeParameters = {} } = await start!();
    expect(ChallengeName).toBe('PASSWORD_VERIFIER');
    const claim = client.claim(
      pool.poolName,
      ChallengeParameters,
      'Correct-horse-1',
      timestampOf(aws.clock.now()),
    );
    expect(await respond('PASSWORD_VERIFIER', claim)).toHaveProperty('AuthenticationResult');
  });

  it('a wrong password can be retried with the challenge token, a right one cannot, and attempts are limited', async () => {
    const { Session } = await beginChoice('ada');
    await expect(select('ada', 'PASSWORD', Session, { PASSWORD: 'Wrong-horse-1' })).rejects.toMatchObject(
      wrongPassword,
    );
    await select('ada', 'PASSWORD', Session, { PASSWORD: 'Correct-horse-1' });
    await expect(select('ada', 'PASSWORD', Session, { PASSWORD: 'Correct-horse-1' })).rejects.toMatchObject(
      usedToken,
    );
    for (let time = 0; time < 5; time += 1) {
      await expect(prefer('ada', 'PASSWORD', { PASSWORD: 'Wrong-horse-1' })).rejects.toMatchObject(
        wrongPassword,
      );
    }
    await expect(prefer('ada', 'PASSWORD', { PASSWORD: 'Correct-horse-1' })).rejects.toMatchObject(lockedOut);
  });

  it('a user with TOTP gets that challenge next', async () => {
    expect(await prefer('grace', 'PASSWORD', { PASSWORD: 'Battery-staple-2' })).toMatchObject({
      ChallengeName: 'SOFTWARE_TOKEN_MFA',
    });
  });
});

describe('a one-time code', () => {
  it('an email code has eight digits and signs in once', async () => {
    const { ChallengeName, ChallengeParameters, Session } = await prefer('ada', 'EMAIL_OTP');
    expect(ChallengeName).toBe('EMAIL_OTP');
    expect(ChallengeParameters).toEqual({
      CODE_DELIVERY_DELIVERY_MEDIUM: 'EMAIL',
      CODE_DELIVERY_DESTINATION: 'a***@e***',
    });
    const [message] = aws.outbox.all('ada@example.com');
    expect(message).toMatchObject({ purpose: 'Authentication', code: expect.stringMatching(/^\d{8}$/) });
    await expect(answerCode('ada', message!.code.slice(0, 6), Session)).rejects.toMatchObject(mismatch);
    expect(await answerCode('ada', message!.code, Session)).toHaveProperty('AuthenticationResult');
    await expect(answerCode('ada', message!.code, Session)).rejects.toMatchObject(usedToken);
  });

  it('a selected SMS code is sent and signs in', async () => {
    const { ChallengeName, ChallengeParameters, Session } = await select(
      'ada',
      'SMS_OTP',
      (await beginChoice('ada')).Session,
    );
    expect(ChallengeName).toBe('SMS_OTP');
    expect(ChallengeParameters).toEqual({
      CODE_DELIVERY_DELIVERY_MEDIUM: 'SMS',
      CODE_DELIVERY_DESTINATION: '+*******0101',
    });
    const SMS_OTP_CODE = await aws.outbox.code('+15555550101');
    expect(SMS_OTP_CODE).toHaveLength(8);
    expect(await respond('SMS_OTP', { USERNAME: 'ada', SMS_OTP_CODE }, Session)).toHaveProperty(
      'AuthenticationResult',
    );
  });

  it('a code is valid for its own challenge, step and user only', async () => {
    const first = await prefer('ada', 'EMAIL_OTP');
    const code = await aws.outbox.code('ada@example.com');
    const second = await prefer('ada', 'EMAIL_OTP');
    await expect(answerCode('ada', code, second.Session)).rejects.toMatchObject(mismatch);
    await expect(answerCode('eve', code, first.Session)).rejects.toMatchObject(invalidToken);
    await expect(
      respond('SMS_OTP', { USERNAME: 'ada', SMS_OTP_CODE: code }, first.Session),
    ).rejects.toMatchObject(invalidToken);
    const offered = await beginChoice('ada');
    await expect(answerCode('ada', code, offered.Session)).rejects.toMatchObject(invalidToken);
  });

  it('five wrong codes in ever new challenges lock the user out', async () => {
    for (let wrong = 0; wrong < 5; wrong += 1) {
      const { Session } = await prefer('ada', 'EMAIL_OTP');
      await expect(answerCode('ada', '00000000', Session)).rejects.toMatchObject(mismatch);
    }
    const { Session } = await prefer('ada', 'EMAIL_OTP');
    const code = await aws.outbox.code('ada@example.com');
    await expect(answerCode('ada', code, Session)).rejects.toMatchObject(lockedOut);
    aws.clock.advance(1);
    expect(await answerCode('ada', code, Session)).toHaveProperty('AuthenticationResult');
  });

  it('ten codes an hour are sent, counted again after a sign-in', async () => {
    for (let time = 0; time < 10; time += 1) await prefer('ada', 'EMAIL_OTP');
    await expect(prefer('ada', 'EMAIL_OTP')).rejects.toMatchObject(refusal('LimitExceededException'));
    aws.clock.advance(3600);
    const { Session } = await prefer('ada', 'EMAIL_OTP');
    await answerCode('ada', await aws.outbox.code('ada@example.com'), Session);
    for (let time = 0; time < 10; time += 1) await prefer('ada', 'EMAIL_OTP');
  });

  it('a code confirms a sign-up and verifies its address', async () => {
    await expect(prefer('new', 'PASSWORD', { PASSWORD: 'Correct-horse-3' })).rejects.toMatchObject(
      refusal('UserNotConfirmedException'),
    );
    const { Session } = await prefer('new', 'EMAIL_OTP');
    const reply = await answerCode('new', await aws.outbox.code('new@example.com'), Session);
    expect(await attribute(reply, 'email_verified')).toBe('true');
    expect(await prefer('new', 'PASSWORD', { PASSWORD: 'Correct-horse-3' })).toHaveProperty(
      'AuthenticationResult',
    );
  });

  it("a code is worthless once the address is no longer the user's", async () => {
    const { AccessToken } = await pool.tokens('ada', 'Correct-horse-1');
    const { Session } = await prefer('ada', 'EMAIL_OTP');
    const code = await aws.outbox.code('ada@example.com');
    await pool.call('UpdateUserAttributes', {
      AccessToken,
      UserAttributes: [{ Name: 'email', Value: 'ada@new.example' }],
    });
    await expect(answerCode('ada', code, Session)).rejects.toMatchObject(refusal('NotAuthorizedException'));
  });

  it('a code expires with its challenge token', async () => {
    const { Session } = await prefer('ada', 'EMAIL_OTP');
    aws.clock.advance(180);
    await expect(answerCode('ada', await aws.outbox.code('ada@example.com'), Session)).rejects.toMatchObject(
      expiredToken,
    );
  });
});

describe('fault 46 (unknown user): USER_AUTH with an unknown username', () => {
  it('an unknown username is offered a constant list of factors', async () => {
    const first = await beginChoice('nobody');
    expect(first.ChallengeName).toBe('SELECT_CHALLENGE');
    expect(first['AvailableChallenges']).toEqual(expect.arrayContaining(['PASSWORD', 'EMAIL_OTP']));
    expect((await beginChoice('NOBODY'))['AvailableChallenges']).toEqual(first['AvailableChallenges']);
  });

  it('an unknown username gets a plausible delivery, and every code is wrong', async () => {
    const challenge = await prefer('nobody', 'EMAIL_OTP');
    expect(challenge).toMatchObject({
      ChallengeName: 'EMAIL_OTP',
      ChallengeParameters: {
        CODE_DELIVERY_DELIVERY_MEDIUM: 'EMAIL',
        CODE_DELIVERY_DESTINATION: expect.stringMatching(/^[a-z]\*\*\*@[a-z]\*\*\*$/),
      },
    });
    expect((await prefer('nobody', 'EMAIL_OTP')).ChallengeParameters).toEqual(challenge.ChallengeParameters);
    expect(aws.outbox.all()).toEqual([]);
    const { pools } = (await aws.snapshot()).state.userPools;
    const codes = Object.values(Object.values(pools)[0]!.challenges).flatMap(({ details }) =>
      'code' in details ? [details.code] : [],
    );
    for (const code of ['00000000', ...codes]) {
      await expect(answerCode('nobody', code, challenge.Session)).rejects.toMatchObject(mismatch);
    }
  });

  it('an unknown username gets a plausible phone number', async () => {
    const withPhones = poolUnderTest({
      ...options,
      pool: { firstFactors: ['SMS_OTP'], requiredAttributes: ['phone_number'] },
    });
    expect(
      await withPhones.initiate('USER_AUTH', { USERNAME: 'nobody', PREFERRED_CHALLENGE: 'SMS_OTP' }),
    ).toMatchObject({
      ChallengeParameters: { CODE_DELIVERY_DESTINATION: expect.stringMatching(/^\+\*{7}\d{4}$/) },
    });
  });

  it('an unknown username gets wrong-password errors in every flow and is locked out like a real one', async () => {
    const { Session } = await beginChoice('nobody');
    await expect(select('nobody', 'PASSWORD', Session, { PASSWORD: 'x' })).rejects.toMatchObject(
      wrongPassword,
    );
    const client = srpClient();
    const { ChallengeParameters = {} } = await prefer('nobody', 'PASSWORD_SRP', { SRP_A: client.A });
    const claim = client.claim(pool.poolName, ChallengeParameters, 'x', timestampOf(aws.clock.now()));
    await expect(respond('PASSWORD_VERIFIER', claim)).rejects.toMatchObject(wrongPassword);
    for (let time = 0; time < 3; time += 1) {
      await expect(prefer('nobody', 'PASSWORD', { PASSWORD: 'x' })).rejects.toMatchObject(wrongPassword);
    }
    await expect(prefer('nobody', 'PASSWORD', { PASSWORD: 'x' })).rejects.toMatchObject(lockedOut);
  });

  it('a disabled user is treated like an unknown one', async () => {
    const challenge = await prefer('gone', 'EMAIL_OTP');
    expect(challenge.ChallengeName).toBe('EMAIL_OTP');
    expect(aws.outbox.all()).toEqual([]);
    await expect(answerCode('gone', '00000000', challenge.Session)).rejects.toMatchObject(mismatch);
  });

  it('a client with LEGACY existence errors names the unknown user', async () => {
    const legacy = poolUnderTest({
      ...options,
      client: { ...options.client, preventUserExistenceErrors: 'LEGACY' },
    });
    for (const more of [{}, { PREFERRED_CHALLENGE: 'EMAIL_OTP' }]) {
      await expect(legacy.initiate('USER_AUTH', { USERNAME: 'nobody', ...more })).rejects.toMatchObject(
        userNotFound,
      );
    }
  });
});

describe('the challenge token of a sign-up', () => {
  const signUp = async (targetPool = pool, Username = 'joan') => {
    const { call, ClientId } = targetPool;
    const email = `${Username}@example.com`;
    await call('SignUp', {
      ClientId,
      Username,
      Password: 'Correct-horse-9',
      UserAttributes: [{ Name: 'email', Value: email }],
    });
    const ConfirmationCode = await targetPool.aws.outbox.code(email);
    return (await call('ConfirmSignUp', { ClientId, Username, ConfirmationCode })).Session;
  };
  const beginWithToken = (
    Session: string | undefined,
    targetPool = pool,
    AuthParameters: Record<string, string> = {},
  ) =>
    targetPool.call('InitiateAuth', {
      ClientId: targetPool.ClientId,
      AuthFlow: 'USER_AUTH',
      AuthParameters,
      Session,
    });

  it('the token of ConfirmSignUp signs in once without another code', async () => {
    const challengeToken = await signUp();
    expect(await beginWithToken(challengeToken, pool, { USERNAME: 'joan' })).toHaveProperty(
      'AuthenticationResult',
    );
    expect(aws.outbox.all('joan@example.com')).toHaveLength(1);
    await expect(beginWithToken(challengeToken)).rejects.toMatchObject(usedToken);
  });

  it('the token is valid for its own user only and expires', async () => {
    const challengeToken = await signUp();
    await expect(beginWithToken(challengeToken, pool, { USERNAME: 'ada' })).rejects.toMatchObject(
      invalidToken,
    );
    await expect(beginWithToken('x'.repeat(128), pool, { USERNAME: 'joan' })).rejects.toMatchObject(
      invalidToken,
    );
    await expect(
      beginWithToken((await beginChoice('ada')).Session, pool, { USERNAME: 'ada' }),
    ).rejects.toMatchObject(invalidToken);
    aws.clock.advance(180);
    await expect(beginWithToken(challengeToken)).rejects.toMatchObject(refusal('NotAuthorizedException'));
  });

  it('the token counts as an email code: a pool without that factor or with MFA asks for a password', async () => {
    const withoutCodes = poolUnderTest({ ...options, pool: { firstFactors: ['PASSWORD'] } });
    const challengeToken = await signUp(withoutCodes);
    expect(await beginWithToken(challengeToken, withoutCodes, { USERNAME: 'joan' })).toMatchObject({
      AvailableChallenges: ['PASSWORD', 'PASSWORD_SRP'],
    });
    const withMfa = poolUnderTest({ ...options, pool: { ...options.pool, mfa: 'ON' } });
    expect(await beginWithToken(await signUp(withMfa), withMfa, { USERNAME: 'joan' })).toMatchObject({
      AvailableChallenges: ['PASSWORD', 'PASSWORD_SRP'],
    });
  });
});
