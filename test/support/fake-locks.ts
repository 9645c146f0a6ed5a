/** Web Locks for the pages of one test, in place of the browser's. */

export interface FakeLocks {
  readonly locks: LockManager;
  /** Gives every lock to another tab, which never returns it. */
  freeze: () => void;
}

export function createFakeLocks(): FakeLocks {
  const queues = new Map<string, Promise<unknown>>();
  let released: Promise<unknown> = Promise.resolve();
  const request = (name: string, { signal }: LockOptions, work: () => Promise<unknown>) => {
    const before = queues.get(name) ?? released;
    const run = new Promise((resolve, reject) => {
      signal?.addEventListener('abort', () => reject(signal.reason as Error));
      void before.then(() => signal?.aborted || resolve(work()));
    });
    // A request that gives up keeps its place in the queue until the ones before it are done.
    queues.set(name, Promise.allSettled([before, run]));
    return run;
  };
  const freeze = () => {
    queues.clear();
    released = new Promise(() => {});
  };
  return { locks: { request } as unknown as LockManager, freeze };
}

/** Locks that exclude no other tab, as for tabs that waited in vain: the work starts at once. */
export const noLocks = {
  request: (name: string, options: LockOptions, work: () => Promise<unknown>) => work(),
} as unknown as LockManager;

/** Locks that are refused, as in a frame whose origin is opaque. */
export const refusedLocks = {
  request: () => Promise.reject(new DOMException('denied', 'SecurityError')),
} as unknown as LockManager;
