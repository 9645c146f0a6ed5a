/**
 * Bytes that look random and are the same for the same seed: SHA-256 over the seed and a counter. For tests that
 * need the same run twice. Secrets made from these bytes protect nothing.
 */
import { sha256 } from '@noble/hashes/sha2.js';
import { type Bytes, concat, utf8 } from './bytes.ts';

export interface SeededRandom {
  next: (length: number) => Bytes;
  /** Position in the stream, in bytes. */
  position: () => number;
  rewind: (position: number) => void;
}

const BLOCK = 32;

export function createSeededRandom(seed: string): SeededRandom {
  const key = sha256(utf8(seed));
  let offset = 0;
  const block = (index: number): Uint8Array => {
    const counter = new Uint8Array(8);
    new DataView(counter.buffer).setBigUint64(0, BigInt(index));
    return sha256(concat(key, counter));
  };
  return {
    next(length) {
      const bytes = new Uint8Array(length);
      for (let filled = 0; filled < length;) {
        const from = offset % BLOCK;
        const part = block(Math.floor(offset / BLOCK)).subarray(from, from + length - filled);
        bytes.set(part, filled);
        filled += part.length;
        offset += part.length;
      }
      return bytes;
    },
    position: () => offset,
    rewind(position) {
      offset = position;
    },
  };
}
