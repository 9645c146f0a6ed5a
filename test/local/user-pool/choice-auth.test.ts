/** USER_AUTH: what is offered, to whom, and each way from there to tokens. */
import { beforeEach, describe, expect, it } from 'vitest';
import { poolUnderTest, refusal, type Reply, wrongPassword } from './pool-under-test.ts';
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

const choose = (USERNAME: string, more: Record<string, string> = {}) =>
  initiate('USER_AUTH', { USERNAME, ...more });
const prefer = (USERNAME: string, PREFERRED_CHALLENGE: string, more: Record<string, string> = {}) =>
  choose(USERNAME, { PREFERRED_CHALLENGE, ...more });
const select = (USERNAME: string, ANSWER: string, Session?: string, more: Record<string, string> = {}) =>
  respond('SELECT_CHALLENGE', { USERNAME, ANSWER, ...more }, Session);
const answerCode = (USERNAME: string, EMAIL_OTP_CODE: string, Session?: string) =>
  respond('EMAIL_OTP', { USERNAME, EMAIL_OTP_CODE }, Session);
const attribute = async (reply: Reply, name: string) => {
  const { AccessToken } = reply.AuthenticationResult ?? {};
  const { UserAttributes } = await pool.call('GetUser', { AccessToken });
  return (UserAttributes as { Name: string; Value: string }[]).find(({ Name }) => Name === name)?.Value;
};

const invalid = refusal('NotAuthorizedException', 'Invalid session for the user.');
const used = refusal(
  'NotAuthorizedException',
  'Invalid session for the user, session can only be used once.',
);
const mismatch = refusal('CodeMismatchException', 'Invalid code or auth state for the user.');

describe('what is offered', () => {
  it.each([
    ['ada', ['PASSWORD', 'PASSWORD_SRP', 'EMAIL_OTP', 'SMS_OTP']],
    ['eve', ['PASSWORD', 'PASSWORD_SRP', 'EMAIL_OTP']],
    ['grace', ['PASSWORD', 'PASSWORD_SRP']],
  ])('%s is offered what the pool allows and she can use', async (name, offered) => {
    const reply = await choose(name);
    expect(reply).toMatchObject({ ChallengeName: 'SELECT_CHALLENGE', AvailableChallenges: offered });
    expect(reply.Session).toMatch(/^[\w-]{20,}$/);
  });

  it('is the list again when somebody prefers what she has not', async () => {
    expect(await prefer('eve', 'SMS_OTP')).toMatchObject({ ChallengeName: 'SELECT_CHALLENGE' });
    expect(await prefer('grace', 'EMAIL_OTP')).toMatchObject({ ChallengeName: 'SELECT_CHALLENGE' });
    expect(aws.outbox.all()).toEqual([]);
  });

  it('takes no preference that is none', async () => {
    await expect(prefer('ada', 'MAGIC')).rejects.toMatchObject(refusal('InvalidParameterException'));
  });

  it('is refused to a client that does not allow the flow', async () => {
    const srpOnly = poolUnderTest({ client: { authFlows: ['USER_SRP_AUTH'] } });
    await expect(srpOnly.initiate('USER_AUTH', { USERNAME: 'ada' })).rejects.toMatchObject(
      refusal('InvalidParameterException', 'USER_AUTH flow not enabled for this client'),
    );
  });

  it('holds for the Session: nothing else can be selected', async () => {
    const { Session } = await choose('eve');
    await expect(select('eve', 'SMS_OTP', Session)).rejects.toMatchObject(
      refusal('InvalidParameterException'),
    );
    await expect(select('eve', 'WEB_AUTHN', Session)).rejects.toMatchObject(
      refusal('InvalidParameterException'),
    );
  });
});

