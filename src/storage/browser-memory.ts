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
  return {
    read: async () => (await storage.read()) ?? {},
    async update(change) {
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
    },
    clear: () => storage.clear(),
  };
}
