/** Reads and changes the browser record, which outlives a sign-out. */
import type { BrowserRecord, BrowserStorage, Remembered } from './browser-record.ts';
import { RECORD_VERSION } from './record-fields.ts';
import { createSerialQueue } from '../lib/serial-queue.ts';
import { updateRecord } from './record-storage.ts';

export interface BrowserMemory {
  /** Reads the record; an empty object if there is none. */
  read(): Promise<Remembered>;
  /**
   * Sets the fields of `change` and leaves the others.
   * @param onlyWithGuest Writes nothing where the record has no guest. Default false.
   */
  update(change: Remembered, onlyWithGuest?: boolean): Promise<void>;
  /** Deletes the record. */
  clear(): Promise<void>;
}

/**
 * Creates the reader and writer of a browser record.
 * @param storage The store of the record.
 * @returns Methods that run one after the other.
 */
export function createBrowserMemory(storage: BrowserStorage): BrowserMemory {
  // Queued: an update that began before a clear must not write after it.
  const enqueue = createSerialQueue();
  return {
    read: async () => (await storage.read()) ?? {},
    update: (change, onlyWithGuest) =>
      enqueue(async () => {
        const names = Object.keys(change) as (keyof Remembered)[];
        await updateRecord<BrowserRecord>(storage, (stored) =>
          // Writes nothing if nothing changes, as on most visits, so other tabs hear nothing.
          (stored && names.every((name) => stored[name] === change[name])) ||
          (onlyWithGuest && !stored?.guest)
            ? undefined
            : {
                ...stored,
                ...change,
                version: RECORD_VERSION,
                epoch: 'browser',
                generation: (stored?.generation ?? 0) + 1,
              },
        );
      }),
    clear: () => enqueue(() => storage.clear()),
  };
}
