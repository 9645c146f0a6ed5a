/** Bytes to text and back, on web standards. */

export type Bytes = Uint8Array<ArrayBuffer>;

export const utf8 = (text: string): Bytes => new TextEncoder().encode(text);

/** Of a few thousand bytes at most. */
export const concat = (...parts: readonly Bytes[]): Bytes =>
  new Uint8Array(parts.flatMap((part) => Array.from(part)));

export const toBase64 = (bytes: Bytes): string => btoa(String.fromCharCode(...bytes));

/** Takes base64url as well. Throws on anything else. */
export const fromBase64 = (text: string): Bytes =>
  Uint8Array.from(atob(text.replace(/-/g, '+').replace(/_/g, '/')), (char) => char.charCodeAt(0));

export const toHex = (bytes: Bytes): string =>
  Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');

/** Of an even number of hex digits. */
export const fromHex = (hex: string): Bytes =>
  Uint8Array.from(hex.match(/../g) ?? [], (byte) => Number.parseInt(byte, 16));
