/** Second factors: which are asked for, how they are answered, and setting one up on the way where the pool wants it. */
import { beforeEach, describe, expect, it } from 'vitest';
import { authenticator, passkeyPool, register, signIn, withoutVerification } from './passkey-client.ts';
import { poolUnderTest, refusal, type Reply } from './pool-under-test.ts';

const all = ['SMS_MFA', 'SOFTWARE_TOKEN_MFA', 'EMAIL_OTP'] as const;
const PASSWORD = 'Correct-horse-1';
const someone = (name: string, more: object = {}) => ({
  email: `${name}@example.com`,
  password: PASSWORD,
  ...more,
});
const users = [
  someone('ada'),
  someone('text', { phone: '+15555550101', mfa: ['SMS_MFA'] }),
  someone('mail', { mfa: ['EMAIL_OTP'] }),
  someone('both', { totp: true, phone: '+15555550102', mfa: ['SMS_MFA', 'SOFTWARE_TOKEN_MFA'] }),
  someone('phone', { phone: '+15555550103' }),
];
const optional = poolUnderTest({ users, pool: { mfa: 'OPTIONAL', mfaMethods: all } });
beforeEach(() => optional.aws.reset());

const invalid = refusal('NotAuthorizedException', 'Invalid session for the user.');
const used = refusal(
  'NotAuthorizedException',
  'Invalid session for the user, session can only be used once.',
);
const mismatch = refusal('CodeMismatchException', 'Invalid code or auth state for the user.');
const signedIn = (reply: Reply) => expect(reply).toHaveProperty('AuthenticationResult.RefreshToken');
const listOf = ({ ChallengeParameters = {} }: Reply, name: string) =>
  JSON.parse(ChallengeParameters[name] ?? 'null') as unknown;

describe('a code by SMS or e-mail', () => {
  it('is sent after the password, with six digits, and signs in', async () => {
    const { srp, respond, aws } = optional;
    const sms = await srp('text', PASSWORD);
    expect(sms).toMatchObject({
      ChallengeName: 'SMS_MFA',
      ChallengeParameters: {
        CODE_DELIVERY_DELIVERY_MEDIUM: 'SMS',
        CODE_DELIVERY_DESTINATION: '+*******0101',
        USER_ID_FOR_SRP: 'text',
      },
    });
    const SMS_MFA_CODE = await aws.outbox.code('+15555550101');
    expect(SMS_MFA_CODE).toMatch(/^\d{6}$/);
    signedIn(await respond('SMS_MFA', { USERNAME: 'text', SMS_MFA_CODE }, sms.Session));

    const mail = await srp('mail', PASSWORD);
    expect(mail).toMatchObject({
      ChallengeName: 'EMAIL_OTP',
      ChallengeParameters: { CODE_DELIVERY_DESTINATION: 'm***@e***' },
    });
    const EMAIL_OTP_CODE = await aws.outbox.code('mail@example.com');
    expect(EMAIL_OTP_CODE).toMatch(/^\d{6}$/);
    signedIn(await respond('EMAIL_OTP', { USERNAME: 'mail', EMAIL_OTP_CODE }, mail.Session));
  });

  it('may be tried again in its Session, five times, and is of no other step or person', async () => {
    const { srp, respond, aws } = optional;
    const { Session } = await srp('text', PASSWORD);
    const right = await aws.outbox.code('+15555550101');
    const answer = (SMS_MFA_CODE: string, USERNAME = 'text') =>
      respond('SMS_MFA', { USERNAME, SMS_MFA_CODE }, Session);
    await expect(answer(right, 'both')).rejects.toMatchObject(invalid);
    await expect(
      respond('SMS_OTP', { USERNAME: 'text', SMS_OTP_CODE: right }, Session),
    ).rejects.toMatchObject(invalid);
    for (let time = 0; time < 5; time += 1) {
      await expect(answer('wrong1')).rejects.toMatchObject(mismatch);
    }
    aws.clock.advance(2);
    await expect(answer(right)).rejects.toMatchObject(
      refusal('NotAuthorizedException', 'Invalid session for the user, session is expired.'),
    );
  });

  it('is asked of nobody where the pool has MFA off', async () => {
    const off = poolUnderTest({ users, pool: { mfa: 'OFF', mfaMethods: all } });
    for (const name of ['text', 'mail', 'both']) signedIn(await off.srp(name, PASSWORD));
    expect(off.aws.outbox.all()).toEqual([]);
  });
});

