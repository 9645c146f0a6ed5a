/**
 * Model test: random starts, answers, replays and mixed-up users, clients and steps never give tokens without every
 * proof that the pool demands.
 */
import { decodeJwt } from 'jose';
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { LocalAwsOptions } from 'cognito-kit-local';
import { Refused, type Reply } from '../../support/user-pool-requests.ts';
import { type PoolUnderTest, poolUnderTest } from './pool-under-test.ts';
import { srpClient, timestampOf } from './srp-client.ts';

type Triggers = NonNullable<LocalAwsOptions['triggers']>;

const CLIENTS = ['clientone', 'clienttwo'] as const;
const FLOWS = ['USER_PASSWORD_AUTH', 'USER_SRP_AUTH', 'USER_AUTH', 'CUSTOM_AUTH'] as const;
const ANSWER = '42';
const NEW_PASSWORD = 'Chosen-pass-9';

const triggers: Triggers = {
  DefineAuthChallenge: (event) => {
    const last = (event.request['session'] as { challengeResult: boolean }[]).at(-1);
    Object.assign(event.response, {
      issueTokens: last?.challengeResult === true,
      failAuthentication: last?.challengeResult === false,
      challengeName: 'CUSTOM_CHALLENGE',
    });
  },
  CreateAuthChallenge: (event) =>
    void Object.assign(event.response, { privateChallengeParameters: { answer: ANSWER } }),
  VerifyAuthChallengeResponse: (event) => {
    event.response['answerCorrect'] = event.request['challengeAnswer'] === ANSWER;
  },
};

const users = [
  { username: 'plain', mfa: [] },
  { username: 'app', mfa: ['SOFTWARE_TOKEN_MFA'], totp: true },
  { username: 'text', mfa: ['SMS_MFA'] },
  { username: 'mail', mfa: ['EMAIL_OTP'] },
  { username: 'temporary', mfa: [], mustChangePassword: true },
] as const;
const NAMES = [...users.map(({ username }) => username), 'nobody'];
const passwordOf = (name: string) => `Secret-of-${name}-1`;
const MODES = ['OFF', 'OPTIONAL', 'ON'] as const;
type Mode = (typeof MODES)[number];

const options = (mfa: Mode): LocalAwsOptions => ({
  userPools: [
    {
      mfa,
      mfaMethods: ['SOFTWARE_TOKEN_MFA', 'SMS_MFA', 'EMAIL_OTP'],
      firstFactors: ['PASSWORD', 'EMAIL_OTP', 'SMS_OTP'],
      clients: CLIENTS.map((id) => ({ id, authFlows: FLOWS })),
      users: users.map((user, index) => ({
        ...user,
        email: `${user.username}@example.com`,
        phone: `+1555555010${index}`,
        password: passwordOf(user.username),
      })),
      triggers,
    },
  ],
});

/** Creates the snapshot once, because verifiers and signing keys are slow to make. */
async function makeSnapshot(mfa: Mode) {
  const pool = poolUnderTest(options(mfa));
  const USERNAME = 'plain';
  const { Session } = await pool.initiate('CUSTOM_AUTH', { USERNAME });
  await pool.respond('CUSTOM_CHALLENGE', { USERNAME, ANSWER }, Session);
  const secret = pool.aws.users.find(({ username }) => username === 'app')?.totpSecret ?? '';
  return { snapshot: await pool.aws.snapshot(), secret };
}

/** The test's knowledge of one challenge token. */
interface OpenChallenge {
  session: string;
  step: string;
  name: string;
  client: string;
  proofs: readonly string[];
  openedAt: number;
  spent: boolean;
  code?: string;
  offered?: readonly string[];
  /** State of MFA_SETUP: the secret is there after AssociateSoftwareToken, `verified` after VerifySoftwareToken. */
  secret?: string;
  verified?: boolean;
}

interface Action {
  kind: 'start' | 'answer' | 'replay';
  /** The one part of the action that is made wrong. */
  wrong: 'nothing' | 'session' | 'step' | 'name' | 'client' | 'value';
  flow: number;
  name: number;
  client: number;
  which: number;
  step: number;
  wait: number;
}

