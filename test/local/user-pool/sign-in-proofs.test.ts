/**
 * Nobody gets tokens without every proof that the pool's settings demand: whatever is started, answered, replayed,
 * mixed up between people, app clients and steps, or left to run out.
 */
import { decodeJwt } from 'jose';
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { LocalAwsOptions } from 'cognito-kit-local';
import { type PoolUnderTest, poolUnderTest, Refused, type Reply } from './pool-under-test.ts';
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

/** Made once: users' verifiers and a signing key take long, and are no part of what is tried here. */
async function makeWorld(mfa: Mode) {
  const pool = poolUnderTest(options(mfa));
  const USERNAME = 'plain';
  const { Session } = await pool.initiate('CUSTOM_AUTH', { USERNAME });
  await pool.respond('CUSTOM_CHALLENGE', { USERNAME, ANSWER }, Session);
  const secret = pool.aws.users.find(({ username }) => username === 'app')?.totpSecret ?? '';
  return { snapshot: await pool.aws.snapshot(), secret };
}

/** What the test knows of a Session that it was given. */
interface Held {
  session: string;
  step: string;
  name: string;
  client: string;
  proofs: readonly string[];
  openedAt: number;
  spent: boolean;
  code?: string;
  offered?: readonly string[];
  /** MFA_SETUP: how far it is. */
  secret?: string;
  verified?: boolean;
}

