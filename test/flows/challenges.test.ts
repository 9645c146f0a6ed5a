/**
 * Proves each challenge of a sign-in: how its reply is read, which requests an answer sends, and how a wrong
 * answer is handled.
 */
import type { LocalAwsOptions, Triggers } from 'cognito-kit-local';
import { describe, expect, it } from 'vitest';
import { createSignInFlow } from '../../src/sign-in/flows/sign-in.ts';
import type { SignInFlowOptions } from '../../src/sign-in/flows/sign-in-requests.ts';
import type { AuthReply } from '../../src/protocol/challenges.ts';
import { readChallenge } from '../../src/sign-in/engine/challenges/read-challenge.ts';
import { createExchange } from '../../src/sign-in/engine/create-exchange.ts';
import { startSignIn } from '../../src/sign-in/engine/start-sign-in.ts';
import { sendAdmin, signAdmin } from '../support/user-pool-requests.ts';
import { atStep } from '../support/flow-states.ts';
import { createTestUserPool } from '../support/user-pool.ts';
import { delay, errorReply, offline } from '../support/network.ts';
import { printDeep } from '../support/print-deep.ts';
import { totpCode, wrongCode } from '../support/codes.ts';
import { until } from '../support/fake-clock.ts';
import { everyFlow } from '../support/pool-options.ts';
import { ada, TOTP_SECRET, userNamed } from '../support/users.ts';

const phone = '+15555550100';
const allFactors = {
  firstFactors: ['PASSWORD', 'EMAIL_OTP', 'SMS_OTP'],
  mfa: 'OPTIONAL',
  mfaMethods: ['SOFTWARE_TOKEN_MFA', 'EMAIL_OTP', 'SMS_MFA'],
} as const satisfies LocalAwsOptions['pool'];

function beginSignIn(options: LocalAwsOptions = {}, flowOptions: SignInFlowOptions = {}) {
  const pool = { ...allFactors, ...options.pool };
  const testPool = createTestUserPool({ users: [ada], ...options, pool, client: everyFlow });
  const administer = async (operation: string, input: Record<string, unknown>) =>
    sendAdmin(testPool, await signAdmin(testPool, operation, input));
  return { ...testPool, administer, flow: createSignInFlow(testPool.host, flowOptions) };
}

