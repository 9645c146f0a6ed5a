/** The network between the page and its local AWS, which can be slow, offline, throttled or silent. */
import type { CognitoConfig } from 'cognito-kit';
import type { LocalAws } from 'cognito-kit-local';

export const networkConditions = ['normal', 'slow', 'offline', 'throttled', 'unanswered'] as const;
export type NetworkCondition = (typeof networkConditions)[number];

export interface Network {
  fetch: NonNullable<CognitoConfig['fetch']>;
  condition: () => NetworkCondition;
  /** Sets the condition for all later requests. */
  setCondition: (condition: NetworkCondition) => void;
}

/** Milliseconds. */
const LATENCY = 2_500;

const neverAnswer = (signal: AbortSignal | null | undefined) =>
  new Promise<Response>((_, reject) => {
    signal?.addEventListener('abort', () => reject(signal.reason as Error));
  });

export function createNetwork(aws: LocalAws): Network {
  let condition: NetworkCondition = 'normal';
  return {
    condition: () => condition,
    setCondition(next) {
      condition = next;
      aws.faults.clear();
      if (next === 'slow') aws.faults.add({ kind: 'latency', milliseconds: LATENCY });
      if (next === 'throttled') aws.faults.add({ kind: 'throttle' });
    },
    async fetch(input, init) {
      // Chromium's error of an offline fetch.
      if (condition === 'offline') throw new TypeError('Failed to fetch');
      return condition === 'unanswered' ? neverAnswer(init.signal) : aws.fetch(input, init);
    },
  };
}
