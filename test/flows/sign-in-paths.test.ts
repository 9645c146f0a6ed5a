/**
 * Proves that each path through a sign-in that a pool can require leads to signed in. All combinations of
 * settings are driven by the kit's flow against the local AWS; the answers come from the steps and from what
 * a user knows.
 */
import type { LocalUser, Triggers, UserPoolSetup } from 'cognito-kit-local';
import { describe, expect, it } from 'vitest';
import type { AuthFlow, MfaMethod, Factor } from '../../src/protocol/factors.ts';
import { driveSignIn, type KnownToUser, createPoolsToVisit } from '../support/sign-in-driver.ts';
import { everyFlow, webAuthn } from '../support/pool-options.ts';
import { ada, TOTP_SECRET } from '../support/users.ts';

type Status = 'confirmed' | 'unconfirmed' | 'temporary' | 'reset';
type Second = 'none' | 'totp' | 'emailCode' | 'smsCode' | 'several' | 'required';
type Device = 'off' | 'new' | 'known';

/** The authentication flow and its first factor. */
interface First {
  authFlow: AuthFlow;
  /** For USER_AUTH: the first factor, and whether the app prefers it or the user selects it. */
  factor?: Factor;
  preferred?: boolean;
  /** How many custom challenges the triggers ask. */
  rounds?: number;
}

const firsts: First[] = [
  { authFlow: 'USER_SRP_AUTH' },
  { authFlow: 'USER_PASSWORD_AUTH' },
  { authFlow: 'CUSTOM_WITHOUT_SRP', rounds: 1 },
  { authFlow: 'CUSTOM_WITHOUT_SRP', rounds: 3 },
  { authFlow: 'CUSTOM_WITH_SRP', rounds: 2 },
  ...(['password', 'passkey', 'emailCode', 'smsCode'] as const).flatMap((factor) =>
    [true, false].map((preferred): First => ({ authFlow: 'USER_AUTH', factor, preferred })),
  ),
];
const statuses: Status[] = ['confirmed', 'unconfirmed', 'temporary', 'reset'];
const seconds: Second[] = ['none', 'totp', 'emailCode', 'smsCode', 'several', 'required'];
const devices: Device[] = ['off', 'new', 'known'];
/** The method for a user that has to choose one or to set one up. */
const choices: MfaMethod[] = ['totp', 'emailCode', 'smsCode'];

const byPassword = ({ authFlow, factor }: First) =>
  ['USER_SRP_AUTH', 'USER_PASSWORD_AUTH', 'CUSTOM_WITH_SRP'].includes(authFlow) || factor === 'password';

/** Leaves out what no pool can produce, each with its reason. */
function isPossible({ first, status, second, device, choice }: Settings): boolean {
  // A temporary password is proven with the password only, and custom sign-in needs a confirmed user.
  if (status !== 'confirmed' && !byPassword(first)) return false;
  // Cognito refuses a one-time code or a custom challenge to a user that needs MFA; a passkey is one factor
  // here.
  if (second !== 'none' && !byPassword(first)) return false;
  if (first.authFlow === 'CUSTOM_WITH_SRP' && (status !== 'confirmed' || second !== 'none')) return false;
  // A device is known after a first sign-in, which has confirmed the user and set up the method already.
  if (device === 'known' && (status !== 'confirmed' || second === 'required')) return false;
  if (first.authFlow.startsWith('CUSTOM') && device !== 'off') return false;
  // The choice among several methods exists after the first sign-in only.
  if (second === 'several') return choice !== undefined && status === 'confirmed';
  // A user without an email sets one up, or an app. A user that received a code on the first gets another one.
  if (second === 'required') return choice === 'totp' || (choice === 'emailCode' && !hasEmail({ status }));
  return choice === undefined;
}

const hasEmail = ({ status }: Pick<Settings, 'status'>) => status === 'unconfirmed' || status === 'reset';

interface Settings {
  first: First;
  status: Status;
  second: Second;
  device: Device;
  choice: MfaMethod | undefined;
}

const all = firsts.flatMap((first) =>
  statuses.flatMap((status) =>
    seconds.flatMap((second) =>
      devices.flatMap((device) =>
        [undefined, ...choices].map((choice): Settings => ({ first, status, second, device, choice })),
      ),
    ),
  ),
);
const settings = all.filter(isPossible);

const nameOf = ({ first, status, second, device, choice }: Settings) =>
  [
    first.authFlow,
    first.factor,
    first.preferred && 'preferred',
    first.rounds,
    status,
    second,
    choice,
    `device ${device}`,
  ]
    .filter(Boolean)
    .join(' ');

const usernames = new Map(settings.map((one, index) => [one, `user${index}`]));
const usernameOf = (one: Settings) => usernames.get(one) ?? '';
const phoneOf = (one: Settings) => `+1555${String(settings.indexOf(one)).padStart(7, '0')}`;

const methodNames = { totp: 'SOFTWARE_TOKEN_MFA', emailCode: 'EMAIL_OTP', smsCode: 'SMS_MFA' } as const;

function describeUser(one: Settings): LocalUser {
  const { status, second } = one;
  const mfa = second === 'several' ? choices : choices.filter((method) => method === second);
  return {
    username: usernameOf(one),
    email: `${usernameOf(one)}@example.com`,
    password: ada.password,
    confirmed: status !== 'unconfirmed',
    mustChangePassword: status === 'temporary',
    ...(mfa.includes('totp') && { totp: TOTP_SECRET }),
    ...(second === 'required' ? {} : { phone: phoneOf(one), mfa: mfa.map((method) => methodNames[method]) }),
  };
}

