/** Runs the stages of a flow: one step at a time, one request at a time, and only the newest result counts. */
import { isCognitoError, unexpected, type CognitoError } from '../../errors.ts';
import { createEmitter } from '../../lib/emitter.ts';
import type { Clock } from '../../lib/platform.ts';
import type { CodeDelivery } from '../../protocol/code-delivery.ts';
import { withTimeout } from '../../transport/with-timeout.ts';
import type { Flow, FlowState } from './flow.ts';

/** Milliseconds for one answer, all of its requests and retries together. */
const BUDGET = 25_000;

/** A step with what can be done at it. */
export type Stage<Step extends { name: string }, Answers extends Record<Step['name'], unknown>> = {
  [Name in Step['name']]: StageAt<Step, Answers, Name>;
}[Step['name']];

export interface StageAt<
  Step extends { name: string },
  Answers extends Record<Step['name'], unknown>,
  Name extends Step['name'],
> {
  readonly step: Extract<Step, { name: Name }>;
  /** Resolves with the stage that follows. Left out at the last step. */
  readonly answer?: (answer: Answers[Name], signal: AbortSignal) => Promise<Stage<Step, Answers>>;
  /** Sends a new code, and resolves with where to, or with the stage that takes that one instead. */
  readonly resend?:
    | ((signal: AbortSignal) => Promise<{ delivery?: CodeDelivery } | Stage<Step, Answers>>)
    | undefined;
  readonly back?: () => Stage<Step, Answers>;
  /** Milliseconds that an answer may take, where a person takes part in it. Default 25,000. */
  readonly budget?: number | undefined;
}

export interface RunningFlow<
  Step extends { name: string },
  Answers extends Record<Step['name'], unknown>,
> extends Flow<FlowState<Step, Answers>> {
  /** Moves on. What is pending is aborted, and its result will be dropped. */
  enter: (stage: Stage<Step, Answers>) => void;
}

export function createFlow<Step extends { name: string }, Answers extends Record<Step['name'], unknown>>(
  clock: Clock,
  first: () => Stage<Step, Answers>,
): RunningFlow<Step, Answers> {
  type AnyStage = Stage<Step, Answers>;
  const changes = createEmitter();
  let pending: AbortController | undefined;
  let stage = first();
  let state = stateOf(stage, 'idle');
  const initial = state;

  /** One object per change; whoever reads it keeps functions that belong to this very stage. */
  function stateOf(at: AnyStage, status: 'idle' | 'pending', error?: CognitoError) {
    const { step, answer, resend, back } = at;
    return {
      name: step.name,
      step,
      status,
      error,
      submit: async (input: never) => answer && run(at, (signal) => answer(input, signal)),
      resend:
        resend &&
        (() =>
          run(at, async (signal) => {
            const sent = await resend(signal);
            return 'step' in sent ? sent : { ...at, step: { ...step, ...sent } };
          })),
      back: back && (() => stage === at && enter(back())),
    } as unknown as FlowState<Step, Answers>;
  }

  function show(next: AnyStage, status: 'idle' | 'pending', error?: CognitoError) {
    stage = next;
    state = stateOf(next, status, error);
    changes.emit();
  }

  function enter(next: AnyStage) {
    const left = pending;
    pending = undefined;
    show(next, 'idle');
    left?.abort();
  }

  async function run(from: AnyStage, work: (signal: AbortSignal) => Promise<AnyStage>): Promise<void> {
    if (stage !== from || pending) return;
    const controller = new AbortController();
    pending = controller;
    show(from, 'pending');
    let next = from;
    let error: CognitoError | undefined;
    try {
      next = await withTimeout(clock, from.budget ?? BUDGET, 'This step', work, controller.signal);
    } catch (problem) {
      error = isCognitoError(problem) ? problem : unexpected(problem);
    }
    // Another stage was entered meanwhile.
    if (pending !== controller) return;
    pending = undefined;
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
