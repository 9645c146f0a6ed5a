/** A local AWS, a fake clock, and a client for flows that remembers what it was given and what was sent. */
import { inspect } from 'node:util';
import { createLocalAws, type LocalAwsOptions } from 'cognito-kit-local';
import { expect } from 'vitest';
import type { FlowHost, Flow } from '../../src/sign-in/flows/flow.ts';
import type { Tokens } from '../../src/protocol/tokens.ts';
import type { UserPool } from '../../src/transport/user-pool.ts';
import { createFakeClock } from './fake-clock.ts';
import { rsaKey } from './rsa-keys.ts';

export interface Sent {
  operation: string;
  body: Record<string, unknown>;
  init: RequestInit;
}

type Answer = (pass: () => Promise<Response>, sent: Sent) => Promise<Response>;

export function createTheatre(options: LocalAwsOptions = {}) {
  const clock = createFakeClock();
  const aws = createLocalAws({ now: () => clock.now(), rsaKey, ...options });
  const sent: Sent[] = [];
  const tokens: Tokens[] = [];
  const timers = new Set<object>();
  const planned: { operation: string; answer: Answer }[] = [];

  const userPool: UserPool = {
    ...aws.config,
    platform: {
      clock: {
        now: () => clock.now(),
        after(milliseconds, callback) {
          const timer = {};
          timers.add(timer);
          const cancel = clock.after(milliseconds, () => {
            timers.delete(timer);
            callback();
          });
          return () => {
            timers.delete(timer);
            cancel();
          };
        },
      },
      random: (length) => crypto.getRandomValues(new Uint8Array(length)),
      async fetch(input, init) {
        const operation = new Headers(init.headers).get('x-amz-target')?.replace(/^.*\./, '') ?? '';
        const body = JSON.parse(init.body as string) as Record<string, unknown>;
        const request = { operation, body, init };
        sent.push(request);
        const index = planned.findIndex((plan) => plan.operation === operation);
        const pass = () => aws.fetch(input, init);
        return index < 0 ? pass() : planned.splice(index, 1)[0]!.answer(pass, request);
      },
    },
  };
  const host: FlowHost = {
    userPool,
    async adoptTokens(adopted) {
      tokens.push(adopted);
    },
  };
  return {
    aws,
    clock,
    host,
    userPool,
    sent,
    tokens,
    /** How many timers wait. */
    timers: () => timers.size,
    operations: () => sent.map(({ operation }) => operation),
    /** The next request of that operation is answered so, instead of by the local AWS. */
    next: (operation: string, answer: Answer) => void planned.push({ operation, answer }),
  };
}

/** An error as the service writes it. */
export const refusal = (name: string, message = name, status = 400) =>
  Response.json({ __type: name, message }, { status });

/** The flow's state, which has to be at that step. */
export function at<State extends { name: string; error: unknown }, Name extends State['name']>(
  flow: Flow<State>,
  name: Name,
): Extract<State, { name: Name }> {
  const state = flow.getSnapshot();
  expect({ name: state.name, error: state.name === name ? undefined : state.error }).toEqual({ name });
  return state as Extract<State, { name: Name }>;
}

/** Every state that the flow goes through. */
export function watch<State>(flow: Flow<State>): State[] {
  const states = [flow.getSnapshot()];
  flow.subscribe(() => states.push(flow.getSnapshot()));
  return states;
}

/** Everything that a log, a devtool or a persister could make of a value. */
export const shown = (value: unknown) =>
  `${JSON.stringify(value)} ${inspect(value, { depth: 20, showHidden: true, getters: true })}`;
