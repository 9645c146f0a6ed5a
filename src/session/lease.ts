/** Lets one tab at a time work where there are no Web Locks: a record in the store names the tab, and until when. */
import { toHex } from '../lib/bytes.ts';
import type { Platform } from '../lib/platform.ts';
import { RECORD_VERSION } from '../storage/record-fields.ts';
import { createSerialQueue } from '../lib/serial-queue.ts';
import type { LeaseStorage } from '../storage/lease-record.ts';

/** Milliseconds after which another tab may take the lease of a tab that died or froze. Renewed while the work goes on. */
const TERM = 10_000;
/** Milliseconds between two reads of a lease that is another tab's. */
const PAUSE = 200;

/**
 * Creates this tab's side of a lease. All work of the tab shares the lease, so the caller prevents work that must not run
 * twice in one tab.
 * @param storage The store of the lease record.
 * @returns A function that runs `work` once the tab has the lease or, after `signal` aborted, without it. It rejects as
 * `work` does, or before `work` begins if the store fails.
 */
export function createLease(storage: LeaseStorage, { clock, random }: Pick<Platform, 'clock' | 'random'>) {
  const tabId = toHex(random(16));
  const enqueue = createSerialQueue();
  /** The number of works that run under the lease. */
  let users = 0;
  let stopRenewing = () => {};

  /** Takes or renews the lease, unless it is another tab's. */
  const take = async () => {
    const lease = await storage.read();
    const left = lease ? lease.until - clock.now() : 0;
    // A lease with more time left than a term was written before the clock was set back.
    if (lease && lease.epoch !== tabId && left > 0 && left <= TERM) return false;
    const generation = (lease?.generation ?? 0) + 1;
    const until = clock.now() + TERM;
    return storage.compareAndSwap(lease, { version: RECORD_VERSION, epoch: tabId, generation, until });
  };
  const renewLater = () => {
    stopRenewing = clock.after(TERM / 2, () => {
      renewLater();
      // Compare and swap decides if the lease became another tab's during a freeze.
      enqueue(take).catch(() => undefined);
    });
  };
  const begin = async () => {
    const taken = await take();
    if (taken && users++ === 0) renewLater();
    return taken;
  };
  const release = async () => {
    if (users > 0) return;
    const lease = await storage.read();
    if (lease?.epoch === tabId) await storage.clear(lease);
  };

  return async <Result>(signal: AbortSignal, work: () => Promise<Result>): Promise<Result> => {
    while (!(await enqueue(begin))) {
      if (signal.aborted) return work();
      await new Promise<void>((resolve) => void clock.after(PAUSE, resolve));
    }
    try {
      return await work();
    } finally {
      if (--users === 0) stopRenewing();
      // Not awaited: a lease that is not released runs out.
      enqueue(release).catch(() => undefined);
    }
  };
}
