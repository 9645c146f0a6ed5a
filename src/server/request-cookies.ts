/** The cookies of a request and those that its response sets, in the form of `document.cookie`. */
import { readCookies, type CookieText } from '../storage/cookie/cookie-text.ts';

export interface RequestCookies extends CookieText {
  /** Returns the values of the `Set-Cookie` headers: the last written one of each name. */
  written: () => string[];
  /** Drops all written cookies. */
  unwrite: () => void;
}

export function createRequestCookies(header: string | null): RequestCookies {
  const cookies = new Map<string, string>();
  for (const { encodedName, value } of readCookies(header ?? ''))
    if (!cookies.has(encodedName)) cookies.set(encodedName, value);
  const written = new Map<string, string>();
  return {
    read: () => Array.from(cookies, ([name, value]) => `${name}=${value}`).join('; '),
    write(cookie) {
      const [, name = '', value = ''] = /^([^=]*)=([^;]*)/.exec(cookie) ?? [];
      written.set(name, cookie);
      if (cookie.endsWith('; Max-Age=0')) cookies.delete(name);
      else cookies.set(name, value);
    },
    written: () => [...written.values()],
    unwrite: () => written.clear(),
  };
}
