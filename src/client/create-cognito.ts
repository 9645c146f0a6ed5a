/** Joins the rooms: `createCognito(config)` is the client that everything else takes. */
import type { AwaitedSignOut, Cognito } from './cognito.ts';
import type { CognitoConfig } from '../config/config.ts';
import { resolveConfig } from '../config/resolve.ts';
import { createDeviceMemory } from './device-memory.ts';
import { createNotes, type InBudget } from './notes.ts';
import { createIdentityPool } from '../aws/lazy-credentials.ts';
import { systemClock } from '../lib/clock.ts';
import { onReturn } from '../lib/on-return.ts';
import type { Tokens } from '../protocol/tokens.ts';
import type { AttributeName } from '../protocol/attribute-names.ts';
import { createTabLock } from '../session/tab-lock.ts';
import { createGetTokens } from '../session/get-tokens.ts';
import { createSessionStore } from '../session/session-store.ts';
import { createBrowserMemory } from '../storage/browser-memory.ts';
import { openStorage } from '../storage/open-storage.ts';
import { refreshTokens } from '../session/refresh-tokens.ts';
import { post } from '../transport/request.ts';
import { globalSignOut, revokeToken } from '../transport/revoke.ts';
import type { UserPool } from '../transport/user-pool.ts';
import { withTimeout } from '../transport/with-timeout.ts';

/** Milliseconds for what an app or STS is asked for. */
const REQUEST = 8_000;
/** Milliseconds in which every public call settles: a wait for another tab's lock and the requests after it. */
const BUDGET = 25_000;

/** @throws {CognitoError} `ConfigInvalid`, before anything is sent */
export function createCognito<Named extends AttributeName>(given: CognitoConfig<Named>): Cognito<Named> {
  const config = resolveConfig(given);
  const { clientId, identityPoolId, guest } = config;
  const { storage = 'vault', credentialsProvider, window = globalThis, clock = systemClock } = given;
  const platform = {
    clock,
    fetch: given.fetch ?? ((input, init) => fetch(input, init)),
    random: given.random ?? ((length) => crypto.getRandomValues(new Uint8Array(length))),
    passkeys: given.passkeys ?? {
      container: globalThis.navigator?.credentials,
      PublicKey: globalThis.PublicKeyCredential,
    },
    location: 'location' in given ? given.location : globalThis.location,
  } satisfies UserPool['platform'];
  const onServerDate = (date: number) => store.clock.onServerDate(date);
  const userPool: UserPool = {
    ...config,
    endpoint: config.userPoolEndpoint,
    platform,
    onServerDate,
    transformInput: given.transformInput,
  };

  const opened = openStorage(typeof storage === 'string' ? storage : 'memory', clientId, window, platform);
  const sessions = typeof storage === 'string' ? opened.session : storage;
  const browser = createBrowserMemory(
    given.browserStorage ?? sessions.browser?.(identityPoolId) ?? opened.browser,
  );
  // Given as undefined, it means: do without them.
  const locks = 'locks' in given ? given.locks : globalThis.navigator?.locks;
  const withTabLock = createTabLock({ locks, lease: opened.lease, platform });
  const signedOutStatus = guest ? 'guest' : 'signedOut';
  const store = createSessionStore({ owner: config, storage: sessions, platform, signedOutStatus });

  const refresh = (tokens: Tokens) => refreshTokens(userPool, tokens);
  // A page waits for none of it, and the token is gone from here: where the service cannot be told, it dies of old age.
  const revoke = ({ refreshToken }: Tokens) => revokeToken(userPool, refreshToken).catch(() => undefined);
  /** With a new access token, since the one that was stored may have run out. */
  const endEverywhere = async (tokens: Tokens) =>
    globalSignOut(userPool, (await refresh(tokens)).accessToken);
  const getTokens = createGetTokens({ owner: config, store, withTabLock, refresh, revoke });

  const identityPool = { endpoint: config.identityPoolEndpoint, onServerDate, platform };
  const { identity, provide, setLogins } = createIdentityPool({
    config,
    fetch: platform.fetch,
    withTimeout: (what, work, outer) => withTimeout(clock, REQUEST, what, work, outer),
    store,
    browser,
    locked: withTabLock,
    getTokens,
    credentialsProvider,
    call: (operation, input, signal) =>
      post(identityPool, 'AWSCognitoIdentityService', operation, input, signal),
  });

  /** Nothing is kept of who asked not to be remembered. */
  const lasting: typeof browser = {
    ...browser,
    update: async (change) => (store.remembers() ? browser.update(change) : undefined),
  };
  store.subscribe(() => {
    const session = store.getSession();
    if (session.status === 'signedIn') lasting.update({ username: session.username }).catch(() => undefined);
  });
  const reading = store.sync();
  // What other tabs did meanwhile counts, and tokens that ran out are renewed, also those that could not be offline.
  const stopReturning = onReturn(window, () => void getTokens().catch(() => undefined));

  const inBudget: InBudget =
    (what, work) =>
    (...input) =>
      withTimeout(clock, BUDGET, what, () => work(...input));

  return {
    ...store.view,
    config,
    userPool,
    devices: createDeviceMemory(lasting, sessions.devices),
    ready: inBudget('ready', () => reading.then(store.getSession)),
    // What goes on behind it goes on for callers to come, and is dropped if its epoch passes.
    getTokens: (options) =>
      withTimeout(clock, BUDGET, 'getTokens', () => getTokens(options), options?.signal),
    adoptTokens: inBudget('adoptTokens', store.adopt),
    signOut: inBudget('signOut', async ({ everywhere, wait = everywhere }: AwaitedSignOut = {}) => {
      const told = (await store.end()).map(everywhere ? endEverywhere : revoke);
      if (wait) await Promise.all(told);
    }),
    forgetBrowser: inBudget('forgetBrowser', async () => {
      await browser.clear();
      // The guest of before is no more; whoever is signed in stays.
      if (!(await store.sync())) await store.end();
    }),
    notes: createNotes(lasting, inBudget),
    rememberedUsername: inBudget('rememberedUsername', async () => (await browser.read()).username),
    credentials: Object.assign(inBudget('credentials', provide), { memoized: true as const }),
    identity,
    onIdentityChange: identity.onChange,
    setLogins: inBudget('setLogins', setLogins),
    persistence: () => sessions.persistence,
    onPersistenceChange: (listener) => sessions.onPersistenceChange?.(listener) ?? (() => {}),
    tabStorage: () =>
      typeof storage !== 'string' || storage === 'memory' ? undefined : window.sessionStorage,
    destroy() {
      stopReturning();
      store.destroy();
    },
    usesPlatformFetch: given.fetch === undefined,
  };
}
