/** A browser's cookies of one origin, as far as they need no clock: 4096 bytes each, and `Max-Age=0` deletes. */
import type { CookieText } from '../../src/storage/cookie/cookie-text.ts';

export function createCookieBrowser() {
  const cookies = new Map<string, string>();
  /** Every cookie that was written, with its attributes. */
  const written: string[] = [];
  const text: CookieText = {
    read: () => Array.from(cookies, ([name, value]) => `${name}=${value}`).join('; '),
    write(cookie) {
      written.push(cookie);
      const [, name = '', value = ''] = /^([^=]*)=([^;]*)/.exec(cookie) ?? [];
      if (/; *Max-Age=0(;|$)/i.test(cookie)) cookies.delete(name);
      else if (!browser.full && name.length + value.length <= 4096) cookies.set(name, value);
    },
  };
  const browser = {
    text,
    written,
    /** Takes no more. */
    full: false,
    names: () => [...cookies.keys()],
    document: {
      get cookie() {
        return text.read();
      },
      set cookie(cookie: string) {
        text.write(cookie);
      },
    },
    /** Takes what a server sent. */
    take: (response: Pick<Response, 'headers'>) => {
      for (const cookie of response.headers.getSetCookie()) text.write(cookie);
    },
  };
  return browser;
}
