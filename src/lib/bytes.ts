/** Converts bytes to text and back, by web standards. */

export type Bytes = Uint8Array<ArrayBuffer>;

/** Encodes a text as UTF-8. */
export const utf8 = (text: string): Bytes => new TextEncoder().encode(text);

/** Joins arrays of a few thousand bytes at most. */
export const concat = (...parts: readonly Bytes[]): Bytes =>
  new Uint8Array(parts.flatMap((part) => Array.from(part)));

/** Encodes bytes as base64. */
export const toBase64 = (bytes: Bytes): string => btoa(String.fromCharCode(...bytes));

/**
 * Decodes base64 or base64url.
 * @throws {DOMException} `InvalidCharacterError` for any other text.
 */
export const fromBase64 = (text: string): Bytes =>
  Uint8Array.from(atob(text.replace(/-/g, '+').replace(/_/g, '/')), (char) => char.charCodeAt(0));

/** Encodes bytes as lower-case hexadecimal digits. */
export const toHex = (bytes: Bytes): string =>
  Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');

/** Decodes an even number of hexadecimal digits. */
export const fromHex = (hex: string): Bytes =>
  Uint8Array.from(hex.match(/../g) ?? [], (byte) => Number.parseInt(byte, 16));