describe('several methods', () => {
  it('lead to the preferred one', async () => {
    expect((await optional.srp('both', PASSWORD)).ChallengeName).toBe('SMS_MFA');
  });

  it('lead to a choice where none is preferred, among those that are on', async () => {
    const snapshot = await optional.aws.snapshot();
    delete Object.values(snapshot.state.userPools.pools)[0]!.users['both']!.mfa.preferred;
    const pool = poolUnderTest({ snapshot });
    const asked = await pool.srp('both', PASSWORD);
    expect(asked.ChallengeName).toBe('SELECT_MFA_TYPE');
    expect(listOf(asked, 'MFAS_CAN_CHOOSE')).toEqual(['SMS_MFA', 'SOFTWARE_TOKEN_MFA']);
    const select = (ANSWER: string) =>
      pool.respond('SELECT_MFA_TYPE', { USERNAME: 'both', ANSWER }, asked.Session);
    await expect(select('EMAIL_OTP')).rejects.toMatchObject(refusal('InvalidParameterException'));
    const next = await select('SOFTWARE_TOKEN_MFA');
    expect(next.ChallengeName).toBe('SOFTWARE_TOKEN_MFA');
    await expect(select('SMS_MFA')).rejects.toMatchObject(used);
    const { secret } = Object.values(snapshot.state.userPools.pools)[0]!.users['both']!.totp!;
    const SOFTWARE_TOKEN_MFA_CODE = pool.totp(secret);
    signedIn(
      await pool.respond('SOFTWARE_TOKEN_MFA', { USERNAME: 'both', SOFTWARE_TOKEN_MFA_CODE }, next.Session),
    );
  });
});

