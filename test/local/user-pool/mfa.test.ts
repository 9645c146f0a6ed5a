/**
 * MFA at sign-in: the methods that are asked for, their answers, and the setup of a method where the pool requires
 * one.
 */
import { beforeEach, describe, expect, it } from 'vitest';
import { createAuthenticator } from '../../support/passkeys.ts';
import { passkeyPool, register, signIn, withoutVerification } from './passkey-client.ts';
import type { Reply } from '../../support/user-pool-requests.ts';
import { expiredToken, invalidToken, poolUnderTest, refusal, usedToken } from './pool-under-test.ts';

const allMethods = ['SMS_MFA', 'SOFTWARE_TOKEN_MFA', 'EMAIL_OTP'] as const;
const PASSWORD = 'Correct-horse-1';
const userNamed = (name: string, more: object = {}) => ({
  email: `${name}@example.com`,
  password: PASSWORD,
  ...more,
});
const users = [
  userNamed('ada'),
  userNamed('text', { phone: '+15555550101', mfa: ['SMS_MFA'] }),
  userNamed('mail', { mfa: ['EMAIL_OTP'] }),
  userNamed('both', { totp: true, phone: '+15555550102', mfa: ['SMS_MFA', 'SOFTWARE_TOKEN_MFA'] }),
  userNamed('phone', { phone: '+15555550103' }),
];
const optional = poolUnderTest({ users, pool: { mfa: 'OPTIONAL', mfaMethods: allMethods } });
beforeEach(() => optional.aws.reset());

const mismatch = refusal('CodeMismatchException', 'Invalid code or auth state for the user.');
const signedIn = (reply: Reply) => expect(reply).toHaveProperty('AuthenticationResult.RefreshToken');
const listOf = ({ ChallengeParameters = {} }: Reply, name: string) =>
  JSON.parse(ChallengeParameters[name] ?? 'null') as unknown;

