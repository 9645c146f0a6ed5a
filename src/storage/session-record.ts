/** The one record of a session, and how it is read back from anything that a store may hold. */
import type { BrowserStorage } from './browser-record.ts';
import { createReader, number, RECORD_VERSION, text, version } from './record-fields.ts';
import type { RecordRevision, RecordStorage } from './record-storage.ts';
import type { SharedDevices } from '../protocol/stored-device.ts';
import { parseIdentity, type StoredIdentity } from './stored-identity.ts';

export interface SessionRecord extends RecordRevision {
  version: typeof RECORD_VERSION;
  sub: string;
  idToken: string;
  accessToken: string;
  refreshToken: string;
  /** Milliseconds to add to this device's clock to get the service's. */
  clockOffset: number;
  identity?: StoredIdentity | undefined;
  /** The person asked not to be remembered: the record is for its tab alone. */
  remember?: false | undefined;
}

export interface SessionStorage extends RecordStorage<SessionRecord> {
  /** Where another library shares the store: the second record, with the guest of that identity pool whom it left. */
  browser?: ((identityPoolId: string | undefined) => BrowserStorage) | undefined;
  /** And the devices, as that library keeps them. */
  devices?: SharedDevices | undefined;
  /** Where tabs may have copies of one record: that epoch was signed out, and its copies go too. */
  endCopies?: ((epoch: string) => void) | undefined;
}

/** Undefined for a record that is broken, cut or of a later version: that is signed out, not an error. */
export const parseSessionRecord = /* @__PURE__ */ createReader<SessionRecord>(
  {
    version,
    epoch: text,
    generation: number,
    sub: text,
    idToken: text,
    accessToken: text,
    refreshToken: text,
    clockOffset: (value) => number(value) ?? 0,
    identity: parseIdentity,
    remember: (value) => (value === false ? value : undefined),
  },
  'identity',
  'remember',
);
