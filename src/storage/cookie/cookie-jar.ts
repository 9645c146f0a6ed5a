/**
 * Keys and values in cookies, by Amplify's names, so that `createIdentityJsStorage(createCookieJar(), clientId)` finds
 * what Amplify left with `ssr: true`, and a server finds what a page left. A page's scripts read them, and every request
 * carries them: see docs/guides/server-rendering.md for what that means.
 */
import { cookieName, decode, readCookies, type CookieText } from './cookie-text.ts';
import { join, split } from './chunks.ts';
import type { IdentityJsStorage } from '../identity-js/identity-js-store.ts';

export interface CookieOptions {
  /** Seconds that they last; `session`: until the browser is closed. Default 365 days, as Amplify's. */
  maxAge?: number | 'session' | undefined;
  /** For a session that subdomains share, such as `example.com`; to take over or delete Amplify's, what it was told. */
  domain?: string | undefined;
  /** Default true, but for http on this machine. */
  secure?: boolean | undefined;
}

export interface CookieJar extends IdentityJsStorage {
  getItem: (key: string) => string | null;
  /** @throws DOMException where the browser does not take it, as web storage does. */
  setItem: (key: string, value: string) => void;
  removeItem: (key: string) => void;
}

const YEAR = 365 * 86_400;

export function createCookieJar(
  text: CookieText,
  { maxAge = YEAR, domain, secure = true }: CookieOptions = {},
): CookieJar {
  const attributes = `; Path=/; SameSite=Lax${domain ? `; Domain=${domain}` : ''}${secure ? '; Secure' : ''}`;
  const lasting = maxAge === 'session' ? '' : `; Max-Age=${maxAge}`;
  /** The key's cookies: one, or its parts. */
  const cookiesOf = (key: string) =>
    readCookies(text.read()).filter(
      ({ name }) => name === key || (name.startsWith(`${key}.`) && /^\d+$/.test(name.slice(key.length + 1))),
    );
  const read = (key: string) => {
    const found = cookiesOf(key);
    const valueOf = (name: string) => found.find((one) => one.name === name)?.value;
    const encoded = valueOf(key) ?? join((at) => valueOf(`${key}.${at}`));
    return encoded === undefined ? undefined : decode(encoded);
  };
  const expire = (raw: string) => text.write(`${raw}=${attributes}; Max-Age=0`);
  const write = (key: string, value: string) => {
    const parts = split(cookieName(key), encodeURIComponent(value));
    for (const [raw, part] of parts) text.write(`${raw}=${part}${attributes}${lasting}`);
    const written = new Set(parts.map(([raw]) => raw));
    for (const { raw } of cookiesOf(key)) if (!written.has(raw)) expire(raw);
  };

  const jar: CookieJar = {
    getItem: (key) => read(key) ?? null,
    setItem(key, value) {
      write(key, value);
      if (jar.getItem(key) === value) return;
      // What is left there is older, maybe another person's.
      jar.removeItem(key);
      throw new DOMException('The browser takes no cookies here, or no more of them', 'QuotaExceededError');
    },
    removeItem(key) {
      for (const { raw } of cookiesOf(key)) expire(raw);
    },
  };
  return jar;
}
