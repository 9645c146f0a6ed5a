/**
 * One refresh for all requests that a browser sends at once with the same cookies: where the pool rotates refresh
 * tokens without a grace period, a second one would end the session.
 */
import { createSingleFlight } from '../lib/single-flight.ts';
import type { Platform } from '../lib/platform.ts';
import { withTimeout } from '../transport/with-timeout.ts';

/** Milliseconds. One that hangs is given up, so that the next request asks anew. */
const DEADLINE = 8_000;

/** Two requests are the same when their bodies are, and so their refresh tokens. Nothing is kept once it is answered. */
export function shareRefreshes({ fetch, clock }: Pick<Platform, 'fetch' | 'clock'>): Platform['fetch'] {
  const flight = createSingleFlight<Response>();
  return async (input, init) => {
    const operation = new Headers(init.headers).get('x-amz-target') ?? '';
    const { signal: _, ...rest } = init;
    if (!operation.endsWith('.GetTokensFromRefreshToken') || typeof rest.body !== 'string')
      return fetch(input, init);
    // Whoever gives up waiting ends it for nobody else.
    const response = await flight(rest.body, () =>
      withTimeout(clock, DEADLINE, operation, (signal) => fetch(input, { ...rest, signal })),
    );
    return response.clone();
  };
}
