/** SHA-256 and HMAC-SHA-256 by Web Crypto. */
import { type Bytes, toHex, utf8 } from './bytes.ts';

export const sha256 = async (bytes: Bytes): Promise<Bytes> =>
  new Uint8Array(await crypto.subtle.digest('SHA-256', bytes));

export const sha256Hex = async (text: string): Promise<string> => toHex(await sha256(utf8(text)));

export const hmacSha256 = async (key: Bytes, data: Bytes): Promise<Bytes> => {
  const hmac = await crypto.subtle.importKey('raw', key, { name: 'HMAC', hash: 'SHA-256' }, false, ['sign']);
  return new Uint8Array(await crypto.subtle.sign('HMAC', hmac, data));
};
