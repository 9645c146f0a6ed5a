/** The platform of one local AWS: the one of the options, with a clock that can be moved forward, and randomness that a seed decides. */
import type { Bytes } from '../lib/bytes.ts';
import { createSeededRandom } from '../lib/seeded-random.ts';
import { seededRsaKey } from '../lib/seeded-rsa-key.ts';
import type { Platform } from './platform.ts';

/** What one call of getRandomValues gives at most. */
const MOST = 65_536;

function webRandom(length: number): Bytes {
  const bytes = new Uint8Array(length);
  for (let at = 0; at < length; at += MOST) crypto.getRandomValues(bytes.subarray(at, at + MOST));
  return bytes;
}

export interface MovableClock {
  /** Milliseconds since the epoch. */
  now: () => number;
  advance: (seconds: number) => void;
  /** Back to the real time. */
  reset: () => void;
}

export interface LocalPlatform {
  platform: Platform;
  clock: MovableClock;
  /** Where there is a seed: a reset goes back to what was random after the start. */
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