describe('a pool that requires MFA', () => {
  const required = poolUnderTest({
    users,
    pool: { mfa: 'ON', mfaMethods: ['SOFTWARE_TOKEN_MFA', 'SMS_MFA'] },
  });
  const { aws, srp, respond, call } = required;
  beforeEach(() => aws.reset());
  const setup = async (name = 'ada') => {
    const asked = await srp(name, PASSWORD);
    expect(asked.ChallengeName).toBe('MFA_SETUP');
    return asked.Session;
  };
  const associate = (Session?: string) =>
    call('AssociateSoftwareToken', { Session }) as Promise<Reply & { SecretCode: string }>;

  it('sends a code to a number that somebody has, though she turned nothing on', async () => {
    expect((await srp('phone', PASSWORD)).ChallengeName).toBe('SMS_MFA');
  });

  it('has an app set up by whoever has nothing, and asks for it from then on', async () => {
    const asked = await srp('ada', PASSWORD);
    expect(asked.ChallengeName).toBe('MFA_SETUP');
    expect(listOf(asked, 'MFAS_CAN_SETUP')).toEqual(['SOFTWARE_TOKEN_MFA', 'SMS_MFA']);
    const { SecretCode, Session } = await associate(asked.Session);
    const verified = await call('VerifySoftwareToken', { Session, UserCode: required.totp(SecretCode) });
    expect(verified['Status']).toBe('SUCCESS');
    signedIn(await respond('MFA_SETUP', { USERNAME: 'ada' }, verified.Session));
    await expect(respond('MFA_SETUP', { USERNAME: 'ada' }, verified.Session)).rejects.toMatchObject(used);
    expect((await srp('ada', PASSWORD)).ChallengeName).toBe('SOFTWARE_TOKEN_MFA');
  });

  it('gives no tokens for a set-up that was not finished', async () => {
    const first = await setup();
    await expect(respond('MFA_SETUP', { USERNAME: 'ada' }, first)).rejects.toMatchObject(
      refusal('InvalidParameterException'),
    );
    const { SecretCode, Session } = await associate(first);
    await expect(respond('MFA_SETUP', { USERNAME: 'ada' }, Session)).rejects.toMatchObject(
      refusal('InvalidParameterException'),
    );
    await expect(call('VerifySoftwareToken', { Session, UserCode: '000000' })).rejects.toMatchObject(
      refusal('EnableSoftwareTokenMFAException', 'Code mismatch and fail enable Software Token MFA'),
    );
    await expect(
      call('VerifySoftwareToken', { Session: first, UserCode: required.totp(SecretCode) }),
    ).rejects.toMatchObject(refusal('SoftwareTokenMFANotFoundException'));
    await expect(respond('MFA_SETUP', { USERNAME: 'ada' }, Session)).rejects.toMatchObject(
      refusal('InvalidParameterException'),
    );
  });

  it('is over for every other Session once one has set something up', async () => {
    const [thief, ada] = [await associate(await setup()), await associate(await setup())];
    await call('VerifySoftwareToken', { Session: ada.Session, UserCode: required.totp(ada.SecretCode) });
    await expect(
      call('VerifySoftwareToken', { Session: thief.Session, UserCode: required.totp(thief.SecretCode) }),
    ).rejects.toMatchObject(used);
    await expect(
      respond('MFA_SETUP', { USERNAME: 'ada', PHONE_NUMBER: '+15555550199' }, thief.Session),
    ).rejects.toMatchObject(used);
  });

  it('lets no code of an address in, once something else was set up', async () => {
    const [thief, ada] = [
      await respond('MFA_SETUP', { USERNAME: 'ada', PHONE_NUMBER: '+15555550199' }, await setup()),
      await associate(await setup()),
    ];
    await call('VerifySoftwareToken', { Session: ada.Session, UserCode: required.totp(ada.SecretCode) });
    const SMS_MFA_CODE = await aws.outbox.code('+15555550199');
    await expect(respond('SMS_MFA', { USERNAME: 'ada', SMS_MFA_CODE }, thief.Session)).rejects.toMatchObject(
      used,
    );
    expect((await srp('ada', PASSWORD)).ChallengeName).toBe('SOFTWARE_TOKEN_MFA');
  });

  it('takes a phone number, which is written down once its code is entered', async () => {
    const asked = await respond(
      'MFA_SETUP',
      { USERNAME: 'ada', PHONE_NUMBER: '+15555550155' },
      await setup(),
    );
    expect(asked.ChallengeName).toBe('SMS_MFA');
    await setup();
    const SMS_MFA_CODE = await aws.outbox.code('+15555550155');
    const reply = await respond('SMS_MFA', { USERNAME: 'ada', SMS_MFA_CODE }, asked.Session);
    signedIn(reply);
    const { AccessToken } = reply.AuthenticationResult ?? {};
    expect((await call('GetUser', { AccessToken }))['UserAttributes']).toEqual(
      expect.arrayContaining([
        { Name: 'phone_number', Value: '+15555550155' },
        { Name: 'phone_number_verified', Value: 'true' },
      ]),
    );
    expect((await srp('ada', PASSWORD)).ChallengeName).toBe('SMS_MFA');
  });

  it('takes no e-mail address where the pool has no such method', async () => {
    await expect(
      respond('MFA_SETUP', { USERNAME: 'ada', EMAIL: 'ada@new.example' }, await setup()),
    ).rejects.toMatchObject(refusal('InvalidParameterException'));
  });

  it('takes an e-mail address from whoever has none', async () => {
    const byPhone = poolUnderTest({
      pool: { mfa: 'ON', mfaMethods: ['EMAIL_OTP'], requiredAttributes: [], autoVerifiedAttributes: [] },
      triggers: { PreSignUp: (event) => void Object.assign(event.response, { autoConfirmUser: true }) },
    });
    const { ClientId } = byPhone;
    await byPhone.call('SignUp', { ClientId, Username: 'joan', Password: PASSWORD });
    const { ChallengeName, Session } = await byPhone.srp('joan', PASSWORD);
    expect(ChallengeName).toBe('MFA_SETUP');
    const asked = await byPhone.respond(
      'MFA_SETUP',
      { USERNAME: 'joan', EMAIL: 'joan@example.com' },
      Session,
    );
    expect(asked.ChallengeName).toBe('EMAIL_OTP');
    const EMAIL_OTP_CODE = await byPhone.aws.outbox.code('joan@example.com');
    signedIn(await byPhone.respond('EMAIL_OTP', { USERNAME: 'joan', EMAIL_OTP_CODE }, asked.Session));
    expect((await byPhone.srp('joan', PASSWORD)).ChallengeName).toBe('EMAIL_OTP');
  });

  it('refuses apps where the pool has none of them', async () => {
    const smsOnly = poolUnderTest({ users, pool: { mfa: 'ON', mfaMethods: ['SMS_MFA'] } });
    const { Session } = await smsOnly.srp('ada', PASSWORD);
    await expect(smsOnly.call('AssociateSoftwareToken', { Session })).rejects.toMatchObject(
      refusal('SoftwareTokenMFANotFoundException'),
    );
  });

  it.each(['AssociateSoftwareToken', 'VerifySoftwareToken'])(
    '%s wants a token or a Session',
    async (operation) => {
      await expect(call(operation, { UserCode: '123456' })).rejects.toMatchObject(
        refusal('InvalidParameterException'),
      );
      await expect(call(operation, { UserCode: '123456', Session: 'x'.repeat(64) })).rejects.toMatchObject(
        invalid,
      );
    },
  );
});

