/**
 * The observable that every flow is: it holds one step, whether a request is pending, and the last error. It knows no
 * framework; `useSyncExternalStore(flow.subscribe, flow.getSnapshot, flow.getServerSnapshot)` makes it a hook.
 */
import type { CognitoError } from '../../errors.ts';
import type { AuthFlow } from '../../protocol/factors.ts';
import type { Tokens } from '../../protocol/tokens.ts';
import type { UserPool } from '../../transport/user-pool.ts';
import type { DeviceMemory } from '../engine/sign-in-exchange.ts';

interface FlowStateOf<
  Step extends { name: string },
  Answers extends Record<Step['name'], unknown>,
  Name extends Step['name'],
> {
  readonly name: Extract<Step, { name: Name }>['name'];
  readonly step: Extract<Step, { name: Name }>;
  /** `pending` while a request of this step is under way. */
  readonly status: 'idle' | 'pending';
  /** The error of the last answer, until the next one is submitted. */
  readonly error: CognitoError | undefined;
  /**
   * Answers this step. Resolves once the flow has moved on or failed (see `error`), and never rejects. A submit while
   * another one is pending, or at a step that the flow has left, does nothing.
   */
  readonly submit: (answer: Answers[Name]) => Promise<void>;
  /**
   * Sends a new code, which ends the one before. The step stays. Undefined if no new code can be had: for a code of an
   * authenticator app, and for an MFA code that followed a password, where the user has to sign in again.
   */
  readonly resend: (() => Promise<void>) | undefined;
  /**
   * Goes back to the step that sent the first request of this attempt, and aborts a pending request. Undefined at the first
   * and the last step.
   */
  readonly back: (() => void) | undefined;
}

/** The state of a flow at one moment: a union over the steps, so a test of `name` narrows `step` and `submit`. */
export type FlowState<
  Step extends { name: string },
  Answers extends Record<Step['name'], unknown>,
  Name extends Step['name'] = Step['name'],
> = { [Each in Name]: FlowStateOf<Step, Answers, Each> }[Name];

export interface Flow<State> {
  getSnapshot: () => State;
  /** Returns what a server renders and the browser hydrates: always the first step. */
  getServerSnapshot: () => State;
  /** Calls `listener` after each change, until the returned function is called. */
  subscribe: (listener: () => void) => () => void;
  /** Starts over and aborts a pending request. */
  reset: () => void;
}

export interface AdoptOptions {
  /** Whether the session outlives its tab. Default: as in the same user's session before, else true. */
  remember?: boolean | undefined;
}

/** The members of a client that a flow needs. The client of `createCognito` has them. */
export interface FlowHost {
  /** @internal */
  readonly userPool: UserPool;
  /** The pool's settings, as far as the config names them. */
  readonly config?: { readonly authFlow?: AuthFlow | undefined };
  /** @internal Stores the devices that the pool tracks. Without it, no device is confirmed. */
  readonly devices?: DeviceMemory | undefined;
  /** Stores the tokens in the session store, which begins a new auth state. Rejects tokens of another pool, and stores none. */
  adoptTokens(tokens: Tokens, options?: AdoptOptions): Promise<void>;
}
