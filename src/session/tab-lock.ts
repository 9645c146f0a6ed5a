/**
 * Runs work that only one tab should do at a time, under a Web Lock, or under a lease in the store where there are no
 * Web Locks. A frozen tab may hold either for long, so the wait is bounded; after it, compare and swap decides.
 * https://w3c.github.io/web-locks/
 *
 * The lock of a session is named by its auth state's id, which every tab of the session knows. The id names no user to a
 * script that lists the origin's locks. A new sign-in never waits for work of the session before.
 */
import type { Platform } from '../lib/platform.ts';
import type { LeaseStorage } from '../storage/lease-record.ts';

/** Milliseconds to wait for the lock; longer than one request may take. */
const WAIT = 12_000;

/**
 * Runs `work` under the lock of that name, or without it after 12 seconds.
 * @returns The result of `work`, which runs once.
 */
export type TabLock = <Result>(name: string, work: () => Promise<Result>) => Promise<Result>;

export interface TabLockOptions {
  /** Web Locks; undefined: use the lease. */
  locks: LockManager | undefined;
  lease: LeaseStorage;
  platform: Pick<Platform, 'clock' | 'random'>;
}

/**
 * Creates the lock.
 * @returns A function that rejects only as its work does.
 */
export function createTabLock({ locks, lease, platform }: TabLockOptions): TabLock {
  const loadLease = async () => (await import('./lease.ts')).createLease(lease, platform);
  let withLease: ReturnType<typeof loadLease> | undefined;

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
      // The browser has no Web Locks, or refuses them to this frame.
      if (!signal.aborted) return await (await (withLease ??= loadLease()))(signal, begin);
    } catch (error) {
      if (begun) throw error;
      // The lease failed, too, for example because its module did not load. The next call tries again.
      withLease = undefined;
    }
    return begin();
  };
}
