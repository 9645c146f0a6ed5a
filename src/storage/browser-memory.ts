/** What this browser remembers across sign-outs. */
import { RECORD_VERSION } from './fields.ts';
import type { BrowserRecord, BrowserStorage } from './browser-record.ts';
import type { StoredIdentity } from './stored-identity.ts';

export interface Remembered {
  username?: string | undefined;
  guest?: StoredIdentity | undefined;
}

export interface BrowserMemory {
  read(): Promise<Remembered>;
  update(change: (held: Remembered) => Remembered): Promise<void>;
  clear(): Promise<void>;
}

export function createBrowserMemory(storage: BrowserStorage): BrowserMemory {
  let queue: Promise<unknown> = Promise.resolve();
  /** One after the other, so that nothing is remembered again after a clear by what began before it. */
  const inTurn = (work: () => Promise<void>): Promise<void> => {
    const run = queue.then(work);
    queue = run.catch(() => undefined);
    return run;
  };
  return {
    read: async () => (await storage.read()) ?? {},
    update: (change) =>
      inTurn(async () => {
        for (;;) {
          const held = await storage.read();
          const { username, guest } = change(held ?? {});
          const next: BrowserRecord = {
            version: RECORD_VERSION,
            epoch: 'browser',
            generation: (held?.generation ?? 0) + 1,
            ...(username === undefined ? {} : { username }),
            ...(guest ? { guest } : {}),
          };
          if (await storage.compareAndSwap(held, next)) return;
        }
      }),
    clear: () => inTurn(() => storage.clear()),
  };
}
