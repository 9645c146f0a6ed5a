/**
 * What every flow is: an observable that holds one step, whether it is busy, and what went wrong last.
 * Framework-free; `useSyncExternalStore(flow.subscribe, flow.getSnapshot, flow.getServerSnapshot)` makes it a hook.
 */
import type { CognitoError } from '../../errors.ts';

/** One moment of a flow. A union over the steps: testing `name` narrows `step` and the answer that `submit` takes. */
export type FlowState<Step extends { name: string }, Answers extends Record<Step['name'], unknown>> = {
  [Name in Step['name']]: {
    readonly name: Name;
    readonly step: Extract<Step, { name: Name }>;
    /** `pending` while a request of this step is under way. */
    readonly status: 'idle' | 'pending';
    /** The last answer's error; gone at the next submit. */
    readonly error: CognitoError | undefined;
    /**
     * Answers this very step. Resolves when the flow has moved on or failed (see `error`); it never rejects.
     * A second submit while one is pending, or one for a step already left, does nothing.
     */
    readonly submit: (answer: Answers[Name]) => Promise<void>;
    /**
     * Asks for a new code, and the one before stops to work; the step stays. Undefined where there is none to be had: an
     * authenticator app's, and one that followed a password, for which the person signs in again.
     */
    readonly resend: (() => Promise<void>) | undefined;
    /** To the step before, aborting what is pending; undefined at the first and the last step. */
    readonly back: (() => void) | undefined;
  };
}[Step['name']];

export interface Flow<State> {
  getSnapshot: () => State;
  /** What a server renders, and the browser hydrates: always the first step. */
  getServerSnapshot: () => State;
  subscribe: (listener: () => void) => () => void;
  /** Starts over, aborting what is pending. */
  reset: () => void;
}
