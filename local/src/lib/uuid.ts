/** Version 4 UUIDs. https://www.rfc-editor.org/rfc/rfc9562#section-5.4 */
import { toHex } from './bytes.ts';

/** Makes a UUID of 16 or more random bytes. The same bytes give the same UUID. */
export const uuidFrom = (random: Uint8Array): string => {
  const bytes = random.slice(0, 16);
  bytes[6] = ((bytes[6] ?? 0) & 0x0f) | 0x40;
  bytes[8] = ((bytes[8] ?? 0) & 0x3f) | 0x80;
  return toHex(bytes).replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');
};
