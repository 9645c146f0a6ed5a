/**
 * Proves each challenge of a sign-in: how its reply is read, which requests an answer sends, and how a wrong
 * answer is handled.
 */
import type { LocalAwsOptions, Triggers } from 'cognito-kit-local';
import { Secret, TOTP } from 'otpauth';
import { describe, expect, it } from 'vitest';
import { createSignInFlow } from '../../src/sign-in/flows/sign-in.ts';
import type { SignInFlowOptions } from '../../src/sign-in/flows/sign-in-requests.ts';
import type { AuthReply } from '../../src/protocol/challenges.ts';
import { readChallenge } from '../../src/sign-in/engine/challenges/read-challenge.ts';
import { createExchange } from '../../src/sign-in/engine/create-exchange.ts';
import { startSignIn } from '../../src/sign-in/engine/start-sign-in.ts';
import { sendAdmin, signAdmin } from '../local/user-pool/admin-client.ts';
import { at, createTheatre, refusal, shown } from '../support/user-pool.ts';

const PASSWORD = 'Correct-horse-1';
const SECRET = 'JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP';
const phone = '+15555550100';
const person = (username: string) => ({
  username,
  email: `${username}@example.com`,
  password: PASSWORD,
});
const everything = {
  authFlows: ['USER_SRP_AUTH', 'USER_PASSWORD_AUTH', 'CUSTOM_AUTH', 'USER_AUTH', 'REFRESH_TOKEN_AUTH'],
} as const satisfies LocalAwsOptions['client'];
const allFactors = {
  firstFactors: ['PASSWORD', 'EMAIL_OTP', 'SMS_OTP'],
  mfa: 'OPTIONAL',
  mfaMethods: ['SOFTWARE_TOKEN_MFA', 'EMAIL_OTP', 'SMS_MFA'],
} as const satisfies LocalAwsOptions['pool'];

function begin(options: LocalAwsOptions = {}, flowOptions: SignInFlowOptions = {}) {
  const pool = { ...allFactors, ...options.pool };
  const theatre = createTheatre({ users: [person('ada')], ...options, pool, client: everything });
  const administer = async (operation: string, input: Record<string, unknown>) =>
    sendAdmin(theatre, await signAdmin(theatre, operation, input));
  return { ...theatre, administer, flow: createSignInFlow(theatre.host, flowOptions) };
}
const totp = (now: number, secret = SECRET) =>
  new TOTP({ secret: Secret.fromBase32(secret) }).generate({ timestamp: now });
const other = (code: string) => code.replace(/\d/g, (digit) => String((Number(digit) + 1) % 10));

