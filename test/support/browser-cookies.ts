/** The cookies of one origin in a browser without a clock: 4096 bytes each, and `Max-Age=0` deletes one. */
import type { CookieText } from '../../src/storage/cookie/cookie-text.ts';

export function createBrowserCookies() {
  const cookies = new Map<string, string>();
  /** Every cookie that was written, with its attributes. */
  const written: string[] = [];
  const text: CookieText = {
    read: () => Array.from(cookies, ([name, value]) => `${name}=${value}`).join('; '),
    write(cookie) {
      written.push(cookie);
      const [, name = '', value = ''] = /^([^=]*)=([^;]*)/.exec(cookie) ?? [];
      if (/; *Max-Age=0(;|$)/i.test(cookie)) cookies.delete(name);
      else if (!jar.full && name.length + value.length <= 4096) cookies.set(name, value);
    },
  };
  const jar = {
    text,
    written,
    /** While true, the browser stores no more cookies. */
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
    /** Stores the cookies of a response. */
    take: (response: Pick<Response, 'headers'>) => {
      for (const cookie of response.headers.getSetCookie()) text.write(cookie);
    },
  };
  return jar;
}
