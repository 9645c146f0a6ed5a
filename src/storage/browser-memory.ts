/** What this browser remembers across sign-outs. */
import type { BrowserRecord, BrowserStorage, Remembered } from './browser-record.ts';
import { RECORD_VERSION } from './record-fields.ts';
import { createSerialQueue } from '../lib/serial-queue.ts';
import { swap } from './swap.ts';

export interface BrowserMemory {
  read(): Promise<Remembered>;
  /** Sets what is given, and keeps the rest. `beside`: only beside a guest who is there. */
  update(change: Remembered, beside?: boolean): Promise<void>;
  clear(): Promise<void>;
}

export function createBrowserMemory(storage: BrowserStorage): BrowserMemory {
  // So that nothing is remembered again after a clear by what began before it.
  const inTurn = createSerialQueue();
  return {
    read: async () => (await storage.read()) ?? {},
    update: (change, beside) =>
      inTurn(async () => {
        const names = Object.keys(change) as (keyof Remembered)[];
        await swap<BrowserRecord>(storage, (held) =>
          // As at most visits: nothing to write, and nothing to tell other tabs.
          (held && names.every((name) => held[name] === change[name])) || (beside && !held?.guest)
            ? undefined
            : {
                ...held,
                ...change,
                version: RECORD_VERSION,
                epoch: 'browser',
                generation: (held?.generation ?? 0) + 1,
              },
        );
      }),
    clear: () => inTurn(() => storage.clear()),
  };
}
