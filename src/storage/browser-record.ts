/** The second record: what outlives a sign-out, until `forgetBrowser()`. */
import { isFields, isMark, RECORD_VERSION } from './fields.ts';
import type { Mark, RecordStorage } from './storage.ts';
import { parseIdentity, type StoredIdentity } from './stored-identity.ts';

export interface BrowserRecord extends Mark {
  version: typeof RECORD_VERSION;
  /** The user name last signed in with. */
  username?: string;
  /** Who this browser's guest is. */
  guest?: StoredIdentity;
}

export type BrowserStorage = RecordStorage<BrowserRecord>;

export function parseBrowserRecord(value: unknown): BrowserRecord | undefined {
  if (!isFields(value) || !isMark(value)) return undefined;
  const { epoch, generation, username } = value as unknown as BrowserRecord;
  const guest = parseIdentity(value['guest']);
  return {
    version: RECORD_VERSION,
    epoch,
    generation,
    ...(typeof username === 'string' ? { username } : {}),
    ...(guest ? { guest } : {}),
  };
}
