/** The world of one local AWS: the given one, with a clock that can be moved forward. */
import type { Bytes } from './lib/bytes.ts';
import type { World } from './world.ts';

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

export function createWorld({ now = Date.now, random = webRandom, print = () => {} }: Partial<World>): {
  world: World;
  clock: MovableClock;
} {
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
  return { clock, world: { now: () => clock.now(), random, print } };
}