describe('a password', () => {
  it('signs in inline, selected inline, selected and then sent, and by the name of the challenge', async () => {
    const PASSWORD = 'Correct-horse-1';
    expect(await prefer('ada', 'PASSWORD', { PASSWORD })).toHaveProperty('AuthenticationResult');
    const offered = async () => (await choose('ada')).Session;
    expect(await select('ada', 'PASSWORD', await offered(), { PASSWORD })).toHaveProperty(
      'AuthenticationResult',
    );
    const asked = await select('ada', 'PASSWORD', await offered());
    expect(asked.ChallengeName).toBe('PASSWORD');
    expect(await respond('PASSWORD', { USERNAME: 'ada', PASSWORD }, asked.Session)).toHaveProperty(
      'AuthenticationResult',
    );
    expect(await respond('PASSWORD', { USERNAME: 'ada', PASSWORD }, await offered())).toHaveProperty(
      'AuthenticationResult',
    );
  });

  it.each(['preferred', 'selected', 'named'])('by SRP signs in, %s', async (how) => {
    const client = srpClient();
    const given = { USERNAME: 'ada', SRP_A: client.A };
    const start = {
      preferred: () => prefer('ada', 'PASSWORD_SRP', { SRP_A: client.A }),
      selected: async () => select('ada', 'PASSWORD_SRP', (await choose('ada')).Session, { SRP_A: client.A }),
      named: async () => respond('PASSWORD_SRP', given, (await choose('ada')).Session),
    }[how];
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

  it('can be tried again with the Session after a wrong one, not after a right one, and locks as ever', async () => {
    const { Session } = await choose('ada');
    await expect(select('ada', 'PASSWORD', Session, { PASSWORD: 'Wrong-horse-1' })).rejects.toMatchObject(
      wrongPassword,
    );
    await select('ada', 'PASSWORD', Session, { PASSWORD: 'Correct-horse-1' });
    await expect(select('ada', 'PASSWORD', Session, { PASSWORD: 'Correct-horse-1' })).rejects.toMatchObject(
      used,
    );
    for (let time = 0; time < 5; time += 1) {
      await expect(prefer('ada', 'PASSWORD', { PASSWORD: 'Wrong-horse-1' })).rejects.toMatchObject(
        wrongPassword,
      );
    }
    await expect(prefer('ada', 'PASSWORD', { PASSWORD: 'Correct-horse-1' })).rejects.toMatchObject(
      refusal('NotAuthorizedException', 'Password attempts exceeded'),
    );
  });

  it('leads on to the second factor of somebody who has one', async () => {
    expect(await prefer('grace', 'PASSWORD', { PASSWORD: 'Battery-staple-2' })).toMatchObject({
      ChallengeName: 'SOFTWARE_TOKEN_MFA',
    });
  });
});

describe('a one-time code', () => {
  it('goes out by e-mail with eight digits and signs in, once', async () => {
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
    await expect(answerCode('ada', message!.code, Session)).rejects.toMatchObject(used);
  });

  it('goes out by SMS when it was selected', async () => {
    const { ChallengeName, ChallengeParameters, Session } = await select(
      'ada',
      'SMS_OTP',
      (await choose('ada')).Session,
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

  it('is of its Session: no code of another one, another step or another user', async () => {
    const first = await prefer('ada', 'EMAIL_OTP');
    const code = await aws.outbox.code('ada@example.com');
    const second = await prefer('ada', 'EMAIL_OTP');
    await expect(answerCode('ada', code, second.Session)).rejects.toMatchObject(mismatch);
    await expect(answerCode('eve', code, first.Session)).rejects.toMatchObject(invalid);
    await expect(
      respond('SMS_OTP', { USERNAME: 'ada', SMS_OTP_CODE: code }, first.Session),
    ).rejects.toMatchObject(invalid);
    const offered = await choose('ada');
    await expect(answerCode('ada', code, offered.Session)).rejects.toMatchObject(invalid);
  });

  it('locks out whoever guesses in ever new Sessions', async () => {
    for (let wrong = 0; wrong < 5; wrong += 1) {
      const { Session } = await prefer('ada', 'EMAIL_OTP');
      await expect(answerCode('ada', '00000000', Session)).rejects.toMatchObject(mismatch);
    }
    const { Session } = await prefer('ada', 'EMAIL_OTP');
    const code = await aws.outbox.code('ada@example.com');
    await expect(answerCode('ada', code, Session)).rejects.toMatchObject(
      refusal('NotAuthorizedException', 'Password attempts exceeded'),
    );
    aws.clock.advance(1);
    expect(await answerCode('ada', code, Session)).toHaveProperty('AuthenticationResult');
  });

  it('is sent ten times an hour at most, unless one was right', async () => {
    for (let time = 0; time < 10; time += 1) await prefer('ada', 'EMAIL_OTP');
    await expect(prefer('ada', 'EMAIL_OTP')).rejects.toMatchObject(refusal('LimitExceededException'));
    aws.clock.advance(3600);
    const { Session } = await prefer('ada', 'EMAIL_OTP');
    await answerCode('ada', await aws.outbox.code('ada@example.com'), Session);
    for (let time = 0; time < 10; time += 1) await prefer('ada', 'EMAIL_OTP');
  });

  it('confirms a sign-up, and verifies the address that it went to', async () => {
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

  it('is worth nothing once the address that it went to is no longer the user’s', async () => {
    const { AccessToken } = await pool.tokens('ada', 'Correct-horse-1');
    const { Session } = await prefer('ada', 'EMAIL_OTP');
    const code = await aws.outbox.code('ada@example.com');
    await pool.call('UpdateUserAttributes', {
      AccessToken,
      UserAttributes: [{ Name: 'email', Value: 'ada@new.example' }],
    });
    await expect(answerCode('ada', code, Session)).rejects.toMatchObject(refusal('NotAuthorizedException'));
  });

  it('runs out with its Session', async () => {
    const { Session } = await prefer('ada', 'EMAIL_OTP');
    aws.clock.advance(180);
    await expect(answerCode('ada', await aws.outbox.code('ada@example.com'), Session)).rejects.toMatchObject(
      refusal('NotAuthorizedException', 'Invalid session for the user, session is expired.'),
    );
  });
});

describe('fault 46: a name that nobody has', () => {
  it('is offered a list that stays, and a passkey never', async () => {
    const first = await choose('nobody');
    expect(first.ChallengeName).toBe('SELECT_CHALLENGE');
    expect(first['AvailableChallenges']).toEqual(expect.arrayContaining(['PASSWORD', 'EMAIL_OTP']));
    expect((await choose('NOBODY'))['AvailableChallenges']).toEqual(first['AvailableChallenges']);
  });

  it('gets a delivery that looks like one, and no code is right', async () => {
    const asked = await prefer('nobody', 'EMAIL_OTP');
    expect(asked).toMatchObject({
      ChallengeName: 'EMAIL_OTP',
      ChallengeParameters: {
        CODE_DELIVERY_DELIVERY_MEDIUM: 'EMAIL',
        CODE_DELIVERY_DESTINATION: expect.stringMatching(/^[a-z]\*\*\*@[a-z]\*\*\*$/),
      },
    });
    expect((await prefer('nobody', 'EMAIL_OTP')).ChallengeParameters).toEqual(asked.ChallengeParameters);
    expect(aws.outbox.all()).toEqual([]);
    const { pools } = (await aws.snapshot()).state.userPools;
    const codes = Object.values(Object.values(pools)[0]!.challenges).flatMap(({ details }) =>
      'code' in details ? [details.code] : [],
    );
    for (const code of ['00000000', ...codes]) {
      await expect(answerCode('nobody', code, asked.Session)).rejects.toMatchObject(mismatch);
    }
  });

  it('gets a phone number of its own shape', async () => {
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

  it('has wrong passwords only, by every way, and is locked out like anybody', async () => {
    const { Session } = await choose('nobody');
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
    await expect(prefer('nobody', 'PASSWORD', { PASSWORD: 'x' })).rejects.toMatchObject(
      refusal('NotAuthorizedException', 'Password attempts exceeded'),
    );
  });

  it('looks like somebody who has been disabled', async () => {
    const asked = await prefer('gone', 'EMAIL_OTP');
    expect(asked.ChallengeName).toBe('EMAIL_OTP');
    expect(aws.outbox.all()).toEqual([]);
    await expect(answerCode('gone', '00000000', asked.Session)).rejects.toMatchObject(mismatch);
  });

  it('is told to be nobody’s by a client that does not hide it', async () => {
    const legacy = poolUnderTest({
      ...options,
      client: { ...options.client, preventUserExistenceErrors: 'LEGACY' },
    });
    for (const more of [{}, { PREFERRED_CHALLENGE: 'EMAIL_OTP' }]) {
      await expect(legacy.initiate('USER_AUTH', { USERNAME: 'nobody', ...more })).rejects.toMatchObject(
        refusal('UserNotFoundException', 'User does not exist.'),
      );
    }
  });
});

describe('the Session of a sign-up', () => {
  const signUp = async (of = pool, Username = 'joan') => {
    const { call, ClientId } = of;
    const email = `${Username}@example.com`;
    await call('SignUp', {
      ClientId,
      Username,
      Password: 'Correct-horse-9',
      UserAttributes: [{ Name: 'email', Value: email }],
    });
    const ConfirmationCode = await of.aws.outbox.code(email);
    return (await call('ConfirmSignUp', { ClientId, Username, ConfirmationCode })).Session;
  };
  const start = (Session: string | undefined, of = pool, AuthParameters: Record<string, string> = {}) =>
    of.call('InitiateAuth', { ClientId: of.ClientId, AuthFlow: 'USER_AUTH', AuthParameters, Session });

  it('signs in straight away, once, without another code', async () => {
    const session = await signUp();
    expect(await start(session, pool, { USERNAME: 'joan' })).toHaveProperty('AuthenticationResult');
    expect(aws.outbox.all('joan@example.com')).toHaveLength(1);
    await expect(start(session)).rejects.toMatchObject(used);
  });

  it('is nobody else’s, and runs out', async () => {
    const session = await signUp();
    await expect(start(session, pool, { USERNAME: 'ada' })).rejects.toMatchObject(invalid);
    await expect(start('x'.repeat(128), pool, { USERNAME: 'joan' })).rejects.toMatchObject(invalid);
    await expect(start((await choose('ada')).Session, pool, { USERNAME: 'ada' })).rejects.toMatchObject(
      invalid,
    );
    aws.clock.advance(180);
    await expect(start(session)).rejects.toMatchObject(refusal('NotAuthorizedException'));
  });

  it('stands for a factor that the pool allows, and for no other', async () => {
    const withoutCodes = poolUnderTest({ ...options, pool: { firstFactors: ['PASSWORD'] } });
    const session = await signUp(withoutCodes);
    expect(await start(session, withoutCodes, { USERNAME: 'joan' })).toMatchObject({
      AvailableChallenges: ['PASSWORD', 'PASSWORD_SRP'],
    });
    const withMfa = poolUnderTest({ ...options, pool: { ...options.pool, mfa: 'ON' } });
    expect(await start(await signUp(withMfa), withMfa, { USERNAME: 'joan' })).toMatchObject({
      AvailableChallenges: ['PASSWORD', 'PASSWORD_SRP'],
    });
  });
});
