/** Makes the platform of one local AWS: a clock that tests can advance, and randomness that a seed can decide. */
import type { Bytes } from '../lib/bytes.ts';
import { createSeededRandom } from '../lib/seeded-random.ts';
import { seededRsaKey } from '../lib/seeded-rsa-key.ts';
import type { Platform } from './platform.ts';

/** Largest number of bytes that one call of `getRandomValues` returns. */
const MOST = 65_536;

function webRandom(length: number): Bytes {
  const bytes = new Uint8Array(length);
  for (let start = 0; start < length; start += MOST) {
    crypto.getRandomValues(bytes.subarray(start, start + MOST));
  }
  return bytes;
}

export interface MovableClock {
  /** Milliseconds since the epoch. */
  now: () => number;
  advance: (seconds: number) => void;
  /** Returns to the real time. */
  reset: () => void;
}

export interface LocalPlatform {
  platform: Platform;
  clock: MovableClock;
  /** Only with a seed: `mark` notes the position of the random stream, `rewind` returns to it at a reset. */
  seeded: { mark: () => void; rewind: () => void } | undefined;
}

export function createLocalPlatform({
  now = Date.now,
  random = webRandom,
  print = () => {},
  rsaKey,
  seed,
}: { [Name in keyof Platform]?: Platform[Name] | undefined } & { seed?: string | undefined }): LocalPlatform {
  let ahead = 0;
  const clock: MovableClock = {
    now: () => now() + ahead,
    advance(seconds) {
      ahead += seconds * 1000;
    },
    reset() {
      ahead = 0;
    },
  };
  const shared = { now: () => clock.now(), print };
  if (seed === undefined) {
    return { clock, platform: { ...shared, random, ...(rsaKey && { rsaKey }) }, seeded: undefined };
  }
  const source = createSeededRandom(seed);
  let marked = 0;
  return {
    clock,
    platform: { ...shared, random: source.next, rsaKey: (name) => seededRsaKey(`${seed}/${name}`) },
    seeded: {
      mark() {
        marked = source.position();
      },
      rewind: () => source.rewind(marked),
    },
  };
}
