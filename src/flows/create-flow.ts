/** Runs the stages of a flow: one step at a time, one request at a time, and only the newest result counts. */
import { CognitoError, isCognitoError } from '../errors.ts';
import { createEmitter } from '../lib/emitter.ts';
import type { Clock } from '../lib/world.ts';
import type { Flow, FlowState } from './flow.ts';

/** Milliseconds for one answer, all of its requests and retries together. */
const BUDGET = 25_000;

/** A step with what can be done at it. Each function resolves with the stage that follows. */
export type Stage<Step extends { name: string }, Answers extends Record<Step['name'], unknown>> = {
  [Name in Step['name']]: StageAt<Step, Answers, Name>;
}[Step['name']];

export interface StageAt<
  Step extends { name: string },
  Answers extends Record<Step['name'], unknown>,
  Name extends Step['name'],
> {
  readonly step: Extract<Step, { name: Name }>;
  /** Left out at the last step. */
  readonly answer?: (answer: Answers[Name], signal: AbortSignal) => Promise<Stage<Step, Answers>>;
  readonly resend?: (signal: AbortSignal) => Promise<Stage<Step, Answers>>;
  readonly back?: () => Stage<Step, Answers>;
}

export interface RunningFlow<
  Step extends { name: string },
  Answers extends Record<Step['name'], unknown>,
> extends Flow<FlowState<Step, Answers>> {
  /** Starts over at this stage and answers it. Resolves as `submit` does. */
  restart(
    stage: Stage<Step, Answers>,
    work: (signal: AbortSignal) => Promise<Stage<Step, Answers>>,
  ): Promise<void>;
}

export function createFlow<Step extends { name: string }, Answers extends Record<Step['name'], unknown>>(
  first: () => Stage<Step, Answers>,
  { clock, onSubscribe }: { clock: Clock; onSubscribe?: () => void },
): RunningFlow<Step, Answers> {
  type State = FlowState<Step, Answers>;
  type AnyStage = Stage<Step, Answers>;
  const changes = createEmitter();
  let pending: AbortController | undefined;
  let stage = first();
  let state = stateOf(stage, 'idle');
  const initial = state;

  function stateOf(of: AnyStage, status: State['status'], error?: CognitoError): State {
    const { step, answer, resend, back } = of;
    // One object per change; whoever reads it keeps functions that belong to this very stage.
    return {
      name: step.name,
      step,
      status,
      error,
      submit: async (input: never) => {
        if (answer) await run(of, (signal) => answer(input, signal));
      },
      resend: resend && (() => run(of, resend)),
      back: back && (() => stage === of && enter(back())),
    } as unknown as State;
  }

  function publish(status: State['status'], error?: CognitoError) {
    state = stateOf(stage, status, error);
    changes.emit();
  }

  /** Moves on. What was pending is aborted, and its result will be dropped. */
  function enter(next: AnyStage) {
    const left = pending;
    pending = undefined;
    stage = next;
    publish('idle');
    left?.abort(superseded());
  }

  async function run(from: AnyStage, work: (signal: AbortSignal) => Promise<AnyStage>): Promise<void> {
    if (stage !== from || pending) return;
    const controller = new AbortController();
    pending = controller;
    const cancel = clock.after(BUDGET, () => controller.abort(outOfTime()));
    publish('pending');
    try {
      const next = await work(controller.signal);
      if (pending !== controller) return;
      pending = undefined;
      enter(next);
    } catch (error) {
      if (pending !== controller) return;
      pending = undefined;
      publish('idle', isCognitoError(error) ? error : unexpected(error));
    } finally {
      cancel();
    }
  }

  return {
    getSnapshot: () => state,
    getServerSnapshot: () => initial,
    subscribe(listener) {
      onSubscribe?.();
      return changes.subscribe(listener);
    },
    reset: () => enter(first()),
    async restart(at, work) {
      enter(at);
      await run(at, work);
    },
  };
}

const superseded = () =>
  new CognitoError({
    kind: 'aborted',
    code: 'Superseded',
    message: 'This answer was given up because the flow went on without it. Nothing came of it here.',
  });

const outOfTime = () =>
  new CognitoError({
    kind: 'timeout',
    code: 'Timeout',
    message: `There was no result within ${BUDGET / 1000} s, so it is unknown whether the answer arrived. Check the connection and try again.`,
  });

const unexpected = (cause: unknown) =>
  new CognitoError({
    kind: 'protocol',
    code: 'InvalidResponse',
    cause,
    message:
      'The flow failed in a way that it does not know, see `cause`, so nothing was stored. Try again; please report it if it stays so.',
  });