describe('readChallenge', () => {
  const exchange = createExchange({
    pool: createTheatre().userPool,
    username: 'ada',
    restart: () => Promise.reject(new Error('Reading a reply sends nothing.')),
  });
  const read = async (reply: Partial<AuthReply>) => (await readChallenge(reply, exchange)).step;
  const step = (ChallengeName: string, ChallengeParameters: Record<string, string> = {}, rest = {}) =>
    read({ ChallengeName, ChallengeParameters, Session: 's3cret', ...rest });

  it('readChallenge returns the medium and destination of a code', async () => {
    const sent = {
      CODE_DELIVERY_DELIVERY_MEDIUM: 'SMS',
      CODE_DELIVERY_DESTINATION: '+*******0100',
    };
    const delivery = { medium: 'SMS', destination: '+*******0100', attribute: undefined };
    expect(await step('SMS_MFA', sent)).toEqual({ name: 'smsCode', username: 'ada', delivery });
    expect(await step('SMS_OTP', sent)).toEqual({ name: 'smsCode', username: 'ada', delivery });
    expect(await step('EMAIL_OTP')).toEqual({ name: 'emailCode', username: 'ada' });
  });

  it('readChallenge returns the device name of an authenticator app', async () => {
    expect(await step('SOFTWARE_TOKEN_MFA', { FRIENDLY_DEVICE_NAME: 'phone' })).toEqual({
      name: 'totp',
      username: 'ada',
      deviceName: 'phone',
    });
  });

  it("readChallenge lists first factors in Cognito's order, a password once, and drops unknown ones", async () => {
    const AvailableChallenges = ['EMAIL_OTP', 'PASSWORD', 'BRAND_NEW', 'PASSWORD_SRP', 'WEB_AUTHN'];
    expect(await step('SELECT_CHALLENGE', {}, { AvailableChallenges })).toEqual({
      name: 'selectFactor',
      username: 'ada',
      factors: ['emailCode', 'password', 'passkey'],
    });
  });

  it("readChallenge lists MFA methods in Cognito's order", async () => {
    const MFAS_CAN_CHOOSE = '["SMS_MFA","BRAND_NEW","SOFTWARE_TOKEN_MFA"]';
    expect(await step('SELECT_MFA_TYPE', { MFAS_CAN_CHOOSE })).toMatchObject({
      methods: ['smsCode', 'totp'],
    });
    const MFAS_CAN_SETUP = '["SMS_MFA","EMAIL_OTP"]';
    expect(await step('MFA_SETUP', { MFAS_CAN_SETUP })).toMatchObject({ methods: ['emailCode'] });
  });

  it.each([
    ['SELECT_CHALLENGE', {}],
    ['SELECT_MFA_TYPE', { MFAS_CAN_CHOOSE: '[]' }],
    ['SELECT_MFA_TYPE', { MFAS_CAN_CHOOSE: '{not json' }],
    ['MFA_SETUP', { MFAS_CAN_SETUP: '["SMS_MFA"]' }],
    ['MFA_SETUP', {}],
  ])(
    'fault 44 (unknown challenge): %s %o, which offers nothing to choose, is an error',
    async (name, given) => {
      await expect(step(name, given)).rejects.toMatchObject({
        kind: 'protocol',
        code: 'UnsupportedChallenge',
      });
    },
  );

  it.each([
    [{}, [], {}],
    [{ requiredAttributes: 'x', userAttributes: 'x' }, [], {}],
    [{ requiredAttributes: '{"length":1}', userAttributes: '["email"]' }, [], {}],
    [{ requiredAttributes: '[1,null,"userAttributes.name"]', userAttributes: '7' }, ['name'], {}],
    [{ requiredAttributes: '"userAttributes.name"', userAttributes: '{"a":"b"}' }, ['name'], { a: 'b' }],
  ])(
    'readChallenge reads a malformed NEW_PASSWORD_REQUIRED %o as far as possible',
    async (given, required, known) => {
      expect(await step('NEW_PASSWORD_REQUIRED', given)).toEqual({
        name: 'newPassword',
        username: 'ada',
        requiredAttributes: required,
        attributes: known,
      });
    },
  );

  it('fault 48 (__proto__): an attribute named __proto__ reaches no prototype', async () => {
    const userAttributes = '{"__proto__":{"polluted":"yes"},"email":"a@b.c"}';
    const asked = await step('NEW_PASSWORD_REQUIRED', { userAttributes });
    expect(asked).toMatchObject({ attributes: { email: 'a@b.c' } });
    expect('attributes' in asked && asked.attributes['polluted']).toBeUndefined();
  });

  it('fault 87 (secrets in logs): a custom challenge has its public parameters, but not the challenge token', async () => {
    const asked = await step('CUSTOM_CHALLENGE', { question: '1 + 1', USERNAME: 'ada-id' });
    expect(asked).toEqual({ name: 'custom', username: 'ada', parameters: { question: '1 + 1' } });
    expect(shown(asked)).not.toContain('s3cret');
  });

  it.each(['', 'BRAND_NEW', 'toString', '__proto__', 'DEVICE_PASSWORD_VERIFIER'])(
    'fault 44 (unknown challenge): the challenge %j is an error',
    async (name) => {
      await expect(step(name)).rejects.toMatchObject({ kind: 'protocol', code: 'UnsupportedChallenge' });
    },
  );
});

/** Signs in by password up to the second factor. */
async function secondFactor(mfa: 'SOFTWARE_TOKEN_MFA' | 'EMAIL_OTP' | 'SMS_MFA') {
  const app = mfa === 'SOFTWARE_TOKEN_MFA' ? { totp: SECRET } : {};
  const theatre = begin({ users: [{ ...person('ada'), phone, mfa: [mfa], ...app }] });
  await theatre.flow.start({ username: 'ada', password: PASSWORD });
  const codeOf = {
    SOFTWARE_TOKEN_MFA: async () => totp(theatre.clock.now()),
    EMAIL_OTP: () => theatre.aws.outbox.code('ada@example.com'),
    SMS_MFA: () => theatre.aws.outbox.code(phone),
  };
  return { ...theatre, code: codeOf[mfa] };
}

