/**
 * Sends the first request of each attempt of a sign-in, with what was prepared ahead: SRP values, computed while the
 * user types, and the first factors of a remembered user.
 */
import type { AuthFlow, Factor } from '../../protocol/factors.ts';
import type { Clock } from '../../lib/platform.ts';
import { createSrpExchange, type SrpExchange } from '../engine/srp/srp.ts';
import type { DeviceMemory, PendingSignIn } from '../engine/sign-in-exchange.ts';
import { startSignIn, type SignInInput } from '../engine/start-sign-in.ts';
import type { FlowHost } from './flow.ts';

export interface SignInFlowOptions {
  /** The name in the first step, such as the one of the last visit. */
  username?: string | undefined;
  /** Default: the config's, or else `USER_SRP_AUTH`. */
  authFlow?: AuthFlow | undefined;
  /** The first factor to ask for at once, if the user has it. For `USER_AUTH`. */
  preferred?: Factor | undefined;
  /** Asks for the first factors of `username` before the submit, so that they show at once. For `USER_AUTH`. Default false. */
  prefetch?: boolean | undefined;
  /** Whether the session outlives its tab, and the browser remembers the name. An answer may change it. Default true. */
  remember?: boolean | undefined;
  /** Reaches the pool's triggers with every request. */
  clientMetadata?: Readonly<Record<string, string>> | undefined;
}

/** The beginning of a sign-in that knows more than the answer of the first step. */
export type SignInStart = Pick<
  SignInInput,
  'username' | 'password' | 'challengeToken' | 'parameters' | 'preferred'
> &
  Pick<SignInFlowOptions, 'remember'>;

/** Confirms a device without storing it: the pool renews no tokens for a device that is not confirmed. */
const discardedDevices: DeviceMemory = { get: async () => undefined, set: async () => undefined };

/** Creates the sender of a flow's first requests. Each attempt of the flow calls `start` once. */
export function createSignInRequests(
  host: FlowHost,
  { username, authFlow, preferred, prefetch, clientMetadata, remember }: SignInFlowOptions,
) {
  const { userPool, devices } = host;
  const { clock, random } = userPool.platform;
  let prepared: SrpExchange | undefined;

  /** Starts to compute A. An SRP exchange is single-use, so each attempt needs another one. */
  const prepare = () => {
    if (authFlow === 'USER_PASSWORD_AUTH' || authFlow === 'CUSTOM_WITHOUT_SRP') return;
    prepared ??= createSrpExchange(random);
    void prepared.publicA();
  };

  const send = (start: SignInStart, isRemembered?: boolean, signal?: AbortSignal) => {
    const srp = start.password === undefined ? undefined : prepared;
    if (srp) prepared = undefined;
    const input = {
      authFlow,
      preferred,
      clientMetadata,
      devices: isRemembered === false && devices ? discardedDevices : devices,
      srp,
      ...start,
    };
    if (start.challengeToken !== undefined) input.authFlow = 'USER_AUTH';
    return startSignIn(userPool, input, signal);
  };

  const canPrefetch =
    // Cognito sends codes at once, so a code is requested only after a submit.
    prefetch && username !== undefined && authFlow === 'USER_AUTH' && !/password|Code/.test(preferred ?? '');
  const ahead = canPrefetch ? createPrefetch(clock, () => send({ username }, remember)) : undefined;

  return {
    prepare,
    prefetch: () => ahead?.fetch(),
    /** Sends InitiateAuth, or returns the prefetched reply if the attempt is for the bare name that it was sent for. */
    start(
      start: SignInStart,
      isRemembered: boolean | undefined,
      signal?: AbortSignal,
    ): Promise<PendingSignIn> {
      const isBareName =
        start.username === username &&
        (start.password ?? start.challengeToken ?? start.parameters) === undefined &&
        !('preferred' in start) &&
        isRemembered === remember;
      return (isBareName ? ahead?.take() : undefined) ?? send(start, isRemembered, signal);
    },
  };
}

/** Milliseconds. The shortest lifetime that a pool may give a challenge token is three minutes. */
const FRESH = 120_000;

/** Sends a request ahead of its use, and hands its result out once. */
function createPrefetch<Result>(clock: Clock, send: () => Promise<Result>) {
  let ahead: { sentAt: number; result: Promise<Result> } | undefined;
  const freshResult = () => (ahead && clock.now() - ahead.sentAt < FRESH ? ahead.result : undefined);
  return {
    /** Sends the request, unless the last one is still fresh: a flow can have many subscribers. */
    fetch(): void {
      if (freshResult()) return;
      const result = send();
      ahead = { sentAt: clock.now(), result };
      // A failed prefetch is dropped in silence. The request is sent again when it is needed.
      result.catch(() => {
        if (ahead?.result === result) ahead = undefined;
      });
    },
    take(): Promise<Result> | undefined {
      const result = freshResult();
      ahead = undefined;
      return result;
    },
  };
}
