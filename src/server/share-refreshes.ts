/**
 * Sends one refresh for parallel requests of a browser with the same cookies. A second refresh would end the session in a
 * pool that rotates refresh tokens without a grace period.
 */
import { createSingleFlight } from '../lib/single-flight.ts';
import type { Platform } from '../lib/platform.ts';
import { withTimeout } from '../transport/with-timeout.ts';

/** Milliseconds until a refresh without an answer is aborted, so that the next request can send another. */
const DEADLINE = 8_000;

/** Shares the response between refreshes with the same body, thus the same refresh token, until it has arrived. */
export function shareRefreshes({ fetch, clock }: Pick<Platform, 'fetch' | 'clock'>): Platform['fetch'] {
  const flight = createSingleFlight<Response>();
  return async (input, init) => {
    const operation = new Headers(init.headers).get('x-amz-target') ?? '';
    const { signal: _, ...rest } = init;
    if (!operation.endsWith('.GetTokensFromRefreshToken') || typeof rest.body !== 'string')
      return fetch(input, init);
    // The caller's own signal is not passed on, since its abort would end the refresh of the other callers.
    const response = await flight(rest.body, () =>
      withTimeout(clock, DEADLINE, operation, (signal) => fetch(input, { ...rest, signal })),
    );
    return response.clone();
  };
}