describe.each([
  ['SOFTWARE_TOKEN_MFA', 'totp'],
  ['EMAIL_OTP', 'emailCode'],
  ['SMS_MFA', 'smsCode'],
] as const)('%s as the second factor', (mfa, name) => {
  it('a wrong code keeps the step and signs in no user, the right one signs in', async () => {
    const { flow, code, operations, tokens } = await secondFactor(mfa);
    const right = await code();
    await at(flow, name).submit({ code: other(right) });
    expect(at(flow, name).error).toMatchObject({ kind: 'rejected', code: 'CodeMismatchException' });
    expect(tokens).toEqual([]);
    await at(flow, name).submit({ code: right });
    at(flow, 'signedIn');
    expect(tokens).toHaveLength(1);
    expect(operations()).toEqual(['InitiateAuth', ...Array<string>(3).fill('RespondToAuthChallenge')]);
  });

  it('fault 23 (expired challenge): an expired code leads to the identifier step with user name and reason', async () => {
    const { clock, flow, code, tokens } = await secondFactor(mfa);
    await clock.advance(4 * 60_000);
    await at(flow, name).submit({ code: await code() });
    const { step, error } = at(flow, 'identifier');
    expect(step).toEqual({ name: 'identifier', username: 'ada', reason: 'challengeExpired' });
    expect(error).toBeUndefined();
    expect(tokens).toEqual([]);
  });

  it.each([
    ['nothing', ''],
    ['a NUL', '1\0'],
    ['257 characters', '1'.repeat(257)],
  ])('fault 52 (invalid characters): a code of %s is refused before sending', async (_what, code) => {
    const { flow, operations } = await secondFactor(mfa);
    const before = operations().length;
    await at(flow, name).submit({ code });
    expect(at(flow, name).error).toMatchObject({ kind: 'input', code: 'InputInvalid', field: 'code' });
    expect(operations()).toHaveLength(before);
  });

  it('fault 44 (unknown challenge): an unknown next challenge is an error at the step, and nothing is stored', async () => {
    const { flow, next, code, tokens } = await secondFactor(mfa);
    next('RespondToAuthChallenge', async () =>
      Response.json({ ChallengeName: 'BRAND_NEW', Session: 's3cret', ChallengeParameters: {} }),
    );
    await at(flow, name).submit({ code: await code() });
    expect(at(flow, name).error).toMatchObject({ kind: 'protocol', code: 'UnsupportedChallenge' });
    expect(shown(flow.getSnapshot())).not.toContain('s3cret');
    expect(tokens).toEqual([]);
  });
});

it("fault 24 (TOTP clock): a refused TOTP code reports that the phone's clock may be off", async () => {
  const { clock, flow } = await secondFactor('SOFTWARE_TOKEN_MFA');
  // The phone is an hour late.
  await at(flow, 'totp').submit({ code: totp(clock.now() - 3_600_000) });
  const { error } = at(flow, 'totp');
  expect(error).toMatchObject({ kind: 'rejected', code: 'CodeMismatchException' });
  expect(error?.message).toMatch(/^Invalid code received for user.*clock may be off/);
});

it('fault 24 (TOTP clock): an emailed code or a server error does not mention the clock', async () => {
  const mailed = await secondFactor('EMAIL_OTP');
  await at(mailed.flow, 'emailCode').submit({ code: '000000' });
  expect(at(mailed.flow, 'emailCode').error?.message).not.toMatch(/clock/);
  const { flow, next } = await secondFactor('SOFTWARE_TOKEN_MFA');
  next('RespondToAuthChallenge', async () => refusal('InternalErrorException', 'Oh', 500));
  await at(flow, 'totp').submit({ code: '000000' });
  expect(at(flow, 'totp').error).toMatchObject({ code: 'InternalErrorException', message: 'Oh' });
});

