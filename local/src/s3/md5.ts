/** MD5, for ETags only: Web Crypto has none. https://www.rfc-editor.org/rfc/rfc1321 */

const shifts = [
  [7, 12, 17, 22],
  [5, 9, 14, 20],
  [4, 11, 16, 23],
  [6, 10, 15, 21],
] as const;
const sines = Int32Array.from({ length: 64 }, (_, index) =>
  Math.floor(Math.abs(Math.sin(index + 1)) * 2 ** 32),
);
/** How far to rotate, and which word of the block to add, at each of the 64 steps. */
const rotations = Uint8Array.from({ length: 64 }, (_, step) => shifts[step >> 4]?.[step & 3] ?? 0);
const words = Uint8Array.from(
  { length: 64 },
  (_, step) => [step, 5 * step + 1, 3 * step + 5, 7 * step].map((word) => word & 15)[step >> 4] ?? 0,
);

const padded = (bytes: Uint8Array) => {
  const blocks = new Uint8Array(((bytes.length + 8) >> 6) * 64 + 64);
  blocks.set(bytes);
  blocks[bytes.length] = 0x80;
  const view = new DataView(blocks.buffer);
  view.setUint32(blocks.length - 8, (bytes.length * 8) >>> 0, true);
  view.setUint32(blocks.length - 4, Math.floor(bytes.length / 2 ** 29), true);
  return view;
};

const mix = (round: number, b: number, c: number, d: number) =>
  round === 0
    ? (b & c) | (~b & d)
    : round === 1
      ? (d & b) | (~d & c)
      : round === 2
        ? b ^ c ^ d
        : c ^ (b | ~d);

/** 16 bytes. */
export const md5 = (bytes: Uint8Array): Uint8Array<ArrayBuffer> => {
  const view = padded(bytes);
  const block = new Int32Array(16);
  let [a0, b0, c0, d0] = [0x67452301, 0xefcdab89 | 0, 0x98badcfe | 0, 0x10325476];
  for (let from = 0; from < view.byteLength; from += 64) {
    for (let word = 0; word < 16; word += 1) block[word] = view.getInt32(from + word * 4, true);
    let [a, b, c, d] = [a0, b0, c0, d0];
    for (let step = 0; step < 64; step += 1) {
      const sum = (a + mix(step >> 4, b, c, d) + (sines[step] ?? 0) + (block[words[step] ?? 0] ?? 0)) | 0;
      const by = rotations[step] ?? 0;
      a = d;
      d = c;
      c = b;
      b = (b + ((sum << by) | (sum >>> (32 - by)))) | 0;
    }
    a0 = (a0 + a) | 0;
    b0 = (b0 + b) | 0;
    c0 = (c0 + c) | 0;
    d0 = (d0 + d) | 0;
  }
  const digest = new DataView(new ArrayBuffer(16));
  for (const [index, word] of [a0, b0, c0, d0].entries()) digest.setInt32(index * 4, word, true);
  return new Uint8Array(digest.buffer);
};
