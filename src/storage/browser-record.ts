/** The second record: it outlives a sign-out, until `forgetBrowser()`. */
import { createParser, number, RECORD_VERSION, text, version } from './record-fields.ts';
import type { RecordRevision, RecordStorage } from './record-storage.ts';
import { parseIdentity, type StoredIdentity } from './stored-identity.ts';

/** The data that this browser remembers across sign-outs. */
export interface Remembered {
  /** The username of the last sign-in. */
  username?: string | undefined;
  /** The identity of this browser's guest. */
  guest?: StoredIdentity | undefined;
  /** JSON: the remembered device of each user of this browser, by username. */
  devices?: string | undefined;
  /** JSON: notes of the interface, such as the last sign-in method. */
  notes?: string | undefined;
}

/** The browser record as the store contains it. */
export interface BrowserRecord extends RecordRevision, Remembered {
  version: typeof RECORD_VERSION;
}

/** A store of the browser record, for the config's `browserStorage`. */
export type BrowserStorage = RecordStorage<BrowserRecord>;

/**
 * Parses a browser record.
 * @param value Parsed JSON, or anything else.
 * @returns A copy of the known fields; undefined if the record is broken or of a later version.
 */
export const parseBrowserRecord: (value: unknown) => BrowserRecord | undefined =
  /* @__PURE__ */ createParser<BrowserRecord>(
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
