/**
 * One refresh for all requests that a browser sends at once with the same cookies: where the pool rotates refresh
 * tokens without a grace period, a second one would end the session.
 */
import { createSingleFlight } from '../lib/single-flight.ts';
import type { World } from '../lib/world.ts';

/** Two requests are the same when their bodies are, and so their refresh tokens. Nothing is kept once it is answered. */
export function shareRefreshes(fetch: World['fetch']): World['fetch'] {
  const flight = createSingleFlight<Response>();
  return async (input, init) => {
    const operation = new Headers(init.headers).get('x-amz-target') ?? '';
    const { signal: _, ...rest } = init;
    if (!operation.endsWith('.GetTokensFromRefreshToken') || typeof rest.body !== 'string')
      return fetch(input, init);
    // Whoever gives up waiting ends it for nobody else; each has a deadline of its own.
    const response = await flight(rest.body, () => fetch(input, rest));
    return response.clone();
  };
}
