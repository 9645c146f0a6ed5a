/**
 * Splits a value that is too long for one cookie over several. Browsers drop a cookie of more than 4096 bytes, its name
 * included. https://www.rfc-editor.org/rfc/rfc6265#section-6.1
 */

/** Bytes of a name and its value, with room for browsers and proxies that count differently. */
const LIMIT = 3_800;
/** Parts of one value. No token of Cognito's needs more. */
const MAX_PARTS = 32;

/** FNV-1a. It keeps the parts of two values apart that were written at the same time, or not completely. */
function checksum(text: string): string {
  let hash = 0x811c9dc5;
  for (let index = 0; index < text.length; index++)
    hash = Math.imul(hash ^ text.charCodeAt(index), 0x01000193);
  return (hash >>> 0).toString(36);
}

/**
 * Splits an encoded value into cookies.
 * @param name The encoded name.
 * @param encoded The encoded value.
 * @returns One cookie under the bare name where the value fits, else parts under `name.0`, `name.1` and so on.
 */
export function splitValue(
  name: string,
  encoded: string,
): readonly (readonly [name: string, part: string])[] {
  if (name.length + encoded.length < LIMIT) return [[name, encoded]];
  const text = `${checksum(encoded)}.${encoded}`;
  const size = Math.max(256, LIMIT - name.length - 4);
  return Array.from({ length: Math.ceil(text.length / size) }, (_, index) => [
    `${name}.${index}`,
    text.slice(index * size, (index + 1) * size),
  ]);
}

/**
 * Joins the parts of a split value.
 * @param partAt Returns a part by its number; undefined after the last one.
 * @returns The encoded value; undefined if a part is missing or belongs to another value.
 */
export function joinParts(partAt: (index: number) => string | undefined): string | undefined {
  let text = '';
  for (let index = 0; index < MAX_PARTS; index++) {
    const part = partAt(index);
    if (part === undefined) break;
    text += part;
  }
  const [, sum, encoded = ''] = /^(\w+)\.(.*)$/.exec(text) ?? [];
  return sum === checksum(encoded) ? encoded : undefined;
}