describe('choosing an MFA method', () => {
  const both = { ...person('ada'), phone, totp: SECRET, mfa: [] };
  async function atTheChoice() {
    const theatre = begin({ users: [both] });
    const UserMFASettings = { Enabled: true, PreferredMfa: false };
    await theatre.administer('AdminSetUserMFAPreference', {
      Username: 'ada',
      SMSMfaSettings: UserMFASettings,
      SoftwareTokenMfaSettings: UserMFASettings,
    });
    await theatre.flow.start({ username: 'ada', password: PASSWORD });
    return theatre;
  }

  it('selectMfa offers the enabled methods and asks for the chosen one', async () => {
    const { aws, flow } = await atTheChoice();
    expect(at(flow, 'selectMfa').step.methods.toSorted()).toEqual(['smsCode', 'totp']);
    await at(flow, 'selectMfa').submit({ method: 'smsCode' });
    await at(flow, 'smsCode').submit({ code: await aws.outbox.code(phone) });
    at(flow, 'signedIn');
  });

  it('selectMfa stays at the choice after a method that was not offered', async () => {
    const { clock, flow, tokens } = await atTheChoice();
    await at(flow, 'selectMfa').submit({ method: 'emailCode' });
    expect(at(flow, 'selectMfa').error?.kind).toBe('rejected');
    expect(tokens).toEqual([]);
    await at(flow, 'selectMfa').submit({ method: 'totp' });
    await at(flow, 'totp').submit({ code: totp(clock.now()) });
    at(flow, 'signedIn');
  });

  it('fault 23 (expired challenge): an expired choice leads to the identifier step', async () => {
    const { clock, flow } = await atTheChoice();
    await clock.advance(4 * 60_000);
    await at(flow, 'selectMfa').submit({ method: 'totp' });
    expect(at(flow, 'identifier').step).toMatchObject({ username: 'ada', reason: 'challengeExpired' });
  });
});

