/** A step of a flow together with the functions that belong to it. The engine returns it; a flow shows its `step`. */
import type { CodeDelivery } from '../../protocol/code-delivery.ts';
import type { Tokens } from '../../protocol/tokens.ts';
import type { ReturnReason } from './sign-in-step.ts';

interface PendingStepOf<
  Step extends { name: string },
  Answers extends Record<Step['name'], unknown>,
  Name extends Step['name'],
> {
  /** The part that an interface may see. */
  readonly step: Extract<Step, { name: Name }>;
  /**
   * Sends the answer and resolves with the step that follows. Rejects on a wrong code, and takes the next try. Missing
   * at the last step. The challenge token and a password stay inside of this function.
   */
  readonly answer?:
    | ((answer: Answers[Name], signal?: AbortSignal) => Promise<PendingStep<Step, Answers>>)
    | undefined;
  /** Sends a new code. Resolves with its destination or, if that begins the sign-in again, with the step that follows. */
  readonly resend?:
    | ((signal?: AbortSignal) => Promise<{ delivery?: CodeDelivery } | PendingStep<Step, Answers>>)
    | undefined;
  /** Returns the step that sent the first request of this attempt. `reason` says why the flow, and not the user, goes back. */
  readonly back?: ((reason?: ReturnReason) => PendingStep<Step, Answers>) | undefined;
  /** Milliseconds that an answer may take. Default 25,000. */
  readonly timeout?: number | undefined;
  /** The tokens of a sign-in's last step, until the session store has them. */
  readonly tokens?: Tokens | undefined;
}

/** A union over the steps in `Name`, so that a test of `step.name` narrows `answer` too. */
export type PendingStep<
  Step extends { name: string },
  Answers extends Record<Step['name'], unknown>,
  Name extends Step['name'] = Step['name'],
> = { [Each in Name]: PendingStepOf<Step, Answers, Each> }[Name];
