/** The session in cookies, so that a server sees who asks: what Amplify does with `ssr: true`, and in its layout. */
import { isLoopback } from '../../lib/loopback.ts';
import { parseBrowserRecord } from '../browser-record.ts';
import { createCookieJar, type CookieJar, type CookieOptions } from './cookie-jar.ts';
import type { CookieText } from './cookie-text.ts';
import { createIdentityJsStorage } from '../identity-js/identity-js-storage.ts';
import type { SessionRecord, SessionStorage } from '../session-record.ts';
import { createWebStorage } from '../web/web-storage.ts';

/** Where the browser tells of cookies that other tabs or responses changed. */
interface ChangeTarget {
  addEventListener: (type: string, listener: (event: Event) => void) => void;
  removeEventListener: (type: string, listener: (event: Event) => void) => void;
}

export interface CookieStorageOptions extends CookieOptions {
  /** Default `globalThis.document`. */
  document?: { cookie: string } | undefined;
  /** Default `globalThis.location`; tells whether the page is on this machine. */
  location?: { protocol: string; hostname: string } | undefined;
  /** Default `globalThis.cookieStore`, which newer browsers have. https://cookiestore.spec.whatwg.org/ */
  cookieStore?: ChangeTarget | undefined;
  /** Default `globalThis`, whose `focus` stands in where there is no `cookieStore`. */
  window?: ChangeTarget | undefined;
}

/** http on this machine, where some browsers refuse a Secure cookie. */
export const isPlainLoopback = ({ protocol, hostname }: { protocol: string; hostname: string }): boolean =>
  protocol === 'http:' && isLoopback(hostname);

/** AWS keys stay out: a cookie goes with every request, and keys are asked for again in one. */
const slim = ({ identity, ...record }: SessionRecord): SessionRecord => {
  if (!identity) return record;
  const { identityPoolId, roleArn, identityId } = identity;
  return { ...record, identity: { identityPoolId, roleArn, identityId } };
};

/**
 * The session in cookies, in Amplify's layout; in memory where the browser takes none. `open` makes a jar: of cookies that
 * last as the app said or, for whoever asked not to be remembered, until the browser is closed.
 */
export function openCookieJar(
  open: (only?: { maxAge: 'session' }) => CookieJar,
  clientId: string,
  watch: SessionStorage['watch'] = () => () => {},
): SessionStorage {
  const lasting = open();
  const passing = open({ maxAge: 'session' });
  const mark = `CognitoIdentityServiceProvider.${clientId}.cognito-kit.passing`;
  let jar = lasting;
  const storage = createIdentityJsStorage(
    { ...lasting, setItem: (key, value) => jar.setItem(key, value) },
    clientId,
    {},
  );
  /** Else all of it is in memory, and ends with the page. */
  const isKept = () => storage.persistence === 'persistent';
  return {
    get persistence() {
      return storage.persistence;
    },
    ...(storage.onPersistenceChange && { onPersistenceChange: storage.onPersistenceChange }),
    watch,
    async read() {
      const record = await storage.read();
      return record && isKept() && lasting.getItem(mark) ? { ...record, remember: false } : record;
    },
    async compareAndSwap(expected, record) {
      jar = record.remember === false ? passing : lasting;
      const done = await storage.compareAndSwap(expected, slim(record));
      if (!done || !isKept()) return done;
      if (jar === passing) passing.setItem(mark, '1');
      else lasting.removeItem(mark);
      return done;
    },
    async clear(expected) {
      await storage.clear(expected);
      if (!(await storage.read()) && isKept()) lasting.removeItem(mark);
    },
  };
}

/** `createCognito({ …, storage: createCookieStorage(clientId) })`, for a page whose server uses `cognito-kit/server`. */
export function createCookieStorage(clientId: string, options: CookieStorageOptions = {}): SessionStorage {
  const here: CookieStorageOptions = globalThis;
  const {
    document = here.document,
    location = here.location,
    cookieStore = here.cookieStore,
    window = globalThis,
    ...rest
  } = options;
  const text: CookieText = {
    read: () => document?.cookie ?? '',
    write(cookie) {
      if (document) document.cookie = cookie;
    },
  };
  const secure = !location || !isPlainLoopback(location);
  const open = (only = {}) => createCookieJar(text, { secure, ...rest, ...only });
  const session = openCookieJar(open, clientId, (listener) => {
    const [target, type] = cookieStore ? [cookieStore, 'change'] : [window, 'focus'];
    const heard = () => listener();
    target.addEventListener?.(type, heard);
    return () => target.removeEventListener?.(type, heard);
  });
  return Object.assign(session, {
    // No server has any use for it: who was here last, the guest, the devices.
    browser: () =>
      createWebStorage({
        open: () => globalThis.localStorage,
        key: `cognito-kit.${clientId}.browser`,
        parse: parseBrowserRecord,
      }),
  });
}