const STEPS = [
  'SELECT_CHALLENGE',
  'PASSWORD',
  'EMAIL_OTP',
  'SMS_OTP',
  'SMS_MFA',
  'SOFTWARE_TOKEN_MFA',
  'SELECT_MFA_TYPE',
  'MFA_SETUP',
  'NEW_PASSWORD_REQUIRED',
  'CUSTOM_CHALLENGE',
];
const FIELD: Record<string, string> = {
  SELECT_CHALLENGE: 'ANSWER',
  PASSWORD: 'PASSWORD',
  EMAIL_OTP: 'EMAIL_OTP_CODE',
  SMS_OTP: 'SMS_OTP_CODE',
  SMS_MFA: 'SMS_MFA_CODE',
  SOFTWARE_TOKEN_MFA: 'SOFTWARE_TOKEN_MFA_CODE',
  SELECT_MFA_TYPE: 'ANSWER',
  MFA_SETUP: 'NOTHING',
  NEW_PASSWORD_REQUIRED: 'NEW_PASSWORD',
  CUSTOM_CHALLENGE: 'ANSWER',
};

const anyAction = fc.record<Action>({
  kind: fc.constantFrom('start', 'start', 'answer', 'answer', 'answer', 'answer', 'replay'),
  wrong: fc.oneof(
    { weight: 3, arbitrary: fc.constant('nothing' as const) },
    { weight: 2, arbitrary: fc.constantFrom('session', 'step', 'name', 'client', 'value') },
  ),
  flow: fc.nat(20),
  name: fc.nat(NAMES.length - 1),
  client: fc.nat(1),
  which: fc.nat(50),
  step: fc.nat(STEPS.length - 1),
  wait: fc.constantFrom(0, 0, 1, 31, 31, 200),
});

/** Runs actions against one pool and records everything that the replies reveal. */
class Attempt {
  readonly pool: PoolUnderTest;
  readonly mode: Mode;
  readonly challenges: OpenChallenge[] = [];
  readonly codes: string[] = [];
  readonly claims: { client: string; claim: Record<string, string> }[] = [];
  readonly passwords = new Map<string, string>(NAMES.map((name) => [name, passwordOf(name)]));
  readonly totp = new Map<string, string>();
  readonly tokens: string[] = [];
  mustChange = true;

  constructor(pool: PoolUnderTest, mode: Mode, secret: string) {
    this.pool = pool;
    this.mode = mode;
    this.totp.set('app', secret);
  }

  /** Returns the reply, or undefined if the service refused; any other failure fails the test. */
  async ask(operation: string, input: object): Promise<Reply | undefined> {
    try {
      return await this.pool.call(operation, { ...input });
    } catch (error) {
      if (error instanceof Refused && error.status === 400) return undefined;
      throw error;
    }
  }

  needsTwo(name: string): boolean {
    const ownMethods = users.find(({ username }) => username === name)?.mfa ?? [];
    return this.mode === 'ON' || (this.mode === 'OPTIONAL' && ownMethods.length > 0);
  }

  /** Expects that tokens were issued only with all proofs that the pool demands. */
  expectAllProofs(name: string, client: string, proofs: readonly string[], reply: Reply): void {
    const { AccessToken = '' } = reply.AuthenticationResult ?? {};
    const claims = decodeJwt(AccessToken);
    expect({ username: claims['username'], client: claims['client_id'] }).toEqual({ username: name, client });
    expect(name).not.toBe('nobody');
    const hasProof = (...wanted: string[]) => wanted.some((proof) => proofs.includes(proof));
    // A custom sign-in without a password depends on the app's triggers alone.
    if (!hasProof('custom')) {
      expect(hasProof('pwd', 'email8', 'sms8')).toBe(true);
      if (this.needsTwo(name)) {
        expect(hasProof('pwd')).toBe(true);
        expect(hasProof('totp', 'sms6', 'email6')).toBe(true);
      }
      if (name === 'temporary' && hasProof('pwd')) expect(this.mustChange).toBe(false);
    }
    this.tokens.push(`${this.mode} ${proofs.toSorted().join('+')}`);
  }

  recordReply(reply: Reply, name: string, client: string, proofs: readonly string[]): void {
    if (reply.AuthenticationResult) {
      this.expectAllProofs(name, client, proofs, reply);
      return;
    }
    const { ChallengeName: step = '', Session: session, ChallengeParameters = {} } = reply;
    if (!session) return;
    const sent = 'CODE_DELIVERY_DESTINATION' in ChallengeParameters && name !== 'nobody';
    const code = sent ? this.pool.aws.outbox.all().at(-1)?.code : undefined;
    if (code) this.codes.push(code);
    const offered =
      (reply['AvailableChallenges'] as string[] | undefined) ??
      (JSON.parse(ChallengeParameters['MFAS_CAN_CHOOSE'] ?? 'null') as string[] | null);
    const openedAt = this.pool.aws.clock.now();
    this.challenges.push({
      session,
      step,
      name,
      client,
      proofs,
      openedAt,
      spent: false,
      ...(code && { code }),
      ...(offered && { offered }),
    });
  }

