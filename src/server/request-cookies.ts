/** A request's cookies, and what its response is to set, in the form of `document.cookie`. */
import { readCookies, type CookieText } from '../storage/cookie/cookie-text.ts';

export interface RequestCookies extends CookieText {
  /** What is to be sent as `Set-Cookie`, the last word on each name. */
  written: () => string[];
  /** Nothing of what was written so far is sent. */
  unwrite: () => void;
}

export function createRequestCookies(header: string | null): RequestCookies {
  const found = new Map<string, string>();
  for (const { encodedName: raw, value } of readCookies(header ?? ''))
    if (!found.has(raw)) found.set(raw, value);
  const written = new Map<string, string>();
  return {
    read: () => Array.from(found, ([raw, value]) => `${raw}=${value}`).join('; '),
    write(cookie) {
      const [, raw = '', value = ''] = /^([^=]*)=([^;]*)/.exec(cookie) ?? [];
      written.set(raw, cookie);
      if (cookie.endsWith('; Max-Age=0')) found.delete(raw);
      else found.set(raw, value);
    },
    written: () => [...written.values()],
    unwrite: () => written.clear(),
  };
}
