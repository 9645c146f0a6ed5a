/** Runs the steps of a flow: one step at a time, one request at a time, and only the newest result counts. */
import { toCognitoError, type CognitoError } from '../../errors.ts';
import { createEmitter } from '../../lib/emitter.ts';
import type { Clock } from '../../lib/platform.ts';
import { withTimeout } from '../../transport/with-timeout.ts';
import type { PendingStep } from '../engine/pending-step.ts';
import type { Flow, FlowState } from './flow.ts';

/** Milliseconds for one answer or one new code, with all of its requests and retries. */
const TIMEOUT = 25_000;

export interface FlowOptions<Step extends { name: string }, Answers extends Record<Step['name'], unknown>> {
  clock: Clock;
  first: () => PendingStep<Step, Answers>;
  /** Finishes what an answer at `from` led to, before it is shown: a sign-in stores its tokens. */
  arrive?: (
    next: PendingStep<Step, Answers>,
    from: PendingStep<Step, Answers>,
    signal: AbortSignal,
  ) => Promise<PendingStep<Step, Answers>>;
  /** Returns the step to go to instead of showing the error of an answer at `from`. */
  recover?: (error: unknown, from: PendingStep<Step, Answers>) => PendingStep<Step, Answers> | undefined;
}

export interface RunningFlow<
  Step extends { name: string },
  Answers extends Record<Step['name'], unknown>,
> extends Flow<FlowState<Step, Answers>> {
  /** Goes to a step. A pending request is aborted, and its result is dropped. */
  enter: (next: PendingStep<Step, Answers>) => void;
}

/**
 * Creates a flow over the steps that `first` leads to.
 * @returns the observable of `Flow`, and `enter`, which goes to a step from outside
 */
export function createFlow<Step extends { name: string }, Answers extends Record<Step['name'], unknown>>({
  clock,
  first,
  arrive = async (next) => next,
  recover = () => undefined,
}: FlowOptions<Step, Answers>): RunningFlow<Step, Answers> {
  type AnyStep = PendingStep<Step, Answers>;
  type Status = 'idle' | 'pending';
  const changes = createEmitter();
  let request: AbortController | undefined;
  let current = first();
  let state = stateOf(current, current, 'idle');
  const initial = state;

  /**
   * Creates a new object for each change. Its functions belong to this very step. `self` is `pending` again, as the
   * union: TypeScript does not widen a step whose `Name` is generic.
   */
  function stateOf<Name extends Step['name']>(
    { step, answer, resend, back }: PendingStep<Step, Answers, Name>,
    self: AnyStep,
    status: Status,
    error?: CognitoError,
  ): FlowState<Step, Answers, Name> {
    return {
      name: step.name,
      step,
      status,
      error,
      async submit(input) {
        // An error refers to the functions of its stack, and these to their variables: fault 86. So none keeps the input.
        const unsent = [input];
        await (answer && submit(self, (signal) => answer(unsent.pop() as Answers[Name], signal)));
      },
      resend:
        resend &&
        (() =>
          run(self, async (signal) => {
            const sent = await resend(signal);
            return 'step' in sent ? arrive(sent, self, signal) : { ...self, step: { ...self.step, ...sent } };
          })),
      back:
        back &&
        (() => {
          if (current === self) enter(back());
        }),
    };
  }

  const submit = (from: AnyStep, send: (signal: AbortSignal) => Promise<AnyStep>) =>
    run(from, async (signal) => {
      try {
        return await arrive(await send(signal), from, signal);
      } catch (cause) {
        const instead = recover(cause, from);
        if (instead) return instead;
        throw cause;
      }
    });

  function show(next: AnyStep, status: Status, error?: CognitoError) {
    current = next;
    state = stateOf(next, next, status, error);
    changes.emit();
  }

  function enter(next: AnyStep) {
    const aborted = request;
    request = undefined;
    show(next, 'idle');
    aborted?.abort();
  }

  async function run(from: AnyStep, work: (signal: AbortSignal) => Promise<AnyStep>): Promise<void> {
    if (current !== from || request) return;
    const controller = new AbortController();
    request = controller;
    show(from, 'pending');
    let next = from;
    let error: CognitoError | undefined;
    try {
      next = await withTimeout(clock, from.timeout ?? TIMEOUT, 'This step', work, controller.signal);
    } catch (cause) {
      error = toCognitoError(cause);
    }
    // The flow has entered another step meanwhile.
    if (request !== controller) return;
    request = undefined;
    show(next, 'idle', error);
  }

  return {
    getSnapshot: () => state,
    getServerSnapshot: () => initial,
    subscribe: changes.subscribe,
    reset: () => enter(first()),
    enter,
  };
}