  async start({ flow, name: nameIndex, client: which, wrong }: Action): Promise<void> {
    const name = NAMES[nameIndex] ?? '';
    const client = CLIENTS[which] ?? '';
    const isRight = wrong !== 'value';
    const PASSWORD = isRight ? (this.passwords.get(name) ?? '') : 'Wrong-pass-1';
    const initiate = (AuthFlow: string, more: object = {}) =>
      this.ask('InitiateAuth', { ClientId: client, AuthFlow, AuthParameters: { USERNAME: name, ...more } });
    const proven = (reply: Reply | undefined, proofs: string[]) => {
      if (!reply) return;
      // A wrong password must not get any reply.
      if (proofs.includes('pwd')) expect(isRight && name !== 'nobody').toBe(true);
      this.recordReply(reply, name, client, proofs);
    };
    if (flow === 0) {
      const srp = srpClient();
      const asked = await initiate('USER_SRP_AUTH', { SRP_A: srp.A });
      if (!asked) return;
      const stamp = timestampOf(this.pool.aws.clock.now());
      const claim = srp.claim(this.pool.poolName, asked.ChallengeParameters ?? {}, PASSWORD, stamp);
      this.claims.push({ client, claim });
      const answer = { ClientId: client, ChallengeName: 'PASSWORD_VERIFIER', ChallengeResponses: claim };
      proven(await this.ask('RespondToAuthChallenge', answer), ['pwd']);
    } else if (flow <= 6) proven(await initiate('USER_PASSWORD_AUTH', { PASSWORD }), ['pwd']);
    else if (flow <= 9) proven(await initiate('USER_AUTH'), []);
    else if (flow <= 12) proven(await initiate('USER_AUTH', { PREFERRED_CHALLENGE: 'EMAIL_OTP' }), []);
    else if (flow <= 15) proven(await initiate('USER_AUTH', { PREFERRED_CHALLENGE: 'SMS_OTP' }), []);
    else if (flow <= 17) {
      const reply = await initiate('USER_AUTH', { PREFERRED_CHALLENGE: 'PASSWORD', PASSWORD });
      proven(reply, reply?.ChallengeName === 'SELECT_CHALLENGE' ? [] : ['pwd']);
    } else proven(await initiate('CUSTOM_AUTH'), []);
  }

  /** Returns the right answer to a challenge, as far as its user knows it. */
  rightAnswer({ step, name, code, offered = [], secret }: OpenChallenge, pick: number): string | undefined {
    switch (step) {
      case 'SELECT_CHALLENGE':
      case 'SELECT_MFA_TYPE':
        return offered[pick % offered.length];
      case 'PASSWORD':
        return name === 'nobody' ? undefined : this.passwords.get(name);
      case 'SOFTWARE_TOKEN_MFA':
        return this.pool.totp(secret ?? this.totp.get(name) ?? 'JBSWY3DPEHPK3PXP');
      case 'NEW_PASSWORD_REQUIRED':
        return NEW_PASSWORD;
      case 'CUSTOM_CHALLENGE':
        return ANSWER;
      default:
        return code;
    }
  }

  /** Calls AssociateSoftwareToken and VerifySoftwareToken, the two other operations that accept a challenge token. */
  async setUpTotp(challenge: OpenChallenge): Promise<void> {
    if (challenge.secret === undefined) {
      const reply = await this.ask('AssociateSoftwareToken', { Session: challenge.session });
      if (reply?.Session) {
        this.challenges.push({
          ...challenge,
          session: reply.Session,
          secret: String(reply['SecretCode']),
          spent: false,
        });
      }
      return;
    }
    const UserCode = this.pool.totp(challenge.secret);
    const reply = await this.ask('VerifySoftwareToken', { Session: challenge.session, UserCode });
    if (!reply?.Session) return;
    expect(challenge.spent).toBe(false);
    challenge.spent = true;
    this.totp.set(challenge.name, challenge.secret);
    this.challenges.push({ ...challenge, session: reply.Session, verified: true, spent: false });
  }

  static proofOf(step: string, { code }: OpenChallenge): string[] {
    const sent = (medium: string) => [`${medium}${code?.length ?? 0}`];
    if (step === 'EMAIL_OTP') return sent('email');
    if (step === 'SMS_OTP' || step === 'SMS_MFA') return sent('sms');
    if (step === 'SOFTWARE_TOKEN_MFA' || step === 'MFA_SETUP') return ['totp'];
    if (step === 'PASSWORD') return ['pwd'];
    return step === 'CUSTOM_CHALLENGE' ? ['custom'] : [];
  }

