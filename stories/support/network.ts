/** The way from the page to its local AWS, in good weather and in bad. */
import type { CognitoConfig } from 'cognito-kit';
import type { LocalAws } from 'cognito-kit-local';

export const weathers = ['good', 'slow', 'offline', 'throttled', 'unanswered'] as const;
export type Weather = (typeof weathers)[number];

export interface Network {
  fetch: NonNullable<CognitoConfig['fetch']>;
  weather: () => Weather;
  /** From the next request on. */
  becomes: (weather: Weather) => void;
}

/** Milliseconds. */
const SLOW = 2_500;

const unanswered = (signal: AbortSignal | null | undefined) =>
  new Promise<Response>((_, reject) => {
    signal?.addEventListener('abort', () => reject(signal.reason as Error));
  });

export function createNetwork(aws: LocalAws): Network {
  let weather: Weather = 'good';
  return {
    weather: () => weather,
    becomes(next) {
      weather = next;
      aws.faults.clear();
      if (next === 'slow') aws.faults.add({ kind: 'latency', milliseconds: SLOW });
      if (next === 'throttled') aws.faults.add({ kind: 'throttle' });
    },
    async fetch(input, init) {
      // What a browser says then.
      if (weather === 'offline') throw new TypeError('Failed to fetch');
      return weather === 'unanswered' ? unanswered(init.signal) : aws.fetch(input, init);
    },
  };
}