interface Act {
  kind: 'start' | 'answer' | 'replay';
  /** The one thing that is not as it should be. */
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

const act = fc.record<Act>({
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

/** One life of a pool, and everything that was learnt of it. */
class Attempt {
  readonly pool: PoolUnderTest;
  readonly mode: Mode;
  readonly held: Held[] = [];
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

  /** undefined for whatever was refused; anything but a refusal fails the test. */
  async ask(operation: string, input: object): Promise<Reply | undefined> {
    try {
      return await this.pool.call(operation, { ...input });
    } catch (error) {
      if (error instanceof Refused && error.status === 400) return undefined;
      throw error;
    }
  }

  needsTwo(name: string): boolean {
    const own = users.find(({ username }) => username === name)?.mfa ?? [];
    return this.mode === 'ON' || (this.mode === 'OPTIONAL' && own.length > 0);
  }

  /** The heart of it. */
  judge(name: string, client: string, proofs: readonly string[], reply: Reply): void {
    const { AccessToken = '' } = reply.AuthenticationResult ?? {};
    const claims = decodeJwt(AccessToken);
    expect({ username: claims['username'], client: claims['client_id'] }).toEqual({ username: name, client });
    expect(name).not.toBe('nobody');
    const has = (...wanted: string[]) => wanted.some((proof) => proofs.includes(proof));
    // The app's own triggers decide in a custom sign-in without a password.
    if (!has('custom')) {
      expect(has('pwd', 'email8', 'sms8')).toBe(true);
      if (this.needsTwo(name)) {
        expect(has('pwd')).toBe(true);
        expect(has('totp', 'sms6', 'email6')).toBe(true);
      }
      if (name === 'temporary' && has('pwd')) expect(this.mustChange).toBe(false);
    }
    this.tokens.push(`${this.mode} ${proofs.toSorted().join('+')}`);
  }

  take(reply: Reply, name: string, client: string, proofs: readonly string[]): void {
    if (reply.AuthenticationResult) {
      this.judge(name, client, proofs, reply);
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
    this.held.push({
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

  async start({ flow, name: who, client: which, wrong }: Act): Promise<void> {
    const name = NAMES[who] ?? '';
    const client = CLIENTS[which] ?? '';
    const good = wrong !== 'value';
    const PASSWORD = good ? (this.passwords.get(name) ?? '') : 'Wrong-pass-1';
    const initiate = (AuthFlow: string, more: object = {}) =>
      this.ask('InitiateAuth', { ClientId: client, AuthFlow, AuthParameters: { USERNAME: name, ...more } });
    const proven = (reply: Reply | undefined, proofs: string[]) => {
      if (!reply) return;
      // With a wrong password no reply may come at all.
      if (proofs.includes('pwd')) expect(good && name !== 'nobody').toBe(true);
      this.take(reply, name, client, proofs);
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

  /** What would be right for a Session, by what its owner knows. */
  rightAnswer({ step, name, code, offered = [], secret }: Held, pick: number): string | undefined {
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

  /** Associate and Verify, the two other operations that a Session goes into. */
  async setUp(held: Held): Promise<void> {
    if (held.secret === undefined) {
      const reply = await this.ask('AssociateSoftwareToken', { Session: held.session });
      if (reply?.Session) {
        this.held.push({
          ...held,
          session: reply.Session,
          secret: String(reply['SecretCode']),
          spent: false,
        });
      }
      return;
    }
    const UserCode = this.pool.totp(held.secret);
    const reply = await this.ask('VerifySoftwareToken', { Session: held.session, UserCode });
    if (!reply?.Session) return;
    expect(held.spent).toBe(false);
    held.spent = true;
    this.totp.set(held.name, held.secret);
    this.held.push({ ...held, session: reply.Session, verified: true, spent: false });
  }

  static proofOf(step: string, { code }: Held): string[] {
    const sent = (medium: string) => [`${medium}${code?.length ?? 0}`];
    if (step === 'EMAIL_OTP') return sent('email');
    if (step === 'SMS_OTP' || step === 'SMS_MFA') return sent('sms');
    if (step === 'SOFTWARE_TOKEN_MFA' || step === 'MFA_SETUP') return ['totp'];
    if (step === 'PASSWORD') return ['pwd'];
    return step === 'CUSTOM_CHALLENGE' ? ['custom'] : [];
  }

  async answer({ wrong, which, ...other }: Act): Promise<void> {
    const held = wrong === 'session' ? this.held[which % Math.max(this.held.length, 1)] : this.held.at(-1);
    if (!held) return;
    if (held.step === 'MFA_SETUP' && !held.verified && wrong === 'nothing') {
      await this.setUp(held);
      return;
    }
    const step = wrong === 'step' ? (STEPS[other.step] ?? '') : held.step;
    const name = wrong === 'name' ? (NAMES[other.name] ?? '') : held.name;
    const client = wrong === 'client' ? (CLIENTS[other.client] ?? '') : held.client;
    const right = this.rightAnswer(held, which);
    const value = (wrong === 'value' ? this.codes[which % 7] : right) ?? '000000';
    const reply = await this.ask('RespondToAuthChallenge', {
      ClientId: client,
      ChallengeName: step,
      ChallengeResponses: { USERNAME: name, [FIELD[step] ?? '']: value },
      Session: held.session,
    });
    if (!reply) return;
    const now = this.pool.aws.clock.now();
    const named = held.step === 'SELECT_CHALLENGE' && step === 'PASSWORD';
    const fits = named
      ? value === this.passwords.get(name) && name !== 'nobody'
      : step === 'MFA_SETUP'
        ? held.verified === true
        : step === 'SELECT_CHALLENGE' || step === 'SELECT_MFA_TYPE'
          ? held.offered?.includes(value)
          : step === 'NEW_PASSWORD_REQUIRED'
            ? true
            : value === right;
    expect({ ...held, spent: held.spent, late: now - held.openedAt >= 180_000, fits }).toMatchObject({
      spent: false,
      late: false,
      fits: true,
      name,
      client,
      ...(!named && { step }),
    });
    held.spent = true;
    if (step === 'NEW_PASSWORD_REQUIRED') {
      this.mustChange = false;
      this.passwords.set(name, value);
    }
    this.take(reply, name, client, [...held.proofs, ...Attempt.proofOf(step, held)]);
  }

  /** A claim that has been made is worth nothing again, for nobody. */
  async replay({ which, client: other, name, wrong }: Act): Promise<void> {
    const old = this.claims[which % Math.max(this.claims.length, 1)];
    if (!old) return;
    const reply = await this.ask('RespondToAuthChallenge', {
      ClientId: wrong === 'client' ? CLIENTS[other] : old.client,
      ChallengeName: 'PASSWORD_VERIFIER',
      ChallengeResponses: { ...old.claim, ...(wrong === 'name' && { USERNAME: NAMES[name] }) },
    });
    expect(reply).toBeUndefined();
  }

  async run(acts: readonly Act[]): Promise<void> {
    for (const one of acts) {
      if (one.wait > 0) this.pool.aws.clock.advance(one.wait);
      await this[one.kind](one);
    }
  }
}

describe('no tokens without all proofs', () => {
  const seen = new Set<string>();

  it.each(MODES)(
    'with MFA %s',
    async (mode) => {
      const { snapshot, secret } = await makeWorld(mode);
      await fc.assert(
        fc.asyncProperty(fc.array(act, { minLength: 4, maxLength: 14 }), async (acts) => {
          const attempt = new Attempt(poolUnderTest({ ...options(mode), snapshot }), mode, secret);
          await attempt.run(acts);
          for (const how of attempt.tokens) seen.add(how);
        }),
        process.env['LONG'] ? {} : { numRuns: 80, seed: 46 },
      );
    },
    600_000,
  );

  it('though with them there were some, of many kinds', () => {
    const kinds = [...seen];
    for (const mode of MODES) expect(kinds.filter((how) => how.startsWith(mode))).not.toEqual([]);
    expect(kinds).toEqual(expect.arrayContaining(['OFF pwd', 'OFF email8', 'OPTIONAL pwd', 'ON custom']));
    expect(
      kinds.filter((how) => /^ON pwd\+(sms6|totp)$|^ON (email6|sms6)\+pwd$|^ON pwd\+totp$/.test(how)),
    ).not.toEqual([]);
  });
});