  async answer({ wrong, which, ...other }: Action): Promise<void> {
    const challenge =
      wrong === 'session'
        ? this.challenges[which % Math.max(this.challenges.length, 1)]
        : this.challenges.at(-1);
    if (!challenge) return;
    if (challenge.step === 'MFA_SETUP' && !challenge.verified && wrong === 'nothing') {
      await this.setUpTotp(challenge);
      return;
    }
    const step = wrong === 'step' ? (STEPS[other.step] ?? '') : challenge.step;
    const name = wrong === 'name' ? (NAMES[other.name] ?? '') : challenge.name;
    const client = wrong === 'client' ? (CLIENTS[other.client] ?? '') : challenge.client;
    const right = this.rightAnswer(challenge, which);
    const value = (wrong === 'value' ? this.codes[which % 7] : right) ?? '000000';
    const reply = await this.ask('RespondToAuthChallenge', {
      ClientId: client,
      ChallengeName: step,
      ChallengeResponses: { USERNAME: name, [FIELD[step] ?? '']: value },
      Session: challenge.session,
    });
    if (!reply) return;
    const now = this.pool.aws.clock.now();
    const named = challenge.step === 'SELECT_CHALLENGE' && step === 'PASSWORD';
    const fits = named
      ? value === this.passwords.get(name) && name !== 'nobody'
      : step === 'MFA_SETUP'
        ? challenge.verified === true
        : step === 'SELECT_CHALLENGE' || step === 'SELECT_MFA_TYPE'
          ? challenge.offered?.includes(value)
          : step === 'NEW_PASSWORD_REQUIRED'
            ? true
            : value === right;
    expect({
      ...challenge,
      spent: challenge.spent,
      late: now - challenge.openedAt >= 180_000,
      fits,
    }).toMatchObject({
      spent: false,
      late: false,
      fits: true,
      name,
      client,
      ...(!named && { step }),
    });
    challenge.spent = true;
    if (step === 'NEW_PASSWORD_REQUIRED') {
      this.mustChange = false;
      this.passwords.set(name, value);
    }
    this.recordReply(reply, name, client, [...challenge.proofs, ...Attempt.proofOf(step, challenge)]);
  }

  /** Replays an SRP claim, which must be refused in every case. */
  async replay({ which, client: other, name, wrong }: Action): Promise<void> {
    const recorded = this.claims[which % Math.max(this.claims.length, 1)];
    if (!recorded) return;
    const reply = await this.ask('RespondToAuthChallenge', {
      ClientId: wrong === 'client' ? CLIENTS[other] : recorded.client,
      ChallengeName: 'PASSWORD_VERIFIER',
      ChallengeResponses: { ...recorded.claim, ...(wrong === 'name' && { USERNAME: NAMES[name] }) },
    });
    expect(reply).toBeUndefined();
  }

  async run(actions: readonly Action[]): Promise<void> {
    for (const action of actions) {
      if (action.wait > 0) this.pool.aws.clock.advance(action.wait);
      await this[action.kind](action);
    }
  }
}

describe('tokens require all proofs', () => {
  const reachedWays = new Set<string>();

  it.each(MODES)(
    'random sign-ins with MFA %s never give tokens without all proofs',
    async (mode) => {
      const { snapshot, secret } = await makeSnapshot(mode);
      await fc.assert(
        fc.asyncProperty(fc.array(anyAction, { minLength: 4, maxLength: 14 }), async (actions) => {
          const attempt = new Attempt(poolUnderTest({ ...options(mode), snapshot }), mode, secret);
          await attempt.run(actions);
          for (const way of attempt.tokens) reachedWays.add(way);
        }),
        process.env['LONG'] ? {} : { numRuns: 80, seed: 46 },
      );
    },
    600_000,
  );

  it('the random sign-ins reached tokens in many ways', () => {
    const ways = [...reachedWays];
    for (const mode of MODES) expect(ways.filter((way) => way.startsWith(mode))).not.toEqual([]);
    expect(ways).toEqual(expect.arrayContaining(['OFF pwd', 'OFF email8', 'OPTIONAL pwd', 'ON custom']));
    expect(
      ways.filter((way) => /^ON pwd\+(sms6|totp)$|^ON (email6|sms6)\+pwd$|^ON pwd\+totp$/.test(way)),
    ).not.toEqual([]);
  });
});