describe('readChallenge', () => {
  const exchange = createExchange({
    pool: createTestUserPool().userPool,
    username: 'ada',
    restart: () => Promise.reject(new Error('Reading a reply sends nothing.')),
  });
  const read = async (reply: Partial<AuthReply>) => (await readChallenge(reply, exchange)).step;
  const step = (ChallengeName: string, ChallengeParameters: Record<string, string> = {}, rest = {}) =>
    read({ ChallengeName, ChallengeParameters, Session: 's3cret', ...rest });

  it('readChallenge returns the medium and destination of a code', async () => {
    const parameters = {
      CODE_DELIVERY_DELIVERY_MEDIUM: 'SMS',
      CODE_DELIVERY_DESTINATION: '+*******0100',
    };
    const delivery = { medium: 'SMS', destination: '+*******0100', attribute: undefined };
    expect(await step('SMS_MFA', parameters)).toEqual({ name: 'smsCode', username: 'ada', delivery });
    expect(await step('SMS_OTP', parameters)).toEqual({ name: 'smsCode', username: 'ada', delivery });
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
    async (name, parameters) => {
      await expect(step(name, parameters)).rejects.toMatchObject({
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
    async (parameters, requiredAttributes, attributes) => {
      expect(await step('NEW_PASSWORD_REQUIRED', parameters)).toEqual({
        name: 'newPassword',
        username: 'ada',
        requiredAttributes,
        attributes,
      });
    },
  );

  it('fault 48 (__proto__): an attribute named __proto__ reaches no prototype', async () => {
    const userAttributes = '{"__proto__":{"polluted":"yes"},"email":"a@b.c"}';
    const newPassword = await step('NEW_PASSWORD_REQUIRED', { userAttributes });
    expect(newPassword).toMatchObject({ attributes: { email: 'a@b.c' } });
    expect('attributes' in newPassword && newPassword.attributes['polluted']).toBeUndefined();
  });

  it('fault 87 (secrets in logs): a custom challenge has its public parameters, but not the challenge token', async () => {
    const custom = await step('CUSTOM_CHALLENGE', { question: '1 + 1', USERNAME: 'ada-id' });
    expect(custom).toEqual({ name: 'custom', username: 'ada', parameters: { question: '1 + 1' } });
    expect(printDeep(custom)).not.toContain('s3cret');
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
  const app = mfa === 'SOFTWARE_TOKEN_MFA' ? { totp: TOTP_SECRET } : {};
  const testPool = beginSignIn({ users: [{ ...ada, phone, mfa: [mfa], ...app }] });
  await testPool.flow.start({ username: 'ada', password: ada.password });
  const codeOf = {
    SOFTWARE_TOKEN_MFA: async () => totpCode(TOTP_SECRET, testPool.clock.now()),
    EMAIL_OTP: () => testPool.aws.outbox.code('ada@example.com'),
    SMS_MFA: () => testPool.aws.outbox.code(phone),
  };
  return { ...testPool, code: codeOf[mfa] };
}

describe.each([
  ['SOFTWARE_TOKEN_MFA', 'totp'],
  ['EMAIL_OTP', 'emailCode'],
  ['SMS_MFA', 'smsCode'],
] as const)('%s as the second factor', (mfa, name) => {
  it('a wrong code keeps the step and signs in no user, the right one signs in', async () => {
    const { flow, code, sent, tokens } = await secondFactor(mfa);
    const right = await code();
    await atStep(flow, name).submit({ code: wrongCode(right) });
    expect(atStep(flow, name).error).toMatchObject({ kind: 'rejected', code: 'CodeMismatchException' });
    expect(tokens).toEqual([]);
    await atStep(flow, name).submit({ code: right });
    atStep(flow, 'signedIn');
    expect(tokens).toHaveLength(1);
    expect(sent).toEqual(['InitiateAuth', ...Array<string>(3).fill('RespondToAuthChallenge')]);
  });

  it('fault 23 (expired challenge): an expired code leads to the identifier step with user name and reason', async () => {
    const { clock, flow, code, tokens } = await secondFactor(mfa);
    await clock.advance(4 * 60_000);
    await atStep(flow, name).submit({ code: await code() });
    const { step, error } = atStep(flow, 'identifier');
    expect(step).toEqual({ name: 'identifier', username: 'ada', reason: 'challengeExpired' });
    expect(error).toBeUndefined();
    expect(tokens).toEqual([]);
  });

  it.each([
    ['nothing', ''],
    ['a NUL', '1\0'],
    ['257 characters', '1'.repeat(257)],
  ])('fault 52 (invalid characters): a code of %s is refused before sending', async (_description, code) => {
    const { flow, sent } = await secondFactor(mfa);
    const before = sent.length;
    await atStep(flow, name).submit({ code });
    expect(atStep(flow, name).error).toMatchObject({ kind: 'input', code: 'InputInvalid', field: 'code' });
    expect(sent).toHaveLength(before);
  });

  it('fault 44 (unknown challenge): an unknown interceptOnce challenge is an error at the step, and nothing is stored', async () => {
    const { flow, interceptOnce, code, tokens } = await secondFactor(mfa);
    interceptOnce('RespondToAuthChallenge', async () =>
      Response.json({ ChallengeName: 'BRAND_NEW', Session: 's3cret', ChallengeParameters: {} }),
    );
    await atStep(flow, name).submit({ code: await code() });
    expect(atStep(flow, name).error).toMatchObject({ kind: 'protocol', code: 'UnsupportedChallenge' });
    expect(printDeep(flow.getSnapshot())).not.toContain('s3cret');
    expect(tokens).toEqual([]);
  });
});

it("fault 24 (TOTP clock): a refused TOTP code reports that the phone's clock may be off", async () => {
  const { clock, flow } = await secondFactor('SOFTWARE_TOKEN_MFA');
  // The phone is an hour late.
  await atStep(flow, 'totp').submit({ code: totpCode(TOTP_SECRET, clock.now() - 3_600_000) });
  const { error } = atStep(flow, 'totp');
  expect(error).toMatchObject({ kind: 'rejected', code: 'CodeMismatchException' });
  expect(error?.message).toMatch(/^Invalid code received for user.*clock may be off/);
});

it('fault 24 (TOTP clock): an emailed code or a server error does not mention the clock', async () => {
  const mailed = await secondFactor('EMAIL_OTP');
  await atStep(mailed.flow, 'emailCode').submit({ code: '000000' });
  expect(atStep(mailed.flow, 'emailCode').error?.message).not.toMatch(/clock/);
  const { flow, interceptOnce } = await secondFactor('SOFTWARE_TOKEN_MFA');
  interceptOnce('RespondToAuthChallenge', async () => errorReply('InternalErrorException', 'Oh', 500));
  await atStep(flow, 'totp').submit({ code: '000000' });
  expect(atStep(flow, 'totp').error).toMatchObject({ code: 'InternalErrorException', message: 'Oh' });
});

describe('choosing an MFA method', () => {
  const both = { ...ada, phone, totp: TOTP_SECRET, mfa: [] };
  async function reachMfaChoice() {
    const testPool = beginSignIn({ users: [both] });
    const UserMFASettings = { Enabled: true, PreferredMfa: false };
    await testPool.administer('AdminSetUserMFAPreference', {
      Username: 'ada',
      SMSMfaSettings: UserMFASettings,
      SoftwareTokenMfaSettings: UserMFASettings,
    });
    await testPool.flow.start({ username: 'ada', password: ada.password });
    return testPool;
  }

  it('selectMfa offers the enabled methods and asks for the chosen one', async () => {
    const { aws, flow } = await reachMfaChoice();
    expect(atStep(flow, 'selectMfa').step.methods.toSorted()).toEqual(['smsCode', 'totp']);
    await atStep(flow, 'selectMfa').submit({ method: 'smsCode' });
    await atStep(flow, 'smsCode').submit({ code: await aws.outbox.code(phone) });
    atStep(flow, 'signedIn');
  });

  it('selectMfa stays at the choice after a method that was not offered', async () => {
    const { clock, flow, tokens } = await reachMfaChoice();
    await atStep(flow, 'selectMfa').submit({ method: 'emailCode' });
    expect(atStep(flow, 'selectMfa').error?.kind).toBe('rejected');
    expect(tokens).toEqual([]);
    await atStep(flow, 'selectMfa').submit({ method: 'totp' });
    await atStep(flow, 'totp').submit({ code: totpCode(TOTP_SECRET, clock.now()) });
    atStep(flow, 'signedIn');
  });

  it('fault 23 (expired challenge): an expired choice leads to the identifier step', async () => {
    const { clock, flow } = await reachMfaChoice();
    await clock.advance(4 * 60_000);
    await atStep(flow, 'selectMfa').submit({ method: 'totp' });
    expect(atStep(flow, 'identifier').step).toMatchObject({ username: 'ada', reason: 'challengeExpired' });
  });
});

describe('setting up a required MFA method', () => {
  async function reachMfaSetUp() {
    const testPool = beginSignIn({ pool: { ...allFactors, requiredAttributes: [], mfa: 'ON' } });
    await testPool.administer('AdminDeleteUserAttributes', {
      Username: 'ada',
      UserAttributeNames: ['email'],
    });
    await testPool.flow.start({ username: 'ada', password: ada.password });
    expect(atStep(testPool.flow, 'setUpMfa').step.methods.toSorted()).toEqual(['emailCode', 'totp']);
    return testPool;
  }

  it('setUpTotp accepts the right code after a wrong one, with the same secret', async () => {
    const { clock, flow, sent, tokens } = await reachMfaSetUp();
    await atStep(flow, 'setUpMfa').submit({ method: 'totp' });
    const { secret, uri } = atStep(flow, 'setUpTotp').step;
    expect(uri).toMatch(/^otpauth:\/\/totp\//);
    expect(uri).toContain(`secret=${secret}`);
    const right = totpCode(secret, clock.now());
    await atStep(flow, 'setUpTotp').submit({ code: wrongCode(right) });
    expect(atStep(flow, 'setUpTotp').error).toMatchObject({
      code: 'EnableSoftwareTokenMFAException',
      message: expect.stringContaining('clock may be off') as string,
    });
    // The user need not scan another secret.
    expect(atStep(flow, 'setUpTotp').step.secret).toBe(secret);
    expect(tokens).toEqual([]);
    await atStep(flow, 'setUpTotp').submit({ code: right, deviceName: 'phone' });
    atStep(flow, 'signedIn');
    expect(sent.slice(2)).toEqual([
      'AssociateSoftwareToken',
      'VerifySoftwareToken',
      'VerifySoftwareToken',
      'RespondToAuthChallenge',
    ]);
  });

  it('setUpTotp continues if the reply after the first right code was lost', async () => {
    const { clock, flow, interceptOnce } = await reachMfaSetUp();
    await atStep(flow, 'setUpMfa').submit({ method: 'totp' });
    const { secret } = atStep(flow, 'setUpTotp').step;
    interceptOnce('RespondToAuthChallenge', offline);
    await atStep(flow, 'setUpTotp').submit({ code: totpCode(secret, clock.now()) });
    expect(atStep(flow, 'setUpTotp').error?.kind).toBe('network');
    await clock.advance(30_000);
    await atStep(flow, 'setUpTotp').submit({ code: totpCode(secret, clock.now()) });
    atStep(flow, 'signedIn');
  });

  it('setUpEmail sends a code to the entered email and accepts the right code after a wrong one', async () => {
    const { aws, flow, tokens } = await reachMfaSetUp();
    await atStep(flow, 'setUpMfa').submit({ method: 'emailCode' });
    await atStep(flow, 'setUpEmail').submit({ email: 'no address' });
    expect(atStep(flow, 'setUpEmail').error?.kind).toBe('rejected');
    await atStep(flow, 'setUpEmail').submit({ email: 'new@example.com' });
    const right = await aws.outbox.code('new@example.com');
    await atStep(flow, 'emailCode').submit({ code: wrongCode(right) });
    expect(atStep(flow, 'emailCode').error?.code).toBe('CodeMismatchException');
    expect(tokens).toEqual([]);
    await atStep(flow, 'emailCode').submit({ code: right });
    atStep(flow, 'signedIn');
  });

  it('fault 23 (expired challenge): an expired set-up leads to the identifier step, without the secret', async () => {
    const { clock, flow } = await reachMfaSetUp();
    await atStep(flow, 'setUpMfa').submit({ method: 'totp' });
    const { secret } = atStep(flow, 'setUpTotp').step;
    await clock.advance(4 * 60_000);
    await atStep(flow, 'setUpTotp').submit({ code: totpCode(secret, clock.now()) });
    expect(atStep(flow, 'identifier').step).toMatchObject({ username: 'ada', reason: 'challengeExpired' });
    expect(printDeep(flow.getSnapshot())).not.toContain(secret);
  });
});

describe('newPassword', () => {
  it('newPassword names the required attributes, keeps the step without them and sends them with the answer', async () => {
    const { aws, flow, requests } = beginSignIn({
      pool: { ...allFactors, requiredAttributes: ['email', 'given_name'] },
      users: [{ ...ada, mustChangePassword: true }],
    });
    await flow.start({ username: 'ada', password: ada.password });
    expect(atStep(flow, 'newPassword').step).toMatchObject({
      requiredAttributes: ['given_name'],
      attributes: { email: 'ada@example.com' },
    });
    await atStep(flow, 'newPassword').submit({ newPassword: 'Better-horse-9' });
    expect(atStep(flow, 'newPassword').error?.code).toBe('InvalidParameterException');
    await atStep(flow, 'newPassword').submit({
      newPassword: 'Better-horse-9',
      attributes: { given_name: 'Ada' },
    });
    atStep(flow, 'signedIn');
    expect(requests.at(-1)?.body['ChallengeResponses']).toMatchObject({
      NEW_PASSWORD: 'Better-horse-9',
      'userAttributes.given_name': 'Ada',
    });
    expect(aws.users.find(({ username }) => username === 'ada')).toBeDefined();
  });
});

describe('custom challenges', () => {
  const receivedMetadata: unknown[] = [];
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
      receivedMetadata.push(request['clientMetadata']);
      Object.assign(response, { answerCorrect: request['challengeAnswer'] === 'this' });
    },
  };
  const custom = () =>
    beginSignIn({ triggers }, { authFlow: 'CUSTOM_WITHOUT_SRP', clientMetadata: { page: 'sign-in' } });

  it('a custom challenge is asked as often as the trigger decides, after wrong answers too', async () => {
    const { flow, sent, tokens } = custom();
    await atStep(flow, 'identifier').submit({ username: 'ada' });
    for (const answer of ['wrong', 'this', 'this']) {
      expect(atStep(flow, 'custom').step.parameters).toEqual({ question: 'which?' });
      expect(tokens).toEqual([]);
      await atStep(flow, 'custom').submit({ answer });
    }
    atStep(flow, 'signedIn');
    expect(sent).toEqual(['InitiateAuth', ...Array<string>(3).fill('RespondToAuthChallenge')]);
  });

  it('a custom challenge that fails leads to the identifier step', async () => {
    const { flow, tokens } = custom();
    await atStep(flow, 'identifier').submit({ username: 'ada' });
    for (let round = 0; round < 4; round++) await atStep(flow, 'custom').submit({ answer: 'wrong' });
    expect(atStep(flow, 'identifier').step).toMatchObject({ username: 'ada' });
    expect(tokens).toEqual([]);
  });

  it('a trigger receives the client metadata of the flow, or of the single answer', async () => {
    const { flow } = custom();
    await atStep(flow, 'identifier').submit({ username: 'ada' });
    receivedMetadata.length = 0;
    await atStep(flow, 'custom').submit({ answer: 'this' });
    await atStep(flow, 'custom').submit({ answer: 'this', clientMetadata: { captcha: 'solved' } });
    atStep(flow, 'signedIn');
    expect(receivedMetadata).toEqual([{ page: 'sign-in' }, { captcha: 'solved' }]);
  });
});

describe('choosing a first factor', () => {
  const choice: SignInFlowOptions = { authFlow: 'USER_AUTH' };

  it('a wrong password keeps the step, and each attempt takes two requests', async () => {
    const { flow, sent, tokens } = beginSignIn({}, choice);
    await atStep(flow, 'identifier').submit({ username: 'ada' });
    expect(atStep(flow, 'selectFactor').step.factors).toContain('password');
    await atStep(flow, 'selectFactor').submit({ factor: 'password' });
    expect(sent).toEqual(['InitiateAuth']);
    await atStep(flow, 'password').submit({ password: 'Wrong-horse-1' });
    expect(atStep(flow, 'password').error?.code).toBe('NotAuthorizedException');
    expect(tokens).toEqual([]);
    await atStep(flow, 'password').submit({ password: ada.password });
    atStep(flow, 'signedIn');
    const proof = ['InitiateAuth', 'RespondToAuthChallenge'];
    expect(sent).toEqual(['InitiateAuth', ...proof, ...proof]);
  });

  it('after going back from a first factor, another one signs in', async () => {
    const { aws, flow } = beginSignIn({}, choice);
    await atStep(flow, 'identifier').submit({ username: 'ada' });
    await atStep(flow, 'selectFactor').submit({ factor: 'password' });
    atStep(flow, 'password').back!();
    await atStep(flow, 'identifier').submit({ username: 'ada' });
    await atStep(flow, 'selectFactor').submit({ factor: 'emailCode' });
    const code = await aws.outbox.code('ada@example.com');
    // A code of the first factor has 8 digits, none of which is cut off.
    expect(code).toHaveLength(8);
    await atStep(flow, 'emailCode').submit({ code: wrongCode(code) });
    expect(atStep(flow, 'emailCode').error?.code).toBe('CodeMismatchException');
    await atStep(flow, 'emailCode').submit({ code });
    atStep(flow, 'signedIn');
  });

  it('the preferred first factor is asked for in the first request', async () => {
    const { flow, sent } = beginSignIn({}, { ...choice, preferred: 'emailCode' });
    await atStep(flow, 'identifier').submit({ username: 'ada' });
    atStep(flow, 'emailCode');
    expect(sent).toEqual(['InitiateAuth']);
  });
});

describe('resending a code', () => {
  const users = [{ ...ada, phone }];
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
      const { aws, clock, flow, sent, tokens } = beginSignIn({ users }, options);
      await atStep(flow, 'identifier').submit({ username: 'ada' });
      if (how === 'chosen') await atStep(flow, 'selectFactor').submit({ factor });
      const { step } = atStep(flow, factor);
      const old = await aws.outbox.code(to);
      const before = sent.length;
      await clock.advance(60_000);
      await atStep(flow, factor).resend!();
      expect(atStep(flow, factor).step).toEqual(step);
      expect(sent.slice(before)).toEqual(['InitiateAuth']);
      const code = await aws.outbox.code(to);
      expect(code).not.toBe(old);
      await atStep(flow, factor).submit({ code: old });
      expect(atStep(flow, factor).error?.code).toBe('CodeMismatchException');
      expect(tokens).toEqual([]);
      // The user may ask repeatedly; the newest code counts.
      await atStep(flow, factor).resend!();
      await atStep(flow, factor).submit({ code: await aws.outbox.code(to) });
      atStep(flow, 'signedIn');
      expect(tokens).toHaveLength(1);
    },
  );

  it('a failed resend keeps the step, and the former code signs in', async () => {
    const { aws, flow, interceptOnce } = beginSignIn({ users }, { ...choice, preferred: 'emailCode' });
    await atStep(flow, 'identifier').submit({ username: 'ada' });
    const code = await aws.outbox.code('ada@example.com');
    interceptOnce('InitiateAuth', async () => errorReply('LimitExceededException'));
    await atStep(flow, 'emailCode').resend!();
    expect(atStep(flow, 'emailCode').error?.code).toBe('LimitExceededException');
    await atStep(flow, 'emailCode').submit({ code });
    atStep(flow, 'signedIn');
  });

  it('a code of the second factor has no resend, since the password is not stored', async () => {
    for (const [authFlow, to] of [
      ['USER_SRP_AUTH', 'ada@example.com'],
      ['USER_PASSWORD_AUTH', phone],
      ['USER_AUTH', 'ada@example.com'],
    ] as const) {
      const { administer, aws, flow } = beginSignIn({ users }, { authFlow });
      const { userPoolId: UserPoolId } = aws.config;
      const setting = { Enabled: true, PreferredMfa: true };
      await administer('AdminSetUserMFAPreference', {
        UserPoolId,
        Username: 'ada',
        ...(to === phone ? { SMSMfaSettings: setting } : { EmailMfaSettings: setting }),
      });
      await flow.start({ username: 'ada', password: ada.password });
      const name = to === phone ? 'smsCode' : 'emailCode';
      expect(atStep(flow, name).resend).toBeUndefined();
      await atStep(flow, name).submit({ code: await aws.outbox.code(to) });
      atStep(flow, 'signedIn');
    }
  });
});

describe('prefetch', () => {
  const ahead: SignInFlowOptions = { authFlow: 'USER_AUTH', username: 'ada', prefetch: true };

  it('a prefetched start is requested once for all subscribers and used once', async () => {
    const { flow, sent } = beginSignIn({}, ahead);
    flow.subscribe(() => {});
    flow.subscribe(() => {});
    await atStep(flow, 'identifier').submit({ username: 'ada' });
    atStep(flow, 'selectFactor');
    expect(sent).toEqual(['InitiateAuth']);
    atStep(flow, 'selectFactor').back!();
    await atStep(flow, 'identifier').submit({ username: 'ada' });
    atStep(flow, 'selectFactor');
    expect(sent).toEqual(['InitiateAuth', 'InitiateAuth']);
  });

  it('a prefetched start is not used for another user name, nor if a password was entered', async () => {
    const { flow, sent, requests } = beginSignIn({ users: [ada, userNamed('grace')] }, ahead);
    flow.subscribe(() => {});
    await atStep(flow, 'identifier').submit({ username: 'grace' });
    expect(atStep(flow, 'selectFactor').step.username).toBe('grace');
    expect(sent).toEqual(['InitiateAuth', 'InitiateAuth']);
    flow.reset();
    await atStep(flow, 'identifier').submit({ username: 'ada', password: ada.password });
    atStep(flow, 'signedIn');
    expect(requests.at(-2)?.body['AuthParameters']).toMatchObject({ PREFERRED_CHALLENGE: 'PASSWORD_SRP' });
  });

  it('a prefetched start is dropped after two minutes, before its challenge token expires', async () => {
    const { aws, clock, flow, sent } = beginSignIn({}, ahead);
    flow.subscribe(() => {});
    await clock.advance(170_000);
    await atStep(flow, 'identifier').submit({ username: 'ada' });
    expect(sent).toHaveLength(2);
    await clock.advance(60_000);
    await atStep(flow, 'selectFactor').submit({ factor: 'emailCode' });
    await atStep(flow, 'emailCode').submit({ code: await aws.outbox.code('ada@example.com') });
    atStep(flow, 'signedIn');
  });

  it('a failed prefetch reports no error, and the submit sends the request again', async () => {
    const { clock, flow, interceptOnce } = beginSignIn({}, ahead);
    interceptOnce('InitiateAuth', offline);
    flow.subscribe(() => {});
    await clock.advance(1);
    expect(atStep(flow, 'identifier').error).toBeUndefined();
    await atStep(flow, 'identifier').submit({ username: 'ada' });
    atStep(flow, 'selectFactor');
  });

  it.each(['emailCode', 'smsCode', 'password'] as const)(
    'opening a page with %s preferred sends no code',
    async (preferred) => {
      const { aws, clock, flow, sent } = beginSignIn({}, { ...ahead, preferred });
      flow.subscribe(() => {});
      await clock.advance(1);
      expect(sent).toEqual([]);
      expect(aws.outbox.all()).toEqual([]);
    },
  );
});

describe('the requests of a sign-in', () => {
  it('the password itself is sent with USER_PASSWORD_AUTH only', async () => {
    for (const authFlow of ['USER_SRP_AUTH', 'USER_PASSWORD_AUTH', 'USER_AUTH'] as const) {
      const { flow, sent, requests } = beginSignIn({}, { authFlow });
      await atStep(flow, 'identifier').submit({ username: 'ada', password: ada.password });
      atStep(flow, 'signedIn');
      const clear = JSON.stringify(requests.map(({ body }) => body)).includes(ada.password);
      expect({ authFlow, clear, requests: sent.length }).toEqual({
        authFlow,
        clear: authFlow === 'USER_PASSWORD_AUTH',
        requests: authFlow === 'USER_PASSWORD_AUTH' ? 1 : 2,
      });
    }
  });

  it('fault 46 (unknown user): an unknown user name leads to the same steps and requests as a known one', async () => {
    const attempt = async (username: string) => {
      const { flow, sent } = beginSignIn({}, { authFlow: 'USER_AUTH' });
      await atStep(flow, 'identifier').submit({ username });
      const { name, error } = flow.getSnapshot();
      if (name === 'selectFactor') await atStep(flow, 'selectFactor').submit({ factor: 'password' });
      await flow.getSnapshot().submit({ password: 'Wrong-horse-1' } as never);
      const last = flow.getSnapshot();
      return { name, first: error?.code, last: last.name, code: last.error?.code, operations: sent };
    };
    expect(await attempt('nobody')).toEqual(await attempt('ada'));
  });

  it('fault 40 (limit): LimitExceededException reports when to try again and is not retried', async () => {
    const { flow, sent, interceptOnce } = beginSignIn();
    interceptOnce('RespondToAuthChallenge', async () =>
      errorReply('LimitExceededException', 'Attempt limit exceeded'),
    );
    await flow.start({ username: 'ada', password: ada.password });
    expect(atStep(flow, 'identifier').error).toMatchObject({ kind: 'throttled' });
    expect(atStep(flow, 'identifier').error!.retryAfter).toBeGreaterThan(0);
    expect(sent).toEqual(['InitiateAuth', 'RespondToAuthChallenge']);
  });

  it('fault 39 (throttling): a throttled answer is tried three times, and the step is kept', async () => {
    const { clock, flow, interceptOnce, sent, tokens } = await secondFactor('SOFTWARE_TOKEN_MFA');
    for (let tries = 0; tries < 3; tries++) {
      interceptOnce('RespondToAuthChallenge', async () =>
        errorReply('TooManyRequestsException', 'Rate exceeded'),
      );
    }
    const before = sent.length;
    const answered = atStep(flow, 'totp').submit({ code: totpCode(TOTP_SECRET, clock.now()) });
    await clock.advance(5_000);
    await answered;
    expect(sent).toHaveLength(before + 3);
    expect(atStep(flow, 'totp').error).toMatchObject({ kind: 'throttled' });
    expect(tokens).toEqual([]);
    await atStep(flow, 'totp').submit({ code: totpCode(TOTP_SECRET, clock.now()) });
    atStep(flow, 'signedIn');
  });
});

describe('fault 31 (two sign-ins): a sign-in that the user left', () => {
  it('fault 31 (two sign-ins): a reply that arrives after going back signs in no user', async () => {
    const { flow, interceptOnce, requests, tokens, code } = await secondFactor('EMAIL_OTP');
    const { interception, release } = delay();
    interceptOnce('RespondToAuthChallenge', interception);
    const before = requests.length;
    const running = atStep(flow, 'emailCode').submit({ code: await code() });
    await until(() => requests.length > before);
    atStep(flow, 'emailCode').back!();
    release();
    await running;
    expect(atStep(flow, 'identifier')).toMatchObject({ status: 'idle', error: undefined });
    expect(tokens).toEqual([]);
  });
});

it('startSignIn returns an answer function, which works without a flow', async () => {
  const { userPool, clock } = await secondFactor('SOFTWARE_TOKEN_MFA');
  const started = await startSignIn(userPool, { username: 'ada', password: ada.password });
  if (started.step.name !== 'totp' || !('answer' in started))
    throw new Error('The sign-in asked for no code.');
  const done = await (started.answer as (answer: { code: string }) => Promise<typeof started>)({
    code: totpCode(TOTP_SECRET, clock.now()),
  });
  expect(done).toHaveProperty('tokens');
});
