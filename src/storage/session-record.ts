/** The one record of a session, and how it is read back from anything that a store may hold. */
import { areText, isFields, isMark, RECORD_VERSION } from './fields.ts';
import type { Mark, RecordStorage } from './storage.ts';
import { parseIdentity, type StoredIdentity } from './stored-identity.ts';

export interface SessionRecord extends Mark {
  version: typeof RECORD_VERSION;
  sub: string;
  idToken: string;
  accessToken: string;
  refreshToken: string;
  /** Milliseconds to add to this device's clock to get the service's. */
  clockOffset: number;
  identity?: StoredIdentity;
}

export type SessionStorage = RecordStorage<SessionRecord>;

/** Undefined for a record that is broken, cut or of a later version: that is signed out, not an error. */
export function parseSessionRecord(value: unknown): SessionRecord | undefined {
  if (!isFields(value) || !isMark(value)) return undefined;
  if (!areText(value, 'sub', 'idToken', 'accessToken', 'refreshToken')) return undefined;
  const record = value as unknown as SessionRecord;
  const identity = parseIdentity(value['identity']);
  return {
    version: RECORD_VERSION,
    epoch: record.epoch,
    generation: record.generation,
    sub: record.sub,
    idToken: record.idToken,
    accessToken: record.accessToken,
    refreshToken: record.refreshToken,
    clockOffset: Number.isFinite(record.clockOffset) ? record.clockOffset : 0,
    ...(identity ? { identity } : {}),
  };
}