/** Returns the id of the pool; pools differ in the settings that apply to all of their users. */
const poolOf = ({ second, device }: Settings) =>
  `us-east-1_${second === 'required' ? 'Mfa' : 'Free'}${device === 'off' ? '' : 'Tracked'}`;
const poolIds = [...new Set(settings.map(poolOf))];

const roundsOf = (username: string) =>
  settings.find((one) => usernameOf(one) === username)?.first.rounds ?? 0;

const triggers: Triggers = {
  DefineAuthChallenge({ userName, request, response }) {
    const session = request['session'] as { challengeName: string; challengeResult: boolean }[];
    const custom = session.filter(({ challengeName }) => challengeName === 'CUSTOM_CHALLENGE');
    const answered = custom.length === roundsOf(userName);
    Object.assign(
      response,
      session[0]?.challengeName === 'SRP_A' && session.length === 1
        ? { challengeName: 'PASSWORD_VERIFIER' }
        : answered && custom.every(({ challengeResult }) => challengeResult)
          ? { issueTokens: true, failAuthentication: false }
          : { challengeName: 'CUSTOM_CHALLENGE' },
    );
  },
  CreateAuthChallenge({ request, response }) {
    const { length } = request['session'] as unknown[];
    Object.assign(response, {
      publicChallengeParameters: { question: `What comes after ${length}?` },
      privateChallengeParameters: { answer: String(length + 1) },
    });
  },
  VerifyAuthChallengeResponse({ request, response }) {
    const { answer } = request['privateChallengeParameters'] as { answer: string };
    Object.assign(response, { answerCorrect: answer === request['challengeAnswer'] });
  },
};

const pools = poolIds.map((id): UserPoolSetup => ({
  id,
  users: settings.filter((one) => poolOf(one) === id).map(describeUser),
  requiredAttributes: [],
  mfa: id.includes('Mfa') ? 'ON' : 'OPTIONAL',
  mfaMethods: Object.values(methodNames),
  firstFactors: ['PASSWORD', 'WEB_AUTHN', 'EMAIL_OTP', 'SMS_OTP'],
  webAuthn,
  devices: { tracking: id.includes('Tracked') ? 'ALWAYS' : 'OFF', skipsMfa: true },
  clients: [
    {
      id: `client${id.replace(/\W|_/g, '')}`,
      ...everyFlow,
    },
  ],
  triggers,
}));

/** Returns the expected steps, by the settings alone. */
function expected({ first, status, second, device, choice }: Settings): string[] {
  const { authFlow, factor, preferred, rounds = 0 } = first;
  const firstSteps =
    authFlow === 'USER_AUTH'
      ? [...(preferred ? [] : ['selectFactor']), factor as string]
      : byPassword(first)
        ? ['password']
        : [];
  const state = {
    confirmed: [],
    unconfirmed: ['confirmSignUp'],
    temporary: ['newPassword'],
    reset: ['resetPassword'],
  };
  const setUp = { totp: ['setUpTotp'], emailCode: ['setUpEmail', 'emailCode'], smsCode: [] };
  const required = hasEmail({ status }) ? ['emailCode'] : ['setUpMfa', ...setUp[choice ?? 'totp']];
  const several = ['selectMfa', choice as string];
  const method = second === 'several' ? several : second === 'required' ? required : [second];
  const mfa = device === 'known' || second === 'none' ? [] : method;
  return [
    'identifier',
    ...firstSteps,
    ...Array<string>(rounds).fill('custom'),
    ...state[status],
    ...mfa,
    'signedIn',
  ];
}

describe('every path to signed in', () => {
  const localPools = createPoolsToVisit({ userPools: pools });

  it('the settings make at least 200 different paths', () => {
    expect(new Set(settings.map(nameOf)).size).toBe(settings.length);
    expect(settings.length).toBeGreaterThanOrEqual(200);
  });

  it.each(settings.map((one) => [nameOf(one), one] as const))(
    'the path %s leads to signed in',
    async (_name, one) => {
      const username = usernameOf(one);
      const user: KnownToUser = {
        username,
        password: ada.password,
        newPassword: 'Quiet-river-4',
        email: `${username}@example.com`,
        phone: phoneOf(one),
        totpSecret: TOTP_SECRET,
        factor: one.first.factor,
        method: one.choice,
      };
      const visit = localPools.visit({
        userPoolId: poolOf(one),
        clientId: `client${poolOf(one).replace(/\W|_/g, '')}`,
      });
      const options = {
        authFlow: one.first.authFlow,
        preferred: one.first.preferred ? one.first.factor : undefined,
      };
      if (one.first.factor === 'passkey') await visit.registerPasskey(user);
      if (one.second === 'several') await visit.preferNoMethod(user);
      if (one.second === 'required' && !hasEmail(one)) await visit.deleteEmail(username);
      if (one.status === 'reset') await visit.requireReset(username);
      if (one.device === 'known') await driveSignIn(visit, options, user);
      const before = visit.tokens.length;
      const { steps, last } = await driveSignIn(visit, options, user);
      expect({ steps, error: last.error?.message }).toEqual({ steps: expected(one), error: undefined });
      expect(visit.tokens).toHaveLength(before + 1);
    },
  );
});
