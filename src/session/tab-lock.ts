/**
 * Does something that only one tab should do at a time, under a Web Lock, or where there are none under a lease in the
 * store. A tab that is frozen while it holds either must not hold up the others, so the wait is bounded; then the compare
 * and swap decides. https://w3c.github.io/web-locks/
 *
 * What belongs to a session is locked under its epoch: every tab that holds the session knows it, it names no person to
 * whoever lists the origin's locks, and who has just signed in never waits for what was begun for another.
 */
import type { Platform } from '../lib/platform.ts';
import type { LeaseStorage } from '../storage/lease-record.ts';

/** Milliseconds; longer than one request may take. */
const WAIT = 12_000;

export type Locked = <Result>(name: string, work: () => Promise<Result>) => Promise<Result>;

export interface LockedOptions {
  locks: LockManager | undefined;
  lease: LeaseStorage;
  platform: Pick<Platform, 'clock' | 'random'>;
}

export function createLocked({ locks, lease, platform }: LockedOptions): Locked {
  const load = async () => (await import('./lease.ts')).createLease(lease, platform);
  let leased: ReturnType<typeof load> | undefined;

  return async (name, work) => {
    const waiting = new AbortController();
    const { signal } = waiting;
    const stopWaiting = platform.clock.after(WAIT, () => waiting.abort());
    let begun = false;
    const begin = () => {
      begun = true;
      stopWaiting();
      return work();
    };
    try {
      if (locks) return await locks.request(`cognito-kit.${name}`, { signal }, begin);
    } catch (error) {
      if (begun) throw error;
    }
    try {
      // None, or refused to this frame.
      if (!signal.aborted) return await (await (leased ??= load()))(signal, begin);
    } catch (error) {
      if (begun) throw error;
      // Neither can be had, as where the module did not load.
      leased = undefined;
    }
    return begin();
  };
}
