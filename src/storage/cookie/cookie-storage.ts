/** The session in cookies, in Amplify's layout (`ssr: true`), so that a server can read the session of a request. */
import { isLoopback } from '../../lib/loopback.ts';
import { parseBrowserRecord } from '../browser-record.ts';
import { createCookieJar, type CookieJar, type CookieOptions } from './cookie-jar.ts';
import type { CookieText } from './cookie-text.ts';
import { createIdentityJsStorage } from '../identity-js/identity-js-storage.ts';
import { createKeys } from '../identity-js/keys.ts';
import type { SessionRecord, SessionStorage } from '../session-record.ts';
import { createWebStorage } from '../web/web-storage.ts';

/** The target of the browser's events about cookies that other tabs or responses changed. */
interface ChangeTarget {
  addEventListener: (type: string, listener: (event: Event) => void) => void;
  removeEventListener: (type: string, listener: (event: Event) => void) => void;
}

export interface CookieStorageOptions extends CookieOptions {
  /** Default `globalThis.document`. */
  document?: { cookie: string } | undefined;
  /** Default `globalThis.location`. On http and this machine, cookies are not Secure. */
  location?: { protocol: string; hostname: string } | undefined;
  /** Default `globalThis.cookieStore`, which newer browsers have. https://cookiestore.spec.whatwg.org/ */
  cookieStore?: (ChangeTarget & { getAll?: () => Promise<unknown> }) | undefined;
  /** Default `globalThis`. Its `focus` event stands in where there is no `cookieStore`. */
  window?: ChangeTarget | undefined;
}

/** Returns whether a page is on http and this machine, where some browsers refuse a Secure cookie. */
export const isHttpLoopback = ({ protocol, hostname }: { protocol: string; hostname: string }): boolean =>
  protocol === 'http:' && isLoopback(hostname);

/** Leaves AWS credentials out: a cookie goes with every request, and one request gets new credentials. */
const withoutCredentials = ({ identity, ...record }: SessionRecord): SessionRecord => {
  if (!identity) return record;
  const { identityPoolId, roleArn, identityId } = identity;
  return { ...record, identity: { identityPoolId, roleArn, identityId } };
};

/**
 * Creates the session's store over cookies.
 * @param openJar Opens a jar: of cookies that expire as the app said or, with `remember: false`, with the browser.
 * @param clientId The app client.
 * @param watch Calls back when cookies changed elsewhere. Default: never.
 * @returns A store that never rejects: where the browser takes no cookies, it degrades to memory.
 */
export function createJarStorage(
  openJar: (only?: { maxAge: 'session' }) => CookieJar,
  clientId: string,
  watch: SessionStorage['watch'] = () => () => {},
): SessionStorage {
  const persistentJar = openJar();
  const browserSessionJar = openJar({ maxAge: 'session' });
  /** Present if the session's cookies expire with the browser. */
  const browserSessionKey = `${createKeys(clientId).kit}.passing`;
  let jar = persistentJar;
  const storage = createIdentityJsStorage(
    { ...persistentJar, setItem: (key, value) => jar.setItem(key, value) },
    clientId,
    {},
  );
  const isPersistent = () => storage.persistence === 'persistent';
  return {
    get persistence() {
      return storage.persistence;
    },
    ...(storage.onPersistenceChange && { onPersistenceChange: storage.onPersistenceChange }),
    watch,
    async read() {
      const record = await storage.read();
      return record && isPersistent() && persistentJar.getItem(browserSessionKey)
        ? { ...record, remember: false }
        : record;
    },
    async compareAndSwap(expected, record) {
      jar = record.remember === false ? browserSessionJar : persistentJar;
      const done = await storage.compareAndSwap(expected, withoutCredentials(record));
      if (!done || !isPersistent()) return done;
      if (jar === browserSessionJar) browserSessionJar.setItem(browserSessionKey, '1');
      else persistentJar.removeItem(browserSessionKey);
      return done;
    },
    async clear(expected) {
      await storage.clear(expected);
      if (!(await storage.read()) && isPersistent()) persistentJar.removeItem(browserSessionKey);
    },
  };
}

/**
 * Creates the session's store for a page of which the server uses `cognito-kit/server`.
 * @param clientId The app client.
 * @param options The cookies' attributes.
 * @returns A value for the config's `storage`. The browser record stays in localStorage: a server has no use for it.
 * @example
 * const cognito = createCognito({ userPoolId, clientId, storage: createCookieStorage(clientId) });
 */
export function createCookieStorage(clientId: string, options: CookieStorageOptions = {}): SessionStorage {
  const defaults: CookieStorageOptions = globalThis;
  const {
    document = defaults.document,
    location = defaults.location,
    cookieStore = defaults.cookieStore,
    window = globalThis,
    ...rest
  } = options;
  const text: CookieText = {
    read: () => document?.cookie ?? '',
    write(cookie) {
      if (document) document.cookie = cookie;
    },
  };
  const secure = !location || !isHttpLoopback(location);
  const openJar = (only = {}) => createCookieJar(text, { secure, ...rest, ...only });
  const session = createJarStorage(openJar, clientId, (listener) => {
    let watching = true;
    const report = () => {
      if (watching) listener();
    };
    const [target, type] = cookieStore ? [cookieStore, 'change'] : [window, 'focus'];
    // Chromium can send the event before `document.cookie` has the change. The reply to `getAll` comes after it.
    const onChange = cookieStore?.getAll ? () => void cookieStore.getAll?.().then(report, report) : report;
    target.addEventListener?.(type, onChange);
    return () => {
      watching = false;
      target.removeEventListener?.(type, onChange);
    };
  });
  return Object.assign(session, {
    browser: () =>
      createWebStorage({
        open: () => globalThis.localStorage,
        key: `cognito-kit.${clientId}.browser`,
        parse: parseBrowserRecord,
        events: globalThis,
      }),
  });
}
