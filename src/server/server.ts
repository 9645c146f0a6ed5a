/** The kit on a server: one client for each request, over that request's cookies. What is shared holds nobody's data. */
import type { CognitoConfig } from '../config/config.ts';
import { resolveConfig } from '../config/resolve.ts';
import { systemClock } from '../lib/clock.ts';
import type { CookieOptions } from '../storage/cookie/cookie-jar.ts';
import { openRequest, type RequestLike } from './open-request.ts';
import type { ServerCognito } from './server-cognito.ts';
import { shareRefreshes } from './share-refreshes.ts';
import { createTokenVerifier, type VerifyToken } from './verify.ts';

export interface CognitoServerConfig extends Omit<
  CognitoConfig,
  'storage' | 'browserStorage' | 'locks' | 'window' | 'location' | 'passkeys'
> {
  /** As the page's `createCookieStorage` is told. */
  cookies?: CookieOptions;
  /** Default: aws-jwt-verify with the pool's published keys. */
  verify?: VerifyToken;
}

export interface CognitoServer {
  /** A client for this request and no other. Nothing is sent anywhere before it is asked for something. */
  open: (request: RequestLike) => ServerCognito;
}

/**
 * Made once, when the server starts. It keeps the pool's public keys, and nothing of anybody.
 * @throws {CognitoError} `ConfigInvalid`
 */
export function createCognitoServer({ cookies, verify, ...given }: CognitoServerConfig): CognitoServer {
  // No page is at work here: an endpoint on this machine is meant.
  const config = { ...given, location: undefined };
  const { clock = systemClock, fetch: send = (input, init) => fetch(input, init) } = given;
  const verifier = verify ?? createTokenVerifier(resolveConfig(config), { fetch: send, clock });
  const shared = shareRefreshes({ fetch: send, clock });
  return { open: (request) => openRequest(request, { ...config, fetch: shared }, verifier, cookies) };
}
