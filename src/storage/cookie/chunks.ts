/**
 * A value that is too long for one cookie, in several. Browsers drop a cookie of more than 4096 bytes, with its name.
 * https://www.rfc-editor.org/rfc/rfc6265#section-6.1
 */

/** Bytes of a name and its value, with room for what a browser or proxy counts differently. */
const LIMIT = 3_800;
/** Longer is no token of Cognito's. */
const MOST = 32;

/** So that parts of two values, written at once or by halves, are never taken for one. FNV-1a. */
function checksum(text: string): string {
  let hash = 0x811c9dc5;
  for (let at = 0; at < text.length; at++) hash = Math.imul(hash ^ text.charCodeAt(at), 0x01000193);
  return (hash >>> 0).toString(36);
}

/** One part where it fits; each name is `nameOf(part's number)`, or the bare one for a single part. */
export function split(name: string, encoded: string): readonly (readonly [name: string, part: string])[] {
  if (name.length + encoded.length < LIMIT) return [[name, encoded]];
  const text = `${checksum(encoded)}.${encoded}`;
  const size = Math.max(256, LIMIT - name.length - 4);
  return Array.from({ length: Math.ceil(text.length / size) }, (_, at) => [
    `${name}.${at}`,
    text.slice(at * size, (at + 1) * size),
  ]);
}

/** What was split; undefined where a part is missing or of another value. */
export function join(part: (at: number) => string | undefined): string | undefined {
  let text = '';
  for (let at = 0; at < MOST; at++) {
    const next = part(at);
    if (next === undefined) break;
    text += next;
  }
  const [, sum, encoded = ''] = /^(\w+)\.(.*)$/.exec(text) ?? [];
  return sum === checksum(encoded) ? encoded : undefined;
}
