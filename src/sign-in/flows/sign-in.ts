/** Signs a user in, step by step, as an observable that any interface can show. */
import { isCognitoError } from '../../errors.ts';
import { checkInput } from '../../transport/check-input.ts';
import type { ReturnReason, SignInAnswers, SignInStep } from '../engine/sign-in-step.ts';
import type { PendingSignIn } from '../engine/sign-in-exchange.ts';
import { createFlow } from './create-flow.ts';
import type { Flow, FlowHost, FlowState } from './flow.ts';
import { createSignInRequests, type SignInFlowOptions, type SignInStart } from './sign-in-requests.ts';

export interface SignInFlow extends Flow<FlowState<SignInStep, SignInAnswers>> {
  /**
   * Starts over with these values, as after a sign-up: with its password, or with the challenge token of its
   * confirmation. A pending request is superseded. Never rejects.
   */
  start: (answer: SignInStart) => Promise<void>;
  /** @internal Takes over a passkey step that `startSignIn` led to, and answers it. Never rejects. */
  resume: (pending: PendingSignIn<'passkey'>, answer: SignInAnswers['passkey']) => Promise<void>;
}

/** Returns the step that a sign-in goes back to. */
type Origin = (reason?: ReturnReason) => PendingSignIn;

/** Sends the first request of an attempt. Later steps go back to `origin`. */
export type Begin = (start: SignInStart, origin: Origin, signal?: AbortSignal) => Promise<PendingSignIn>;

/**
 * Creates a sign-in. It begins at `identifier` and ends at `signedIn`, when the host's session has the tokens.
 * @param host a client of `createCognito`, or any other object with these members
 * @returns the flow: an observable with the answer of each step
 * @example
 * const flow = createSignInFlow(cognito);
 * const state = flow.getSnapshot();
 * if (state.name === 'identifier') await state.submit({ username, password });
 */
export const createSignInFlow = (host: FlowHost, options: SignInFlowOptions = {}): SignInFlow =>
  createSignInFlowFrom(host, options);

/**
 * Creates a sign-in that may begin at another step than `identifier`.
 * @param createFirst receives the function that sends the first request, and returns the first step
 */
export function createSignInFlowFrom(
  host: FlowHost,
  options: SignInFlowOptions,
  createFirst?: (begin: Begin) => PendingSignIn,
): SignInFlow {
  const { username, preferred, authFlow = host.config?.authFlow ?? 'USER_SRP_AUTH' } = options;
  const requests = createSignInRequests(host, { ...options, authFlow });
  // The flow asks for the password by itself: nothing needs to be sent before.
  const needsPassword =
    authFlow === 'USER_AUTH' ? preferred === 'password' : authFlow !== 'CUSTOM_WITHOUT_SRP';
  /** The `remember` choice of this attempt. */
  let { remember } = options;

  const begin: Begin = async (start, origin, signal) => {
    try {
      const next = await requests.start(start, remember, signal);
      return next.tokens ? next : { ...next, back: origin };
    } catch (error) {
      requests.prepare();
      throw error;
    }
  };

  const askIdentifier = (name?: string, reason?: ReturnReason) => ({
    step: { name: 'identifier', username: name, reason } as const,
    async answer(answer: SignInStart, signal?: AbortSignal): Promise<PendingSignIn> {
      const { username: typed, password, challengeToken } = answer;
      remember = answer.remember ?? options.remember;
      checkInput({ username: typed });
      // `preferred` in the answer, even as undefined, overrides the flow's option.
      return (password ?? challengeToken) === undefined && needsPassword && !('preferred' in answer)
        ? askPassword(typed)
        : begin(answer, (why) => askIdentifier(typed, why), signal);
    },
  });

  const askPassword = (name: string): PendingSignIn<'password'> => ({
    step: { name: 'password', username: name },
    answer: ({ password }, signal) =>
      begin(
        { username: name, password },
        // The answer held the password only once, so a sign-in that ran out begins with the name again.
        (reason) => (reason ? askIdentifier(name, reason) : askPassword(name)),
        signal,
      ),
    back: () => askIdentifier(name),
  });

  const flow = createFlow<SignInStep, SignInAnswers>({
    clock: host.userPool.platform.clock,
    first: () => createFirst?.(begin) ?? askIdentifier(username),
    async arrive({ tokens, ...next }, from, signal) {
      if (!tokens) return next.back ? next : { ...next, back: from.back };
      // A superseded sign-in stores nothing.
      signal.throwIfAborted();
      await host.adoptTokens(tokens, { remember });
      return next;
    },
    recover(error, { step, back }) {
      // Wrong codes have exceptions of their own. So either the challenge ran out, or the password inside of the step is
      // wrong: in both cases the sign-in begins again.
      if (step.name === 'password' || !isCognitoError(error, 'NotAuthorizedException')) return undefined;
      return back?.('challengeExpired');
    },
  });

  return {
    ...flow,
    subscribe(listener) {
      requests.prepare();
      if (flow.getSnapshot().name === 'identifier') requests.prefetch();
      return flow.subscribe(listener);
    },
    async start(start) {
      flow.enter(askIdentifier(start.username));
      const state = flow.getSnapshot();
      if (state.name === 'identifier') await state.submit(start);
    },
    async resume(pending, answer) {
      flow.enter({ ...pending, back: (reason) => askIdentifier(pending.step.username, reason) });
      const state = flow.getSnapshot();
      if (state.name === 'passkey') await state.submit(answer);
    },
  };
}