describe('setting up a required MFA method', () => {
  async function atTheSetUp() {
    const theatre = begin({ pool: { ...allFactors, requiredAttributes: [], mfa: 'ON' } });
    await theatre.administer('AdminDeleteUserAttributes', { Username: 'ada', UserAttributeNames: ['email'] });
    await theatre.flow.start({ username: 'ada', password: PASSWORD });
    expect(at(theatre.flow, 'setUpMfa').step.methods.toSorted()).toEqual(['emailCode', 'totp']);
    return theatre;
  }

  it('setUpTotp accepts the right code after a wrong one, with the same secret', async () => {
    const { clock, flow, operations, tokens } = await atTheSetUp();
    await at(flow, 'setUpMfa').submit({ method: 'totp' });
    const { secret, uri } = at(flow, 'setUpTotp').step;
    expect(uri).toMatch(/^otpauth:\/\/totp\//);
    expect(uri).toContain(`secret=${secret}`);
    const right = totp(clock.now(), secret);
    await at(flow, 'setUpTotp').submit({ code: other(right) });
    expect(at(flow, 'setUpTotp').error).toMatchObject({
      code: 'EnableSoftwareTokenMFAException',
      message: expect.stringContaining('clock may be off') as string,
    });
    // The user need not scan another secret.
    expect(at(flow, 'setUpTotp').step.secret).toBe(secret);
    expect(tokens).toEqual([]);
    await at(flow, 'setUpTotp').submit({ code: right, deviceName: 'phone' });
    at(flow, 'signedIn');
    expect(operations().slice(2)).toEqual([
      'AssociateSoftwareToken',
      'VerifySoftwareToken',
      'VerifySoftwareToken',
      'RespondToAuthChallenge',
    ]);
  });

  it('setUpTotp continues if the reply after the first right code was lost', async () => {
    const { clock, flow, next } = await atTheSetUp();
    await at(flow, 'setUpMfa').submit({ method: 'totp' });
    const { secret } = at(flow, 'setUpTotp').step;
    next('RespondToAuthChallenge', async () => {
      throw new TypeError('Failed to fetch');
    });
    await at(flow, 'setUpTotp').submit({ code: totp(clock.now(), secret) });
    expect(at(flow, 'setUpTotp').error?.kind).toBe('network');
    await clock.advance(30_000);
    await at(flow, 'setUpTotp').submit({ code: totp(clock.now(), secret) });
    at(flow, 'signedIn');
  });

  it('setUpEmail sends a code to the entered email and accepts the right code after a wrong one', async () => {
    const { aws, flow, tokens } = await atTheSetUp();
    await at(flow, 'setUpMfa').submit({ method: 'emailCode' });
    await at(flow, 'setUpEmail').submit({ email: 'no address' });
    expect(at(flow, 'setUpEmail').error?.kind).toBe('rejected');
    await at(flow, 'setUpEmail').submit({ email: 'new@example.com' });
    const right = await aws.outbox.code('new@example.com');
    await at(flow, 'emailCode').submit({ code: other(right) });
    expect(at(flow, 'emailCode').error?.code).toBe('CodeMismatchException');
    expect(tokens).toEqual([]);
    await at(flow, 'emailCode').submit({ code: right });
    at(flow, 'signedIn');
  });

  it('fault 23 (expired challenge): an expired set-up leads to the identifier step, without the secret', async () => {
    const { clock, flow } = await atTheSetUp();
    await at(flow, 'setUpMfa').submit({ method: 'totp' });
    const { secret } = at(flow, 'setUpTotp').step;
    await clock.advance(4 * 60_000);
    await at(flow, 'setUpTotp').submit({ code: totp(clock.now(), secret) });
    expect(at(flow, 'identifier').step).toMatchObject({ username: 'ada', reason: 'challengeExpired' });
    expect(shown(flow.getSnapshot())).not.toContain(secret);
  });
});

describe('newPassword', () => {
  it('newPassword names the required attributes, keeps the step without them and sends them with the answer', async () => {
    const { aws, flow, sent } = begin({
      pool: { ...allFactors, requiredAttributes: ['email', 'given_name'] },
      users: [{ ...person('ada'), mustChangePassword: true }],
    });
    await flow.start({ username: 'ada', password: PASSWORD });
    expect(at(flow, 'newPassword').step).toMatchObject({
      requiredAttributes: ['given_name'],
      attributes: { email: 'ada@example.com' },
    });
    await at(flow, 'newPassword').submit({ newPassword: 'Better-horse-9' });
    expect(at(flow, 'newPassword').error?.code).toBe('InvalidParameterException');
    await at(flow, 'newPassword').submit({
      newPassword: 'Better-horse-9',
      attributes: { given_name: 'Ada' },
    });
    at(flow, 'signedIn');
    expect(sent.at(-1)?.body['ChallengeResponses']).toMatchObject({
      NEW_PASSWORD: 'Better-horse-9',
      'userAttributes.given_name': 'Ada',
    });
    expect(aws.users.find(({ username }) => username === 'ada')).toBeDefined();
  });
});

describe('custom challenges', () => {
  const seen: unknown[] = [];
  const triggers: Triggers = {
    DefineAuthChallenge({ request, response }) {
      const rounds = request['session'] as { challengeResult: boolean }[];
      const right = rounds.filter(({ challengeResult }) => challengeResult).length;
      Object.assign(
        response,
        right === 2
          ? { issueTokens: true }
          : rounds.length === 4
            ? { failAuthentication: true }
            : { challengeName: 'CUSTOM_CHALLENGE' },
      );
    },
    CreateAuthChallenge({ response }) {
      Object.assign(response, {
        publicChallengeParameters: { question: 'which?' },
        privateChallengeParameters: { answer: 'this' },
      });
    },
    VerifyAuthChallengeResponse({ request, response }) {
      seen.push(request['clientMetadata']);
      Object.assign(response, { answerCorrect: request['challengeAnswer'] === 'this' });
    },
  };
  const custom = () =>
    begin({ triggers }, { authFlow: 'CUSTOM_WITHOUT_SRP', clientMetadata: { page: 'sign-in' } });

  it('a custom challenge is asked as often as the trigger decides, after wrong answers too', async () => {
    const { flow, operations, tokens } = custom();
    await at(flow, 'identifier').submit({ username: 'ada' });
    for (const answer of ['wrong', 'this', 'this']) {
      expect(at(flow, 'custom').step.parameters).toEqual({ question: 'which?' });
      expect(tokens).toEqual([]);
      await at(flow, 'custom').submit({ answer });
    }
    at(flow, 'signedIn');
    expect(operations()).toEqual(['InitiateAuth', ...Array<string>(3).fill('RespondToAuthChallenge')]);
  });

  it('a custom challenge that fails leads to the identifier step', async () => {
    const { flow, tokens } = custom();
    await at(flow, 'identifier').submit({ username: 'ada' });
    for (let round = 0; round < 4; round++) await at(flow, 'custom').submit({ answer: 'wrong' });
    expect(at(flow, 'identifier').step).toMatchObject({ username: 'ada' });
    expect(tokens).toEqual([]);
  });

  it('a trigger receives the client metadata of the flow, or of the single answer', async () => {
    const { flow } = custom();
    await at(flow, 'identifier').submit({ username: 'ada' });
    seen.length = 0;
    await at(flow, 'custom').submit({ answer: 'this' });
    await at(flow, 'custom').submit({ answer: 'this', clientMetadata: { captcha: 'solved' } });
    at(flow, 'signedIn');
    expect(seen).toEqual([{ page: 'sign-in' }, { captcha: 'solved' }]);
  });
});

describe('choosing a first factor', () => {
  const choice: SignInFlowOptions = { authFlow: 'USER_AUTH' };

  it('a wrong password keeps the step, and each attempt takes two requests', async () => {
    const { flow, operations, tokens } = begin({}, choice);
    await at(flow, 'identifier').submit({ username: 'ada' });
    expect(at(flow, 'selectFactor').step.factors).toContain('password');
    await at(flow, 'selectFactor').submit({ factor: 'password' });
    expect(operations()).toEqual(['InitiateAuth']);
    await at(flow, 'password').submit({ password: 'Wrong-horse-1' });
    expect(at(flow, 'password').error?.code).toBe('NotAuthorizedException');
    expect(tokens).toEqual([]);
    await at(flow, 'password').submit({ password: PASSWORD });
    at(flow, 'signedIn');
    const proof = ['InitiateAuth', 'RespondToAuthChallenge'];
    expect(operations()).toEqual(['InitiateAuth', ...proof, ...proof]);
  });

  it('after going back from a first factor, another one signs in', async () => {
    const { aws, flow } = begin({}, choice);
    await at(flow, 'identifier').submit({ username: 'ada' });
    await at(flow, 'selectFactor').submit({ factor: 'password' });
    at(flow, 'password').back!();
    await at(flow, 'identifier').submit({ username: 'ada' });
    await at(flow, 'selectFactor').submit({ factor: 'emailCode' });
    const code = await aws.outbox.code('ada@example.com');
    // A code of the first factor has 8 digits, none of which is cut off.
    expect(code).toHaveLength(8);
    await at(flow, 'emailCode').submit({ code: other(code) });
    expect(at(flow, 'emailCode').error?.code).toBe('CodeMismatchException');
    await at(flow, 'emailCode').submit({ code });
    at(flow, 'signedIn');
  });

  it('the preferred first factor is asked for in the first request', async () => {
    const { flow, operations } = begin({}, { ...choice, preferred: 'emailCode' });
    await at(flow, 'identifier').submit({ username: 'ada' });
    at(flow, 'emailCode');
    expect(operations()).toEqual(['InitiateAuth']);
  });
});

describe('resending a code', () => {
  const users = [{ ...person('ada'), phone }];
  const choice: SignInFlowOptions = { authFlow: 'USER_AUTH' };

  it.each([
    ['emailCode', 'preferred', 'ada@example.com'],
    ['emailCode', 'chosen', 'ada@example.com'],
    ['smsCode', 'preferred', phone],
    ['smsCode', 'chosen', phone],
  ] as const)(
    'a resent code of the first factor takes one request and replaces the former code (%s, %s)',
    async (factor, how, to) => {
      const options = how === 'preferred' ? { ...choice, preferred: factor } : choice;
      const { aws, clock, flow, operations, tokens } = begin({ users }, options);
      await at(flow, 'identifier').submit({ username: 'ada' });
      if (how === 'chosen') await at(flow, 'selectFactor').submit({ factor });
      const { step } = at(flow, factor);
      const old = await aws.outbox.code(to);
      const before = operations().length;
      await clock.advance(60_000);
      await at(flow, factor).resend!();
      expect(at(flow, factor).step).toEqual(step);
      expect(operations().slice(before)).toEqual(['InitiateAuth']);
      const code = await aws.outbox.code(to);
      expect(code).not.toBe(old);
      await at(flow, factor).submit({ code: old });
      expect(at(flow, factor).error?.code).toBe('CodeMismatchException');
      expect(tokens).toEqual([]);
      // The user may ask repeatedly; the newest code counts.
      await at(flow, factor).resend!();
      await at(flow, factor).submit({ code: await aws.outbox.code(to) });
      at(flow, 'signedIn');
      expect(tokens).toHaveLength(1);
    },
  );

  it('a failed resend keeps the step, and the former code signs in', async () => {
    const { aws, flow, next } = begin({ users }, { ...choice, preferred: 'emailCode' });
    await at(flow, 'identifier').submit({ username: 'ada' });
    const code = await aws.outbox.code('ada@example.com');
    next('InitiateAuth', async () => refusal('LimitExceededException'));
    await at(flow, 'emailCode').resend!();
    expect(at(flow, 'emailCode').error?.code).toBe('LimitExceededException');
    await at(flow, 'emailCode').submit({ code });
    at(flow, 'signedIn');
  });

  it('a code of the second factor has no resend, since the password is not stored', async () => {
    for (const [authFlow, to] of [
      ['USER_SRP_AUTH', 'ada@example.com'],
      ['USER_PASSWORD_AUTH', phone],
      ['USER_AUTH', 'ada@example.com'],
    ] as const) {
      const { administer, aws, flow } = begin({ users }, { authFlow });
      const { userPoolId: UserPoolId } = aws.config;
      const setting = { Enabled: true, PreferredMfa: true };
      await administer('AdminSetUserMFAPreference', {
        UserPoolId,
        Username: 'ada',
        ...(to === phone ? { SMSMfaSettings: setting } : { EmailMfaSettings: setting }),
      });
      await flow.start({ username: 'ada', password: PASSWORD });
      const name = to === phone ? 'smsCode' : 'emailCode';
      expect(at(flow, name).resend).toBeUndefined();
      await at(flow, name).submit({ code: await aws.outbox.code(to) });
      at(flow, 'signedIn');
    }
  });
});

describe('prefetch', () => {
  const ahead: SignInFlowOptions = { authFlow: 'USER_AUTH', username: 'ada', prefetch: true };

  it('a prefetched start is requested once for all subscribers and used once', async () => {
    const { flow, operations } = begin({}, ahead);
    flow.subscribe(() => {});
    flow.subscribe(() => {});
    await at(flow, 'identifier').submit({ username: 'ada' });
    at(flow, 'selectFactor');
    expect(operations()).toEqual(['InitiateAuth']);
    at(flow, 'selectFactor').back!();
    await at(flow, 'identifier').submit({ username: 'ada' });
    at(flow, 'selectFactor');
    expect(operations()).toEqual(['InitiateAuth', 'InitiateAuth']);
  });

  it('a prefetched start is not used for another user name, nor if a password was entered', async () => {
    const { flow, operations, sent } = begin({ users: [person('ada'), person('grace')] }, ahead);
    flow.subscribe(() => {});
    await at(flow, 'identifier').submit({ username: 'grace' });
    expect(at(flow, 'selectFactor').step.username).toBe('grace');
    expect(operations()).toEqual(['InitiateAuth', 'InitiateAuth']);
    flow.reset();
    await at(flow, 'identifier').submit({ username: 'ada', password: PASSWORD });
    at(flow, 'signedIn');
    expect(sent.at(-2)?.body['AuthParameters']).toMatchObject({ PREFERRED_CHALLENGE: 'PASSWORD_SRP' });
  });

  it('a prefetched start is dropped after two minutes, before its challenge token expires', async () => {
    const { aws, clock, flow, operations } = begin({}, ahead);
    flow.subscribe(() => {});
    await clock.advance(170_000);
    await at(flow, 'identifier').submit({ username: 'ada' });
    expect(operations()).toHaveLength(2);
    await clock.advance(60_000);
    await at(flow, 'selectFactor').submit({ factor: 'emailCode' });
    await at(flow, 'emailCode').submit({ code: await aws.outbox.code('ada@example.com') });
    at(flow, 'signedIn');
  });

  it('a failed prefetch reports no error, and the submit sends the request again', async () => {
    const { clock, flow, next } = begin({}, ahead);
    next('InitiateAuth', async () => {
      throw new TypeError('Failed to fetch');
    });
    flow.subscribe(() => {});
    await clock.advance(1);
    expect(at(flow, 'identifier').error).toBeUndefined();
    await at(flow, 'identifier').submit({ username: 'ada' });
    at(flow, 'selectFactor');
  });

  it.each(['emailCode', 'smsCode', 'password'] as const)(
    'opening a page with %s preferred sends no code',
    async (preferred) => {
      const { aws, clock, flow, operations } = begin({}, { ...ahead, preferred });
      flow.subscribe(() => {});
      await clock.advance(1);
      expect(operations()).toEqual([]);
      expect(aws.outbox.all()).toEqual([]);
    },
  );
});

describe('the requests of a sign-in', () => {
  it('the password itself is sent with USER_PASSWORD_AUTH only', async () => {
    for (const authFlow of ['USER_SRP_AUTH', 'USER_PASSWORD_AUTH', 'USER_AUTH'] as const) {
      const { flow, operations, sent } = begin({}, { authFlow });
      await at(flow, 'identifier').submit({ username: 'ada', password: PASSWORD });
      at(flow, 'signedIn');
      const clear = JSON.stringify(sent.map(({ body }) => body)).includes(PASSWORD);
      expect({ authFlow, clear, requests: operations().length }).toEqual({
        authFlow,
        clear: authFlow === 'USER_PASSWORD_AUTH',
        requests: authFlow === 'USER_PASSWORD_AUTH' ? 1 : 2,
      });
    }
  });

  it('fault 46 (unknown user): an unknown user name leads to the same steps and requests as a known one', async () => {
    const walk = async (username: string) => {
      const { flow, operations } = begin({}, { authFlow: 'USER_AUTH' });
      await at(flow, 'identifier').submit({ username });
      const { name, error } = flow.getSnapshot();
      if (name === 'selectFactor') await at(flow, 'selectFactor').submit({ factor: 'password' });
      await flow.getSnapshot().submit({ password: 'Wrong-horse-1' } as never);
      const last = flow.getSnapshot();
      return { name, first: error?.code, last: last.name, code: last.error?.code, operations: operations() };
    };
    expect(await walk('nobody')).toEqual(await walk('ada'));
  });

  it('fault 40 (limit): LimitExceededException reports when to try again and is not retried', async () => {
    const { flow, operations, next } = begin();
    next('RespondToAuthChallenge', async () => refusal('LimitExceededException', 'Attempt limit exceeded'));
    await flow.start({ username: 'ada', password: PASSWORD });
    expect(at(flow, 'identifier').error).toMatchObject({ kind: 'throttled' });
    expect(at(flow, 'identifier').error!.retryAfter).toBeGreaterThan(0);
    expect(operations()).toEqual(['InitiateAuth', 'RespondToAuthChallenge']);
  });

  it('fault 39 (throttling): a throttled answer is tried three times, and the step is kept', async () => {
    const { clock, flow, next, operations, tokens } = await secondFactor('SOFTWARE_TOKEN_MFA');
    for (let tries = 0; tries < 3; tries++) {
      next('RespondToAuthChallenge', async () => refusal('TooManyRequestsException', 'Rate exceeded'));
    }
    const before = operations().length;
    const answered = at(flow, 'totp').submit({ code: totp(clock.now()) });
    await clock.advance(5_000);
    await answered;
    expect(operations()).toHaveLength(before + 3);
    expect(at(flow, 'totp').error).toMatchObject({ kind: 'throttled' });
    expect(tokens).toEqual([]);
    await at(flow, 'totp').submit({ code: totp(clock.now()) });
    at(flow, 'signedIn');
  });
});

describe('fault 31 (two sign-ins): a sign-in that the user left', () => {
  it('fault 31 (two sign-ins): a reply that arrives after going back signs in no user', async () => {
    const { flow, next, sent, tokens, code } = await secondFactor('EMAIL_OTP');
    let release = () => {};
    const held = new Promise<void>((resolve) => (release = resolve));
    next('RespondToAuthChallenge', async (pass) => {
      const reply = await pass();
      await held;
      return reply;
    });
    const before = sent.length;
    const running = at(flow, 'emailCode').submit({ code: await code() });
    while (sent.length === before) await new Promise(setImmediate);
    at(flow, 'emailCode').back!();
    release();
    await running;
    expect(at(flow, 'identifier')).toMatchObject({ status: 'idle', error: undefined });
    expect(tokens).toEqual([]);
  });
});

it('startSignIn returns an answer function, which works without a flow', async () => {
  const { userPool, clock } = await secondFactor('SOFTWARE_TOKEN_MFA');
  const asked = await startSignIn(userPool, { username: 'ada', password: PASSWORD });
  if (asked.step.name !== 'totp' || !('answer' in asked)) throw new Error('no code was asked for');
  const done = await (asked.answer as (answer: { code: string }) => Promise<typeof asked>)({
    code: totp(clock.now()),
  });
  expect(done).toHaveProperty('tokens');
});
