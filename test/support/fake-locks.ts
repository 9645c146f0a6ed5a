/** Web Locks are the browser's; this keeps their promise for the pages of one test. */

export interface FakeLocks {
  readonly locks: LockManager;
  /** From now on somebody else has every lock, and never gives it back. */
  hold: () => void;
}

export function createFakeLocks(): FakeLocks {
  const queues = new Map<string, Promise<unknown>>();
  let begun: Promise<unknown> = Promise.resolve();
  const request = (name: string, { signal }: LockOptions, work: () => Promise<unknown>) => {
    const before = queues.get(name) ?? begun;
    const run = new Promise((resolve, reject) => {
      signal?.addEventListener('abort', () => reject(signal.reason as Error));
      void before.then(() => signal?.aborted || resolve(work()));
    });
    // Who gives up waiting lets nobody pass.
    queues.set(name, Promise.allSettled([before, run]));
    return run;
  };
  return {
    locks: { request } as unknown as LockManager,
    hold() {
      queues.clear();
      begun = new Promise(() => {});
    },
  };
}

/** As for tabs that waited in vain: whoever asks goes on at once, with nobody else kept out. */
export const noLocks = {
  request: (name: string, options: LockOptions, work: () => Promise<unknown>) => work(),
} as unknown as LockManager;

/** As in a frame whose origin is opaque. */
export const refusedLocks = {
  request: () => Promise.reject(new DOMException('denied', 'SecurityError')),
} as unknown as LockManager;
