/** Each challenge: how it is read, what a wrong answer does, and what is sent for it. */
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
import { at, createTheatre, refusal, shown } from '../support/theatre.ts';

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

describe('reading a reply', () => {
  const exchange = createExchange({
    pool: createTheatre().userPool,
    username: 'ada',
    restart: () => Promise.reject(new Error('Reading a reply sends nothing.')),
  });
  const read = async (reply: Partial<AuthReply>) => (await readChallenge(reply, exchange)).step;
  const step = (ChallengeName: string, ChallengeParameters: Record<string, string> = {}, rest = {}) =>
    read({ ChallengeName, ChallengeParameters, Session: 's3cret', ...rest });

  it('says where a code went', async () => {
    const sent = {
      CODE_DELIVERY_DELIVERY_MEDIUM: 'SMS',
      CODE_DELIVERY_DESTINATION: '+*******0100',
    };
    const delivery = { medium: 'SMS', destination: '+*******0100', attribute: undefined };
    expect(await step('SMS_MFA', sent)).toEqual({ name: 'smsCode', username: 'ada', delivery });
    expect(await step('SMS_OTP', sent)).toEqual({ name: 'smsCode', username: 'ada', delivery });
    expect(await step('EMAIL_OTP')).toEqual({ name: 'emailCode', username: 'ada' });
  });

  it('names the app’s device', async () => {
    expect(await step('SOFTWARE_TOKEN_MFA', { FRIENDLY_DEVICE_NAME: 'phone' })).toEqual({
      name: 'totp',
      username: 'ada',
      deviceName: 'phone',
    });
  });

  it('lists ways in by the service’s order, a password once, and none that it does not know', async () => {
    const AvailableChallenges = ['EMAIL_OTP', 'PASSWORD', 'BRAND_NEW', 'PASSWORD_SRP', 'WEB_AUTHN'];
    expect(await step('SELECT_CHALLENGE', {}, { AvailableChallenges })).toEqual({
      name: 'selectFactor',
      username: 'ada',
      factors: ['emailCode', 'password', 'passkey'],
    });
  });

  it('lists second factors by the service’s order', async () => {
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
    'fault 44: %s %o, with nothing in it that can be chosen, is no page but an error',
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
    'takes a malformed NEW_PASSWORD_REQUIRED %o for what can be read of it',
    async (given, required, known) => {
      expect(await step('NEW_PASSWORD_REQUIRED', given)).toEqual({
        name: 'newPassword',
        username: 'ada',
        requiredAttributes: required,
        attributes: known,
      });
    },
  );

  it('fault 48: an attribute called __proto__ reaches no prototype', async () => {
    const userAttributes = '{"__proto__":{"polluted":"yes"},"email":"a@b.c"}';
    const asked = await step('NEW_PASSWORD_REQUIRED', { userAttributes });
    expect(asked).toMatchObject({ attributes: { email: 'a@b.c' } });
    expect('attributes' in asked && asked.attributes['polluted']).toBeUndefined();
  });

  it('gives a custom challenge all that its trigger made public, and fault 87: no Session to any', async () => {
    const asked = await step('CUSTOM_CHALLENGE', { question: '1 + 1', USERNAME: 'ada-id' });
    expect(asked).toEqual({ name: 'custom', username: 'ada', parameters: { question: '1 + 1' } });
    expect(shown(asked)).not.toContain('s3cret');
  });

  it.each(['', 'BRAND_NEW', 'toString', '__proto__', 'DEVICE_PASSWORD_VERIFIER'])(
    'fault 44: %j is an error',
    async (name) => {
      await expect(step(name)).rejects.toMatchObject({ kind: 'protocol', code: 'UnsupportedChallenge' });
    },
  );
});

/** Signs in by password up to the second factor that is asked for. */
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
  it('takes another code after a wrong one, with nobody signed in meanwhile', async () => {
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

  it('fault 23: begins again when the challenge has run out, with name and reason and no password', async () => {
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
  ])('fault 52: refuses %s as a code before sending', async (_what, code) => {
    const { flow, operations } = await secondFactor(mfa);
    const before = operations().length;
    await at(flow, name).submit({ code });
    expect(at(flow, name).error).toMatchObject({ kind: 'input', code: 'InputInvalid', field: 'code' });
    expect(operations()).toHaveLength(before);
  });

  it('fault 44: an unknown challenge after it is an error at the step, and nothing is stored', async () => {
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

it('fault 24: a refused code of an app has a code of its own, and says that the phone’s clock may be off', async () => {
  const { clock, flow } = await secondFactor('SOFTWARE_TOKEN_MFA');
  // A phone that is an hour late.
  await at(flow, 'totp').submit({ code: totp(clock.now() - 3_600_000) });
  const { error } = at(flow, 'totp');
  expect(error).toMatchObject({ kind: 'rejected', code: 'CodeMismatchException' });
  expect(error?.message).toMatch(/^Invalid code received for user.*clock may be off/);
});

it('fault 24: no clock is blamed for a code that was sent, nor for anything but the code', async () => {
  const mailed = await secondFactor('EMAIL_OTP');
  await at(mailed.flow, 'emailCode').submit({ code: '000000' });
  expect(at(mailed.flow, 'emailCode').error?.message).not.toMatch(/clock/);
  const { flow, next } = await secondFactor('SOFTWARE_TOKEN_MFA');
  next('RespondToAuthChallenge', async () => refusal('InternalErrorException', 'Oh', 500));
  await at(flow, 'totp').submit({ code: '000000' });
  expect(at(flow, 'totp').error).toMatchObject({ code: 'InternalErrorException', message: 'Oh' });
});

describe('choosing a second factor', () => {
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

  it('offers those that are on, and asks for the one that was chosen', async () => {
    const { aws, flow } = await atTheChoice();
    expect(at(flow, 'selectMfa').step.methods.toSorted()).toEqual(['smsCode', 'totp']);
    await at(flow, 'selectMfa').submit({ method: 'smsCode' });
    await at(flow, 'smsCode').submit({ code: await aws.outbox.code(phone) });
    at(flow, 'signedIn');
  });

  it('stays at the choice when one was chosen that was not offered, and takes another', async () => {
    const { clock, flow, tokens } = await atTheChoice();
    await at(flow, 'selectMfa').submit({ method: 'emailCode' });
    expect(at(flow, 'selectMfa').error?.kind).toBe('rejected');
    expect(tokens).toEqual([]);
    await at(flow, 'selectMfa').submit({ method: 'totp' });
    await at(flow, 'totp').submit({ code: totp(clock.now()) });
    at(flow, 'signedIn');
  });

  it('fault 23: begins again when the choice has run out', async () => {
    const { clock, flow } = await atTheChoice();
    await clock.advance(4 * 60_000);
    await at(flow, 'selectMfa').submit({ method: 'totp' });
    expect(at(flow, 'identifier').step).toMatchObject({ username: 'ada', reason: 'challengeExpired' });
  });
});

describe('setting up a second factor that the pool wants', () => {
  async function atTheSetUp() {
    const theatre = begin({ pool: { ...allFactors, requiredAttributes: [], mfa: 'ON' } });
    await theatre.administer('AdminDeleteUserAttributes', { Username: 'ada', UserAttributeNames: ['email'] });
    await theatre.flow.start({ username: 'ada', password: PASSWORD });
    expect(at(theatre.flow, 'setUpMfa').step.methods.toSorted()).toEqual(['emailCode', 'totp']);
    return theatre;
  }

  it('takes the app’s next code after a wrong first one', async () => {
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
    // Whoever scanned the secret need not scan another.
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

  it('carries on where the reply after the right first code was lost', async () => {
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

  it('mails a code to the address that was given, and takes another after a wrong one', async () => {
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

  it('fault 23: begins again when the set-up has run out', async () => {
    const { clock, flow } = await atTheSetUp();
    await at(flow, 'setUpMfa').submit({ method: 'totp' });
    const { secret } = at(flow, 'setUpTotp').step;
    await clock.advance(4 * 60_000);
    await at(flow, 'setUpTotp').submit({ code: totp(clock.now(), secret) });
    expect(at(flow, 'identifier').step).toMatchObject({ username: 'ada', reason: 'challengeExpired' });
    expect(shown(flow.getSnapshot())).not.toContain(secret);
  });
});

describe('a new password with attributes', () => {
  it('says which are wanted, keeps the step without them, and sends them with the answer', async () => {
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

describe('the pool’s own questions', () => {
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

  it('are asked as often as the pool wants, wrong answers included', async () => {
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

  it('lead back to the start when the pool has had enough', async () => {
    const { flow, tokens } = custom();
    await at(flow, 'identifier').submit({ username: 'ada' });
    for (let round = 0; round < 4; round++) await at(flow, 'custom').submit({ answer: 'wrong' });
    expect(at(flow, 'identifier').step).toMatchObject({ username: 'ada' });
    expect(tokens).toEqual([]);
  });

  it('get the metadata of the flow, or of the one answer', async () => {
    const { flow } = custom();
    await at(flow, 'identifier').submit({ username: 'ada' });
    seen.length = 0;
    await at(flow, 'custom').submit({ answer: 'this' });
    await at(flow, 'custom').submit({ answer: 'this', clientMetadata: { captcha: 'solved' } });
    at(flow, 'signedIn');
    expect(seen).toEqual([{ page: 'sign-in' }, { captcha: 'solved' }]);
  });
});

describe('choosing a way in', () => {
  const choice: SignInFlowOptions = { authFlow: 'USER_AUTH' };

  it('takes the right password after a wrong one, each in two requests', async () => {
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

  it('goes back from a way in to the start, and on by another', async () => {
    const { aws, flow } = begin({}, choice);
    await at(flow, 'identifier').submit({ username: 'ada' });
    await at(flow, 'selectFactor').submit({ factor: 'password' });
    at(flow, 'password').back!();
    await at(flow, 'identifier').submit({ username: 'ada' });
    await at(flow, 'selectFactor').submit({ factor: 'emailCode' });
    const code = await aws.outbox.code('ada@example.com');
    // As the first factor it has 8 digits, of which none is cut off.
    expect(code).toHaveLength(8);
    await at(flow, 'emailCode').submit({ code: other(code) });
    expect(at(flow, 'emailCode').error?.code).toBe('CodeMismatchException');
    await at(flow, 'emailCode').submit({ code });
    at(flow, 'signedIn');
  });

  it('asks at once for the factor that is preferred', async () => {
    const { flow, operations } = begin({}, { ...choice, preferred: 'emailCode' });
    await at(flow, 'identifier').submit({ username: 'ada' });
    at(flow, 'emailCode');
    expect(operations()).toEqual(['InitiateAuth']);
  });
});

describe('a code that did not arrive', () => {
  const users = [{ ...person('ada'), phone }];
  const choice: SignInFlowOptions = { authFlow: 'USER_AUTH' };

  it.each([
    ['emailCode', 'preferred', 'ada@example.com'],
    ['emailCode', 'chosen', 'ada@example.com'],
    ['smsCode', 'preferred', phone],
    ['smsCode', 'chosen', phone],
  ] as const)(
    'is sent anew as the first factor by one request, and takes the place of the old one (%s, %s)',
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
      // As often as the person asks, and the newest counts.
      await at(flow, factor).resend!();
      await at(flow, factor).submit({ code: await aws.outbox.code(to) });
      at(flow, 'signedIn');
      expect(tokens).toHaveLength(1);
    },
  );

  it('is still waited for where a new one could not be asked for', async () => {
    const { aws, flow, next } = begin({ users }, { ...choice, preferred: 'emailCode' });
    await at(flow, 'identifier').submit({ username: 'ada' });
    const code = await aws.outbox.code('ada@example.com');
    next('InitiateAuth', async () => refusal('LimitExceededException'));
    await at(flow, 'emailCode').resend!();
    expect(at(flow, 'emailCode').error?.code).toBe('LimitExceededException');
    await at(flow, 'emailCode').submit({ code });
    at(flow, 'signedIn');
  });

  it('is no first factor after a password, which is gone: there is nothing to send it anew with', async () => {
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

describe('a start that was fetched ahead', () => {
  const ahead: SignInFlowOptions = { authFlow: 'USER_AUTH', username: 'ada', prefetch: true };

  it('is asked once for all who look, and used once', async () => {
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

  it('is no use to another name, nor to who has typed a password', async () => {
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

  it('is dropped after two minutes, before its Session can run out', async () => {
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

  it('is asked again, and told to nobody, where it failed', async () => {
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
    'sends nobody a code who has only opened the page: not with %s preferred',
    async (preferred) => {
      const { aws, clock, flow, operations } = begin({}, { ...ahead, preferred });
      flow.subscribe(() => {});
      await clock.advance(1);
      expect(operations()).toEqual([]);
      expect(aws.outbox.all()).toEqual([]);
    },
  );
});

describe('what goes over the wire', () => {
  it('is the password itself with USER_PASSWORD_AUTH only', async () => {
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

  it('fault 46: shows by neither step nor requests whether a user exists', async () => {
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

  it('fault 40: a limit that is reached says when to come back, and is not tried again', async () => {
    const { flow, operations, next } = begin();
    next('RespondToAuthChallenge', async () => refusal('LimitExceededException', 'Attempt limit exceeded'));
    await flow.start({ username: 'ada', password: PASSWORD });
    expect(at(flow, 'identifier').error).toMatchObject({ kind: 'throttled' });
    expect(at(flow, 'identifier').error!.retryAfter).toBeGreaterThan(0);
    expect(operations()).toEqual(['InitiateAuth', 'RespondToAuthChallenge']);
  });

  it('fault 39: a throttled answer is tried three times in all, and the step is kept', async () => {
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

describe('fault 31: a sign-in that was left', () => {
  it('signs nobody in by the reply that comes after all', async () => {
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

it('starts headless too: what is asked can be answered without a flow', async () => {
  const { userPool, clock } = await secondFactor('SOFTWARE_TOKEN_MFA');
  const asked = await startSignIn(userPool, { username: 'ada', password: PASSWORD });
  if (asked.step.name !== 'totp' || !('answer' in asked)) throw new Error('no code was asked for');
  const done = await (asked.answer as (answer: { code: string }) => Promise<typeof asked>)({
    code: totp(clock.now()),
  });
  expect(done).toHaveProperty('tokens');
});
