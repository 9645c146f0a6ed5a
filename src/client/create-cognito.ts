/** Creates the client: connects session, storage, requests and AWS credentials. The only module that wires them. */
import { createLazyCredentials } from '../aws/lazy-credentials.ts';
import type { CognitoConfig } from '../config/config.ts';
import { resolveConfig } from '../config/resolve.ts';
import { onReturn } from '../lib/on-return.ts';
import type { AttributeName } from '../protocol/attribute-names.ts';
import { createSessionStore, type SessionStore } from '../session/session-store.ts';
import type { BrowserMemory } from '../storage/browser-memory.ts';
import { post } from '../transport/request.ts';
import type { UserPool } from '../transport/user-pool.ts';
import { withTimeout } from '../transport/with-timeout.ts';
import { createBrowserPreferences } from './browser-preferences.ts';
import { CALL_TIMEOUT, createCallTimeout } from './call-timeout.ts';
import type { Cognito } from './cognito.ts';
import { createDeviceMemory } from './device-memory.ts';
import { createUserMemory, openStores } from './open-stores.ts';
import { createPlatform } from './platform.ts';
import { createSessionCalls } from './session-calls.ts';

/** Milliseconds for an app's own provider, and for STS. */
const REQUEST_TIMEOUT = 8_000;

/**
 * Creates the client that hooks, flows and account functions take. It reads the stored session at once, sends nothing
 * until a session or an app needs it, and listens to other tabs until `destroy()`.
 * @example
 * const cognito = createCognito({
 *   userPoolId: 'eu-west-1_Ab12Cd34E',
 *   clientId: '1h57kf5cpq17m0eml12example',
 *   identityPoolId: 'eu-west-1:01234567-89ab-cdef-0123-456789abcdef',
 * });
 * const session = await cognito.ready();
 * @param config User pool and app client, and all that differs from the defaults. The adapters `fromAmplifyOutputs`,
 * `fromAwsExports`, `fromCdkOutputs` and `fromEnv` read it from other tools' files.
 * @throws {CognitoError} `ConfigInvalid`, with one line for each problem of the config, before anything is sent
 */
export function createCognito<Named extends AttributeName>(config: CognitoConfig<Named>): Cognito<Named> {
  const resolved = resolveConfig(config);
  const platform = createPlatform(config);
  const { clock } = platform;
  const { session: sessionStorage, browser, withTabLock, tabStorage } = openStores(config, platform);
  const signedOutStatus = resolved.guest ? 'guest' : 'signedOut';
  const store = createSessionStore({ owner: resolved, storage: sessionStorage, platform, signedOutStatus });
  const { onServerDate } = store.clock;
  const userPool: UserPool = {
    ...resolved,
    endpoint: resolved.userPoolEndpoint,
    platform,
    onServerDate,
    transformInput: config.transformInput,
  };
  const { getTokens, signOut } = createSessionCalls(resolved, userPool, store, withTabLock);

  const identityPool = { endpoint: resolved.identityPoolEndpoint, platform, onServerDate };
  const { identity, provide, setLogins } = createLazyCredentials({
    config: resolved,
    fetch: platform.fetch,
    withTimeout: (what, work, outer) => withTimeout(clock, REQUEST_TIMEOUT, what, work, outer),
    store,
    browser,
    withTabLock,
    getTokens,
    credentialsProvider: config.credentialsProvider,
    call: (operation, input, signal) =>
      post(identityPool, 'AWSCognitoIdentityService', operation, input, signal),
  });

  const userMemory = createUserMemory(browser, store);
  rememberUsername(store, userMemory);
  const reading = store.sync();
  // Takes over changes of other tabs when the page returns, and renews tokens that expired meanwhile or while offline.
  const stopReturning = onReturn(config.window ?? globalThis, () => void getTokens().catch(() => undefined));
  const withCallTimeout = createCallTimeout(clock);

  return {
    ...store.view,
    config: resolved,
    userPool,
    devices: createDeviceMemory(userMemory, sessionStorage.devices),
    ready: withCallTimeout('ready', () => reading.then(store.getSession)),
    // A caller that aborts stops waiting; the refresh goes on for other callers, and is dropped if its auth state ends.
    getTokens: (options) =>
      withTimeout(clock, CALL_TIMEOUT, 'getTokens', () => getTokens(options), options?.signal),
    adoptTokens: withCallTimeout('adoptTokens', store.adopt),
    signOut: withCallTimeout('signOut', signOut),
    forgetBrowser: withCallTimeout('forgetBrowser', async () => {
      await browser.clear();
      // A signed-in user stays signed in. Otherwise the auth state was the forgotten guest's, so it ends.
      if (!(await store.sync())) await store.end();
    }),
    rememberedUsername: withCallTimeout('rememberedUsername', async () => (await browser.read()).username),
    credentials: Object.assign(withCallTimeout('credentials', provide), { memoized: true as const }),
    identity,
    onIdentityChange: identity.onChange,
    setLogins: withCallTimeout('setLogins', setLogins),
    persistence: () => sessionStorage.persistence,
    onPersistenceChange: (listener) => sessionStorage.onPersistenceChange?.(listener) ?? (() => {}),
    destroy() {
      stopReturning();
      store.destroy();
    },
    internals: {
      preferences: createBrowserPreferences(userMemory, withCallTimeout),
      tabStorage,
      usesPlatformFetch: config.fetch === undefined,
    },
  };
}

/** Stores the name of each user who signs in, for `rememberedUsername`. */
function rememberUsername(store: SessionStore, userMemory: BrowserMemory): void {
  store.subscribe(() => {
    const session = store.getSession();
    if (session.status === 'signedIn')
      userMemory.update({ username: session.username }).catch(() => undefined);
  });
}
