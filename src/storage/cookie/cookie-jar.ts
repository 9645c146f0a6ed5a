/**
 * Keys and values in cookies under Amplify's names, so that `createIdentityJsStorage(createCookieJar(), clientId)` reads
 * the session that Amplify left with `ssr: true`, and a server reads the session of a page. A page's scripts can read
 * these cookies, and every request carries them: see docs/guides/server-rendering.md.
 */
import { decode, encodeName, readCookies, type CookieText } from './cookie-text.ts';
import { joinParts, splitValue } from './chunks.ts';
import type { IdentityJsStorage } from '../identity-js/keys.ts';

export interface CookieOptions {
  /** Seconds until the cookies expire; `session`: until the browser is closed. Default 365 days, as Amplify's. */
  maxAge?: number | 'session' | undefined;
  /** A domain such as `example.com`, for a session that subdomains share. To read or delete Amplify's cookies, Amplify's domain. */
  domain?: string | undefined;
  /** Default true; for http on this machine, false. */
  secure?: boolean | undefined;
}

export interface CookieJar extends IdentityJsStorage {
  getItem: (key: string) => string | null;
  /** @throws {DOMException} `QuotaExceededError` if the browser does not take the cookie, as web storage does. */
  setItem: (key: string, value: string) => void;
  removeItem: (key: string) => void;
}

const YEAR = 365 * 86_400;

/**
 * Creates a key-value store over cookies.
 * @param text The cookies.
 * @param options Their attributes.
 * @returns The store. Long values are split over several cookies.
 */
export function createCookieJar(
  text: CookieText,
  { maxAge = YEAR, domain, secure = true }: CookieOptions = {},
): CookieJar {
  const attributes = `; Path=/; SameSite=Lax${domain ? `; Domain=${domain}` : ''}${secure ? '; Secure' : ''}`;
  const expiry = maxAge === 'session' ? '' : `; Max-Age=${maxAge}`;
  /** Returns the key's cookies: one, or its parts. */
  const cookiesOf = (key: string) =>
    readCookies(text.read()).filter(
      ({ name }) => name === key || (name.startsWith(`${key}.`) && /^\d+$/.test(name.slice(key.length + 1))),
    );
  const read = (key: string) => {
    const cookies = cookiesOf(key);
    const valueOf = (name: string) => cookies.find((cookie) => cookie.name === name)?.value;
    const encoded = valueOf(key) ?? joinParts((index) => valueOf(`${key}.${index}`));
    return encoded === undefined ? undefined : decode(encoded);
  };
  const expire = (encodedName: string) => text.write(`${encodedName}=${attributes}; Max-Age=0`);
  const write = (key: string, value: string) => {
    const parts = splitValue(encodeName(key), encodeURIComponent(value));
    for (const [encodedName, part] of parts) text.write(`${encodedName}=${part}${attributes}${expiry}`);
    const written = new Set(parts.map(([encodedName]) => encodedName));
    for (const { encodedName } of cookiesOf(key)) if (!written.has(encodedName)) expire(encodedName);
  };

  const jar: CookieJar = {
    getItem: (key) => read(key) ?? null,
    setItem(key, value) {
      write(key, value);
      if (jar.getItem(key) === value) return;
      // The value that is left is older, and may be another user's.
      jar.removeItem(key);
      throw new DOMException('The browser takes no cookies here, or no more of them', 'QuotaExceededError');
    },
    removeItem(key) {
      for (const { encodedName } of cookiesOf(key)) expire(encodedName);
    },
  };
  return jar;
}
