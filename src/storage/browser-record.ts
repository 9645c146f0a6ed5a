/** The second record: what outlives a sign-out, until `forgetBrowser()`. */
import { createReader, number, RECORD_VERSION, text, version } from './record-fields.ts';
import type { RecordRevision, RecordStorage } from './record-storage.ts';
import { parseIdentity, type StoredIdentity } from './stored-identity.ts';

/** What this browser remembers across sign-outs. */
export interface Remembered {
  /** The user name last signed in with. */
  username?: string | undefined;
  /** Who this browser's guest is. */
  guest?: StoredIdentity | undefined;
  /** JSON: this browser as a device of each of its users, by user name. */
  devices?: string | undefined;
  /** JSON: what the interface keeps, such as the last way in. */
  notes?: string | undefined;
}

export interface BrowserRecord extends RecordRevision, Remembered {
  version: typeof RECORD_VERSION;
}

export type BrowserStorage = RecordStorage<BrowserRecord>;

export const parseBrowserRecord = /* @__PURE__ */ createReader<BrowserRecord>(
  {
    version,
    epoch: text,
    generation: number,
    username: text,
    guest: parseIdentity,
    devices: text,
    notes: text,
  },
  'username',
  'guest',
  'devices',
  'notes',
);
