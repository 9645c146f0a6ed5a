/** Drives sign-ins to their end: answers each step with what the user knows, in a browser that remembers devices. */
import type { LocalAwsOptions } from 'cognito-kit-local';
import { setMfaPreference } from '../../src/account/mfa.ts';
import { registerPasskey } from '../../src/account/passkeys.ts';
import type { Factor, MfaMethod } from '../../src/protocol/factors.ts';
import type { StoredDevice } from '../../src/protocol/stored-device.ts';
import type { Tokens } from '../../src/protocol/tokens.ts';
import type { SignInAnswers, SignInStep } from '../../src/sign-in/engine/sign-in-step.ts';
import type { FlowHost, FlowState } from '../../src/sign-in/flows/flow.ts';
import type { SignInFlowOptions } from '../../src/sign-in/flows/sign-in-requests.ts';
import { createSignInFlow, type SignInFlow } from '../../src/sign-in/flows/sign-in.ts';
import type { UserPool } from '../../src/transport/user-pool.ts';
import { sendAdmin, signAdmin } from './user-pool-requests.ts';
import { totpCode } from './codes.ts';
import { emulatedPasskeys } from './passkeys.ts';
import { createTestUserPool } from './user-pool.ts';

/** The knowledge and the preferences of a user. */
export interface KnownToUser {
  username: string;
  password: string;
  newPassword: string;
  email: string;
  phone: string;
  totpSecret: string;
  factor?: Factor | undefined;
  method?: MfaMethod | undefined;
}

type Place = Pick<ReturnType<typeof createTestUserPool>, 'aws' | 'clock' | 'host'>;
type State = FlowState<SignInStep, SignInAnswers>;

/** More steps than any path has. */
const MOST_STEPS = 12;

/** Answers one step. A step without a case here does not compile. */
async function answer(flow: SignInFlow, user: KnownToUser, { aws, clock }: Place): Promise<void> {
  const state: State = flow.getSnapshot();
  const newestCode = async (address: string) => ({ code: await aws.outbox.code(address) });
  const totp = (secret: string) => ({ code: totpCode(secret, clock.now()) });
  switch (state.name) {
    case 'identifier':
      return state.submit({ username: user.username });
    case 'stepUp':
    case 'passkey':
      return state.submit({});
    case 'password':
      return state.submit({ password: user.password });
    case 'selectFactor':
      return state.submit({ factor: user.factor ?? 'password' });
    case 'emailCode':
      return state.submit(await newestCode(user.email));
    case 'smsCode':
      return state.submit(await newestCode(user.phone));
    case 'totp':
      // A code works once, so a second sign-in waits for the next one.
      await clock.advance(30_000);
      return state.submit(totp(user.totpSecret));
    case 'selectMfa':
    case 'setUpMfa':
      return state.submit({ method: user.method ?? 'totp' });
    case 'setUpTotp':
      return state.submit(totp(state.step.secret));
    case 'setUpEmail':
      return state.submit({ email: user.email });
    case 'newPassword':
      return state.submit({ newPassword: user.newPassword });
    case 'custom': {
      const number = Number(state.step.parameters['question']?.match(/\d+/)?.[0]);
      return state.submit({ answer: String(number + 1) });
    }
    case 'confirmSignUp':
      await state.resend?.();
      return (flow.getSnapshot() as typeof state).submit(await newestCode(user.email));
    case 'resetPassword':
      return state.submit({ ...(await newestCode(user.email)), newPassword: user.newPassword });
    case 'signedIn':
      return undefined;
    default:
      return state satisfies never;
  }
}

/** Resolves with the names of the steps and the last state: signed in, or the step whose answer failed. */
export async function driveSignIn(place: Place, options: SignInFlowOptions, user: KnownToUser) {
  const flow = createSignInFlow(place.host, options);
  const steps: string[] = [flow.getSnapshot().name];
  for (let count = 0; count < MOST_STEPS && flow.getSnapshot().name !== 'signedIn'; count++) {
    await answer(flow, user, place);
    const { name, error } = flow.getSnapshot();
    if (error) break;
    steps.push(name);
  }
  return { steps, last: flow.getSnapshot() };
}

/** Creates a local AWS with several user pools. `visit` opens a new browser in front of one of them. */
export function createPoolsToVisit(options: LocalAwsOptions) {
  const testPool = createTestUserPool(options);
  const { aws, clock } = testPool;

  function visit(app: { userPoolId: string; clientId: string }) {
    const platform = { ...testPool.userPool.platform, passkeys: emulatedPasskeys() };
    const userPool: UserPool = { ...testPool.userPool, ...app, platform };
    const tokens: Tokens[] = [];
    const devices = new Map<string, StoredDevice>();
    const host: FlowHost = {
      userPool,
      adoptTokens: async (adopted) => void tokens.push(adopted),
      devices: {
        get: async (username) => devices.get(username),
        async set(username, device) {
          if (device) devices.set(username, device);
          else devices.delete(username);
        },
      },
    };
    /** Signs in without a trace in this browser, and returns the access token. */
    const signIn = async (user: KnownToUser) => {
      const { last } = await driveSignIn({ aws, clock, host: { ...host, devices: undefined } }, {}, user);
      const { accessToken } = tokens.pop() ?? {};
      if (accessToken === undefined) throw new Error(`${user.username} stays at the step ${last.name}.`);
      return accessToken;
    };
    const administer = async (operation: string, input: object) =>
      sendAdmin(testPool, await signAdmin(testPool, operation, { UserPoolId: app.userPoolId, ...input }));
    return {
      aws,
      clock,
      host,
      tokens,
      async registerPasskey(user: KnownToUser) {
        await registerPasskey(userPool, await signIn(user));
      },
      /** Enables each MFA method and prefers none. */
      async preferNoMethod(user: KnownToUser) {
        const preference = { totp: 'enabled', emailCode: 'enabled', smsCode: 'enabled' } as const;
        await setMfaPreference(userPool, await signIn(user), preference);
      },
      async requireReset(Username: string) {
        await administer('AdminResetUserPassword', { Username });
      },
      /** Deletes the email, so no code can be sent. */
      async deleteEmail(Username: string) {
        await administer('AdminDeleteUserAttributes', { Username, UserAttributeNames: ['email'] });
      },
    };
  }
  return { visit };
}
