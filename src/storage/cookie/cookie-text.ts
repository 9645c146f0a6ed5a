/**
 * Reads and encodes cookies as text: the `Cookie` header and `document.cookie`.
 * https://www.rfc-editor.org/rfc/rfc6265
 */

/** `document.cookie`, or a request's and its response's cookies in that form. */
export interface CookieText {
  /** Returns `name=value; name=value`. */
  read: () => string;
  /** Writes one cookie with its attributes, in the form of `Set-Cookie`. */
  write: (cookie: string) => void;
}

export interface Cookie {
  /** The decoded name. */
  name: string;
  /** The name as it stands in the text. */
  encodedName: string;
  /** The encoded value. */
  value: string;
}

/** Decodes a value; undefined if it is not encoded correctly. */
export function decode(text: string): string | undefined {
  try {
    return decodeURIComponent(text);
  } catch {
    return undefined;
  }
}

/** Encodes a name as js-cookie does, and so Amplify: all characters but those that RFC 6265 allows in a name. */
export const encodeName = (name: string): string =>
  encodeURIComponent(name)
    .replace(/%(?:2[346B]|5E|60|7C)/g, decodeURIComponent)
    .replace(/[()]/g, (char) => (char === '(' ? '%28' : '%29'));

/** Parses cookies in their order: of two with the same name, the first one has the more specific path. */
export const readCookies = (text: string): Cookie[] =>
  text.split(/; */).flatMap((pair) => {
    const equals = pair.indexOf('=');
    const encodedName = pair.slice(0, Math.max(equals, 0)).trim();
    const name = decode(encodedName);
    const value = pair.slice(equals + 1).replace(/^"(.*)"$/, '$1');
    return name ? { name, encodedName, value } : [];
  });