describe('an MFA code by SMS or email', () => {
  it('a six-digit code is sent after the password and signs in', async () => {
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

  it('a code can be retried five times, and is valid for its own step and user only', async () => {
    const { srp, respond, aws } = optional;
    const { Session } = await srp('text', PASSWORD);
    const rightCode = await aws.outbox.code('+15555550101');
    const answer = (SMS_MFA_CODE: string, USERNAME = 'text') =>
      respond('SMS_MFA', { USERNAME, SMS_MFA_CODE }, Session);
    await expect(answer(rightCode, 'both')).rejects.toMatchObject(invalidToken);
    await expect(
      respond('SMS_OTP', { USERNAME: 'text', SMS_OTP_CODE: rightCode }, Session),
    ).rejects.toMatchObject(invalidToken);
    for (let time = 0; time < 5; time += 1) {
      await expect(answer('wrong1')).rejects.toMatchObject(mismatch);
    }
    aws.clock.advance(2);
    await expect(answer(rightCode)).rejects.toMatchObject(expiredToken);
  });

  it('no code is asked for in a pool with MFA off', async () => {
    const poolWithoutMfa = poolUnderTest({ users, pool: { mfa: 'OFF', mfaMethods: allMethods } });
    for (const name of ['text', 'mail', 'both']) signedIn(await poolWithoutMfa.srp(name, PASSWORD));
    expect(poolWithoutMfa.aws.outbox.all()).toEqual([]);
  });
});

describe('a user with several MFA methods', () => {
  it('the preferred method is asked for', async () => {
    expect((await optional.srp('both', PASSWORD)).ChallengeName).toBe('SMS_MFA');
  });

  it('without a preference, the user selects one of the enabled methods', async () => {
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
    await expect(select('SMS_MFA')).rejects.toMatchObject(usedToken);
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
  const beginSetup = async (name = 'ada') => {
    const asked = await srp(name, PASSWORD);
    expect(asked.ChallengeName).toBe('MFA_SETUP');
    return asked.Session;
  };
  const associate = (Session?: string) =>
    call('AssociateSoftwareToken', { Session }) as Promise<Reply & { SecretCode: string }>;

  it('a user with a phone number gets a code without having enabled SMS', async () => {
    expect((await srp('phone', PASSWORD)).ChallengeName).toBe('SMS_MFA');
  });

  it('a user without a method sets up an app, which is asked for from then on', async () => {
    const asked = await srp('ada', PASSWORD);
    expect(asked.ChallengeName).toBe('MFA_SETUP');
    expect(listOf(asked, 'MFAS_CAN_SETUP')).toEqual(['SOFTWARE_TOKEN_MFA', 'SMS_MFA']);
    const { SecretCode, Session } = await associate(asked.Session);
    const verified = await call('VerifySoftwareToken', { Session, UserCode: required.totp(SecretCode) });
    expect(verified['Status']).toBe('SUCCESS');
    signedIn(await respond('MFA_SETUP', { USERNAME: 'ada' }, verified.Session));
    await expect(respond('MFA_SETUP', { USERNAME: 'ada' }, verified.Session)).rejects.toMatchObject(
      usedToken,
    );
    expect((await srp('ada', PASSWORD)).ChallengeName).toBe('SOFTWARE_TOKEN_MFA');
  });

  it('an unfinished setup gives no tokens', async () => {
    const first = await beginSetup();
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

  it('one finished setup ends all other setup challenges of the user', async () => {
    const [thiefsSetup, adasSetup] = [
      await associate(await beginSetup()),
      await associate(await beginSetup()),
    ];
    await call('VerifySoftwareToken', {
      Session: adasSetup.Session,
      UserCode: required.totp(adasSetup.SecretCode),
    });
    await expect(
      call('VerifySoftwareToken', {
        Session: thiefsSetup.Session,
        UserCode: required.totp(thiefsSetup.SecretCode),
      }),
    ).rejects.toMatchObject(usedToken);
    await expect(
      respond('MFA_SETUP', { USERNAME: 'ada', PHONE_NUMBER: '+15555550199' }, thiefsSetup.Session),
    ).rejects.toMatchObject(usedToken);
  });

  it('a code for a new phone number is refused once another method was set up', async () => {
    const [thiefsSetup, adasSetup] = [
      await respond('MFA_SETUP', { USERNAME: 'ada', PHONE_NUMBER: '+15555550199' }, await beginSetup()),
      await associate(await beginSetup()),
    ];
    await call('VerifySoftwareToken', {
      Session: adasSetup.Session,
      UserCode: required.totp(adasSetup.SecretCode),
    });
    const SMS_MFA_CODE = await aws.outbox.code('+15555550199');
    await expect(
      respond('SMS_MFA', { USERNAME: 'ada', SMS_MFA_CODE }, thiefsSetup.Session),
    ).rejects.toMatchObject(usedToken);
    expect((await srp('ada', PASSWORD)).ChallengeName).toBe('SOFTWARE_TOKEN_MFA');
  });

  it('a phone number is stored once its code was entered', async () => {
    const asked = await respond(
      'MFA_SETUP',
      { USERNAME: 'ada', PHONE_NUMBER: '+15555550155' },
      await beginSetup(),
    );
    expect(asked.ChallengeName).toBe('SMS_MFA');
    await beginSetup();
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

  it('an email address is refused if the pool does not have that method', async () => {
    await expect(
      respond('MFA_SETUP', { USERNAME: 'ada', EMAIL: 'ada@new.example' }, await beginSetup()),
    ).rejects.toMatchObject(refusal('InvalidParameterException'));
  });

  it('a user without an email address can add one as MFA method', async () => {
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

  it('AssociateSoftwareToken is refused if the pool does not have TOTP', async () => {
    const smsOnly = poolUnderTest({ users, pool: { mfa: 'ON', mfaMethods: ['SMS_MFA'] } });
    const { Session } = await smsOnly.srp('ada', PASSWORD);
    await expect(smsOnly.call('AssociateSoftwareToken', { Session })).rejects.toMatchObject(
      refusal('SoftwareTokenMFANotFoundException'),
    );
  });

  it.each(['AssociateSoftwareToken', 'VerifySoftwareToken'])(
    '%s requires an access token or a challenge token',
    async (operation) => {
      await expect(call(operation, { UserCode: '123456' })).rejects.toMatchObject(
        refusal('InvalidParameterException'),
      );
      await expect(call(operation, { UserCode: '123456', Session: 'x'.repeat(64) })).rejects.toMatchObject(
        invalidToken,
      );
    },
  );
});

describe('a passkey in a pool that requires MFA', () => {
  const secret = 'JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP';
  const requiredMfaPool = (factor: 'SINGLE_FACTOR' | 'MULTI_FACTOR_WITH_USER_VERIFICATION') =>
    passkeyPool(
      { factor },
      {
        users: [userNamed('ada', { totp: secret })],
        pool: { mfa: 'ON', mfaMethods: ['SOFTWARE_TOKEN_MFA'] },
      },
    );
  const answerTotp = (pool: ReturnType<typeof requiredMfaPool>, { Session }: Reply) =>
    pool.respond(
      'SOFTWARE_TOKEN_MFA',
      { USERNAME: 'ada', SOFTWARE_TOKEN_MFA_CODE: pool.totp(secret) },
      Session,
    );
  const signInAndRegister = async (
    pool: ReturnType<typeof requiredMfaPool>,
    browser: ReturnType<typeof createAuthenticator>,
  ) => {
    const reply = await answerTotp(pool, await pool.password('ada', PASSWORD));
    const { AccessToken = '' } = reply.AuthenticationResult ?? {};
    await register(pool, browser, AccessToken);
    pool.aws.clock.advance(31);
    return AccessToken;
  };
  const offered = async (pool: ReturnType<typeof requiredMfaPool>) =>
    (await pool.initiate('USER_AUTH', { USERNAME: 'ada' }))['AvailableChallenges'];

  it('a passkey replaces MFA if pool and user allow it and the user was verified', async () => {
    const pool = requiredMfaPool('MULTI_FACTOR_WITH_USER_VERIFICATION');
    const browser = createAuthenticator();
    const AccessToken = await signInAndRegister(pool, browser);
    expect(await offered(pool)).toEqual(['PASSWORD', 'PASSWORD_SRP']);
    await pool.call('SetUserMFAPreference', { AccessToken, WebAuthnMfaSettings: { Enabled: true } });
    expect(await offered(pool)).toContain('WEB_AUTHN');
    signedIn(await signIn(pool, browser));

    const unverified = withoutVerification();
    await register(pool, unverified, AccessToken);
    const asked = await signIn(pool, unverified);
    expect(asked.ChallengeName).toBe('SOFTWARE_TOKEN_MFA');
    signedIn(await answerTotp(pool, asked));
  });

  it('a passkey that counts as one factor is not offered', async () => {
    const pool = requiredMfaPool('SINGLE_FACTOR');
    await signInAndRegister(pool, createAuthenticator());
    expect(await offered(pool)).toEqual(['PASSWORD', 'PASSWORD_SRP']);
  });
});

describe('a new user with the name of a deleted one', () => {
  it('a new user cannot continue the sign-in of the deleted one', async () => {
    const { aws, srp, respond, ClientId } = optional;
    const { Session } = await srp('text', PASSWORD);
    const SMS_MFA_CODE = await aws.outbox.code('+15555550101');
    const snapshot = await aws.snapshot();
    delete Object.values(snapshot.state.userPools.pools)[0]!.users['text'];
    const poolWithoutText = poolUnderTest({ snapshot });
    await poolWithoutText.call('SignUp', {
      ClientId,
      Username: 'text',
      Password: PASSWORD,
      UserAttributes: [
        { Name: 'email', Value: 'other@example.com' },
        { Name: 'phone_number', Value: '+15555550101' },
      ],
    });
    await expect(
      poolWithoutText.respond('SMS_MFA', { USERNAME: 'text', SMS_MFA_CODE }, Session),
    ).rejects.toMatchObject(invalidToken);
    signedIn(await respond('SMS_MFA', { USERNAME: 'text', SMS_MFA_CODE }, Session));
  });
});
