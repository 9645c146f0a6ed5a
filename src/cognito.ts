/** Joins the rooms: `createCognito(config)` is the client that everything else takes. */
import { withinBudget } from './cognito/budget.ts';
import type { Cognito } from './cognito/client.ts';
import { createIdentityHost } from './cognito/identity-host.ts';
import type { CognitoConfig } from './config/config.ts';
import { resolveConfig } from './config/resolve.ts';
import { isCognitoError } from './errors.ts';
import { createCredentials } from './identity-pool/credentials.ts';
import { createIdentity } from './identity-pool/identity.ts';
import { exchange, warm } from './identity-pool/provider.ts';
import { systemClock } from './lib/clock.ts';
import type { World } from './lib/world.ts';
import type { Tokens } from './protocol/tokens.ts';
import { createLocked } from './session/locked.ts';
import { createGetTokens } from './session/refresh.ts';
import { createSessionStore } from './session/session-store.ts';
import { createBrowserMemory } from './storage/browser-memory.ts';
import { openStorage } from './storage/open.ts';
import { refreshTokens } from './user-pool/refresh.ts';
import { globalSignOut, revokeToken } from './user-pool/revoke.ts';
import type { UserPool } from './user-pool/user-pool.ts';

export type { Cognito, SignOutOptions } from './cognito/client.ts';
export { createRequestHandler } from './identity-pool/request-handler.ts';
export type { CognitoConfig } from './config/config.ts';

const worldOf = (config: CognitoConfig): World => ({
  fetch: config.fetch ?? ((input, init) => fetch(input, init)),
  clock: config.clock ?? systemClock,
  random: config.random ?? ((length) => crypto.getRandomValues(new Uint8Array(length))),
});

/** @throws {CognitoError} `ConfigInvalid`, before anything is sent */
export function createCognito(given: CognitoConfig): Cognito {
  const config = resolveConfig(given);
  const world = worldOf(given);
  const { userPoolId, clientId, region, identityPoolId, customRoleArn } = config;
  const userPool: UserPool = { userPoolId, clientId, region, endpoint: config.userPoolEndpoint, world };

  const { storage = 'local' } = given;
  const opened = openStorage(
    typeof storage === 'string' ? storage : 'memory',
    clientId,
    given.window ?? globalThis,
  );
  const sessions = typeof storage === 'string' ? opened.session : storage;
  const browser = createBrowserMemory(given.browserStorage ?? opened.browser);
  // Given as undefined, it means: do without.
  const locks = 'locks' in given ? given.locks : globalThis.navigator?.locks;
  const locked = createLocked(locks, world.clock);
  const visitor = config.guest ? 'guest' : 'signedOut';
  const store = createSessionStore({ owner: config, storage: sessions, world, visitor });

  const refresh = (refreshToken: string) => refreshTokens(userPool, refreshToken);
  // Nobody waits for it, and the token is gone from here: where the service cannot be told, it dies of old age.
  const revoke = (refreshToken: string) => revokeToken(userPool, refreshToken).catch(() => undefined);
  /** With an access token that may have run out since it was stored. */
  const endEverywhere = async ({ accessToken, refreshToken }: Tokens) => {
    try {
      await globalSignOut(userPool, accessToken);
    } catch (error) {
      if (!isCognitoError(error, 'NotAuthorizedException')) throw error;
      await globalSignOut(userPool, (await refresh(refreshToken)).accessToken);
    }
  };
  const getTokens = createGetTokens({ owner: config, store, locked, refresh, revoke });

  const identity = createIdentity({
    configured: identityPoolId !== undefined,
    sessionStatus: () => store.getSession().status,
    epochId: store.epochId,
  });
  const settings =
    identityPoolId === undefined
      ? undefined
      : {
          identityPoolId,
          region: config.identityRegion,
          endpoint: config.identityPoolEndpoint,
          customRoleArn,
        };
  const host = createIdentityHost({ config, world, store, browser, locked, getTokens });
  const { credentialsProvider } = given;
  const credentials = createCredentials({
    settings,
    report: identity.report,
    exchange: async (pool, identityId, logins, signal) =>
      credentialsProvider
        ? {
            ...(await credentialsProvider({ identityId, logins, region: pool.region, customRoleArn })()),
            identityId,
          }
        : exchange(host.call, pool, identityId, logins, signal),
    host,
  });

  const stopResetting = store.subscribe(identity.reset);
  const stopRemembering = store.subscribe(() => {
    const session = store.getSession();
    if (session.status === 'signedIn') browser.update({ username: session.username }).catch(() => undefined);
  });
  const reading = store.sync();
  if (identityPoolId !== undefined && !credentialsProvider) warm();

  return {
    config,
    userPool,
    getSession: store.getSession,
    subscribe: store.subscribe,
    ready: () => reading.then(store.getSession),
    getTokens: (options) => withinBudget(world.clock, getTokens(options)),
    adoptTokens: store.adopt,
    async signOut({ everywhere = false } = {}) {
      const wiped = await store.end();
      const told = wiped.map((record) => (everywhere ? endEverywhere(record) : revoke(record.refreshToken)));
      if (everywhere) await Promise.all(told);
    },
    async forgetBrowser() {
      await browser.clear();
      // The guest of before is no more; whoever is signed in stays.
      if (!(await store.sync())) await store.end();
    },
    rememberedUsername: async () => (await browser.read()).username,
    credentials: Object.assign(
      (options?: { forceRefresh?: boolean }) => withinBudget(world.clock, credentials(options)),
      { memoized: true as const },
    ),
    identity,
    epochId: store.epochId,
    epochSignal: store.epochSignal,
    onSuperseded: store.onSuperseded,
    systemClockOffset: store.clock.offset,
    persistence: () => sessions.persistence,
    usesPlatformFetch: given.fetch === undefined,
    destroy() {
      stopResetting();
      stopRemembering();
      store.destroy();
    },
  };
}
