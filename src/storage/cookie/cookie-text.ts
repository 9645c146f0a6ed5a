/**
 * Cookies as text: what a `Cookie` header and `document.cookie` hold, and what is written to them.
 * https://www.rfc-editor.org/rfc/rfc6265
 */

/** `document.cookie`, or a request's and its response's cookies in that form. */
export interface CookieText {
  /** `name=value; name=value` */
  read: () => string;
  /** One cookie with its attributes, as `Set-Cookie` has it. */
  write: (cookie: string) => void;
}

export interface Cookie {
  /** As it was meant. */
  name: string;
  /** As it stands there. */
  raw: string;
  value: string;
}

/** Undefined for what is not encoded as it should be. */
export function decode(text: string): string | undefined {
  try {
    return decodeURIComponent(text);
  } catch {
    return undefined;
  }
}

/** Names as js-cookie encodes them, and so Amplify: all but what RFC 6265 allows in a name. */
export const cookieName = (name: string): string =>
  encodeURIComponent(name)
    .replace(/%(?:2[346B]|5E|60|7C)/g, decodeURIComponent)
    .replace(/[()]/g, (char) => (char === '(' ? '%28' : '%29'));

/** In their order: of two of a name, the first is that of the more specific path. */
export const readCookies = (text: string): Cookie[] =>
  text.split(/; */).flatMap((pair) => {
    const at = pair.indexOf('=');
    const raw = pair.slice(0, Math.max(at, 0)).trim();
    const name = decode(raw);
    const value = pair.slice(at + 1).replace(/^"(.*)"$/, '$1');
    return name ? { name, raw, value } : [];
  });
