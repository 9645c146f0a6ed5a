/** One tab at a time, where there are no Web Locks: a record in the store says whose turn it is, and until when. */
import { toHex } from '../lib/bytes.ts';
import type { Platform } from '../lib/platform.ts';
import { RECORD_VERSION } from '../storage/record-fields.ts';
import { createSerialQueue } from '../lib/serial-queue.ts';
import type { LeaseStorage } from '../storage/lease-record.ts';

/** Milliseconds after which the lease of a tab that died or froze is anybody's. It is renewed while the work goes on. */
const TERM = 10_000;
/** Milliseconds between two looks at a lease that is another tab's. */
const PAUSE = 200;

/**
 * Does `work` once the lease is this tab's, or, after `signal`, without. A tab that has it may begin more: what must not
 * run twice in one tab is the caller's to see to. Rejects as `work` does, or before it, when the store fails.
 */
export function createLease(storage: LeaseStorage, { clock, random }: Pick<Platform, 'clock' | 'random'>) {
  const epoch = toHex(random(16));
  const inTurn = createSerialQueue();
  /** How much work goes on under it. */
  let users = 0;
  let stopRenewing = () => {};

  /** Makes it this tab's from now on, unless it is another's. */
  const take = async () => {
    const held = await storage.read();
    const left = held ? held.until - clock.now() : 0;
    // One that has longer to go than any ever had was made before somebody set the clock back.
    if (held && held.epoch !== epoch && left > 0 && left <= TERM) return false;
    const generation = (held?.generation ?? 0) + 1;
    const until = clock.now() + TERM;
    return storage.compareAndSwap(held, { version: RECORD_VERSION, epoch, generation, until });
  };
  const renewLater = () => {
    stopRenewing = clock.after(TERM / 2, () => {
      renewLater();
      // A tab that was frozen may find it another's by now; then the compare and swap decides.
      inTurn(take).catch(() => undefined);
    });
  };
  const begin = async () => {
    const taken = await take();
    if (taken && users++ === 0) renewLater();
    return taken;
  };
  const giveBack = async () => {
    if (users > 0) return;
    const held = await storage.read();
    if (held?.epoch === epoch) await storage.clear(held);
  };

  return async <Result>(signal: AbortSignal, work: () => Promise<Result>): Promise<Result> => {
    while (!(await inTurn(begin))) {
      if (signal.aborted) return work();
      await new Promise<void>((resolve) => void clock.after(PAUSE, resolve));
    }
    try {
      return await work();
    } finally {
      if (--users === 0) stopRenewing();
      // Nobody waits for it: at the worst it runs out.
      inTurn(giveBack).catch(() => undefined);
    }
  };
}
