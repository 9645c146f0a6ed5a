/** Creates one client per request over the request's cookies. The requests share the pool's public keys only. */
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
  /** The options that the page passes to `createCookieStorage`. Pass the same ones. */
  cookies?: CookieOptions;
  /** Default: aws-jwt-verify with the pool's published keys. */
  verify?: VerifyToken;
}

export interface CognitoServer {
  /** Creates the client of one request. It sends no request before one of its methods is called. */
  open: (request: RequestLike) => ServerCognito;
}

/**
 * Creates the server side of the kit. Call it once, when the server starts. It stores the pool's public keys and no
 * user's data.
 * @throws {CognitoError} `ConfigInvalid`
 * @example
 * ```ts
 * const server = createCognitoServer({ userPoolId: 'eu-west-1_Ab12Cd34E', clientId: '1example23456789' });
 *
 * export async function GET(request: Request): Promise<Response> {
 *   const cognito = server.open(request);
 *   const { username } = await cognito.requireUser();
 *   return cognito.applyTo(new Response(`Hello ${username}`));
 * }
 * ```
 */
export function createCognitoServer({
  cookies,
  verify,
  ...cognitoConfig
}: CognitoServerConfig): CognitoServer {
  // A server has no page location, so a loopback endpoint in its config is intended.
  const config = { ...cognitoConfig, location: undefined };
  const { clock = systemClock, fetch: send = (input, init) => fetch(input, init) } = cognitoConfig;
  const verifier = verify ?? createTokenVerifier(resolveConfig(config), { fetch: send, clock });
  const shared = shareRefreshes({ fetch: send, clock });
  return { open: (request) => openRequest(request, { ...config, fetch: shared }, verifier, cookies) };
}
