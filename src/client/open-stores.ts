/** Opens the stores of a client: the session's, the browser's, and the lock between tabs. */
import type { CognitoConfig } from '../config/config.ts';
import type { Platform } from '../lib/platform.ts';
import { createTabLock, type TabLock } from '../session/tab-lock.ts';
import type { SessionStore } from '../session/session-store.ts';
import { createBrowserMemory, type BrowserMemory } from '../storage/browser-memory.ts';
import { openStorage } from '../storage/open-storage.ts';
import type { SessionStorage } from '../storage/session-record.ts';
import type { WebStorage } from '../storage/web/web-storage.ts';

export interface Stores {
  session: SessionStorage;
  browser: BrowserMemory;
  /** Runs work in one tab at a time. */
  withTabLock: TabLock;
  /** See `CognitoInternals`. */
  tabStorage: () => WebStorage | undefined;
}

/** Opens the stores that the config names: default `vault`, Web Locks, and the browser record beside the session's. */
export function openStores(config: CognitoConfig, platform: Platform): Stores {
  const { clientId, identityPoolId, storage = 'vault', window = globalThis } = config;
  const name = typeof storage === 'string' ? storage : 'memory';
  const opened = openStorage(name, clientId, window, platform);
  const session = typeof storage === 'string' ? opened.session : storage;
  // An explicit `undefined` means: without Web Locks.
  const locks = 'locks' in config ? config.locks : globalThis.navigator?.locks;
  return {
    session,
    browser: createBrowserMemory(
      config.browserStorage ?? session.browser?.(identityPoolId) ?? opened.browser,
    ),
    withTabLock: createTabLock({ locks, lease: opened.lease, platform }),
    tabStorage: () => (name === 'memory' ? undefined : window.sessionStorage),
  };
}

/** Returns the browser memory for a user's data: writes are skipped when `remember` is false. */
export const createUserMemory = (browser: BrowserMemory, store: SessionStore): BrowserMemory => ({
  ...browser,
  update: async (change) => (store.remembers() ? browser.update(change) : undefined),
});
