/**
 * Does something that only one tab should do at a time, under a Web Lock where there are any. A tab that is frozen
 * while it holds the lock must not hold up the others, so the wait is bounded; then the compare and swap decides.
 * https://w3c.github.io/web-locks/
 */
import type { Clock } from '../lib/world.ts';

/** Milliseconds; longer than one request may take. */
const WAIT = 12_000;

export type Locked = <Result>(name: string, work: () => Promise<Result>) => Promise<Result>;

export const createLocked =
  (locks: LockManager | undefined, clock: Clock): Locked =>
  async (name, work) => {
    if (!locks) return work();
    const waiting = new AbortController();
    const stopWaiting = clock.after(WAIT, () => waiting.abort());
    let begun = false;
    const begin = () => {
      begun = true;
      stopWaiting();
      return work();
    };
    try {
      return await locks.request(`cognito-kit.${name}`, { signal: waiting.signal }, begin);
    } catch (error) {
      // Not granted in time, or refused to this frame: go on without.
      if (begun) throw error;
      return begin();
    }
  };