describe('a passkey in a pool that requires MFA', () => {
  const secret = 'JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP';
  const two = (factor: 'SINGLE_FACTOR' | 'MULTI_FACTOR_WITH_USER_VERIFICATION') =>
    passkeyPool(
      { factor },
      { users: [someone('ada', { totp: secret })], pool: { mfa: 'ON', mfaMethods: ['SOFTWARE_TOKEN_MFA'] } },
    );
  const totpAt = (pool: ReturnType<typeof two>, { Session }: Reply) =>
    pool.respond(
      'SOFTWARE_TOKEN_MFA',
      { USERNAME: 'ada', SOFTWARE_TOKEN_MFA_CODE: pool.totp(secret) },
      Session,
    );
  const begin = async (pool: ReturnType<typeof two>, browser: ReturnType<typeof authenticator>) => {
    const reply = await totpAt(pool, await pool.password('ada', PASSWORD));
    const { AccessToken = '' } = reply.AuthenticationResult ?? {};
    await register(pool, browser, AccessToken);
    pool.aws.clock.advance(31);
    return AccessToken;
  };
  const offered = async (pool: ReturnType<typeof two>) =>
    (await pool.initiate('USER_AUTH', { USERNAME: 'ada' }))['AvailableChallenges'];

  it('counts as two factors where pool and user want it so, and only if it knew its user', async () => {
    const pool = two('MULTI_FACTOR_WITH_USER_VERIFICATION');
    const browser = authenticator();
    const AccessToken = await begin(pool, browser);
    expect(await offered(pool)).toEqual(['PASSWORD', 'PASSWORD_SRP']);
    await pool.call('SetUserMFAPreference', { AccessToken, WebAuthnMfaSettings: { Enabled: true } });
    expect(await offered(pool)).toContain('WEB_AUTHN');
    signedIn(await signIn(pool, browser));

    const unverified = withoutVerification();
    await register(pool, unverified, AccessToken);
    const asked = await signIn(pool, unverified);
    expect(asked.ChallengeName).toBe('SOFTWARE_TOKEN_MFA');
    signedIn(await totpAt(pool, asked));
  });

  it('is not offered where it counts as one', async () => {
    const pool = two('SINGLE_FACTOR');
    await begin(pool, authenticator());
    expect(await offered(pool)).toEqual(['PASSWORD', 'PASSWORD_SRP']);
  });
});

describe('whoever takes over a name', () => {
  it('takes over no sign-in that was under way', async () => {
    const { aws, srp, respond, ClientId } = optional;
    const { Session } = await srp('text', PASSWORD);
    const SMS_MFA_CODE = await aws.outbox.code('+15555550101');
    const snapshot = await aws.snapshot();
    delete Object.values(snapshot.state.userPools.pools)[0]!.users['text'];
    const later = poolUnderTest({ snapshot });
    await later.call('SignUp', {
      ClientId,
      Username: 'text',
      Password: PASSWORD,
      UserAttributes: [
        { Name: 'email', Value: 'other@example.com' },
        { Name: 'phone_number', Value: '+15555550101' },
      ],
    });
    await expect(later.respond('SMS_MFA', { USERNAME: 'text', SMS_MFA_CODE }, Session)).rejects.toMatchObject(
      invalid,
    );
    signedIn(await respond('SMS_MFA', { USERNAME: 'text', SMS_MFA_CODE }, Session));
  });
});
