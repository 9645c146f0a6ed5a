/** The record of a session, and how it is parsed from a store that may contain anything. */
import type { BrowserStorage } from './browser-record.ts';
import { createParser, number, RECORD_VERSION, text, version } from './record-fields.ts';
import type { RecordRevision, RecordStorage } from './record-storage.ts';
import type { SharedDevices } from '../protocol/stored-device.ts';
import { parseIdentity, type StoredIdentity } from './stored-identity.ts';

/** A signed-in user's session as the store contains it. All tokens are secrets. */
export interface SessionRecord extends RecordRevision {
  version: typeof RECORD_VERSION;
  /** The user's id in the user pool. */
  sub: string;
  idToken: string;
  accessToken: string;
  refreshToken: string;
  /** Milliseconds to add to this device's clock to get the service's. */
  clockOffset: number;
  /** The user's identity in the identity pool, with the AWS credentials last issued to it. */
  identity?: StoredIdentity | undefined;
  /** False: the user asked not to be remembered, so the record should end with the tab or the browser. */
  remember?: false | undefined;
}

/** A store of the session record, for the config's `storage`. */
export interface SessionStorage extends RecordStorage<SessionRecord> {
  /** Opens the browser record of a store that another library shares, with the guest that the library left. */
  browser?: ((identityPoolId: string | undefined) => BrowserStorage) | undefined;
  /** The devices in a store that another library shares, in that library's layout. */
  devices?: SharedDevices | undefined;
  /** @internal Ends the copies of a signed-out epoch, where tabs may have copies of one record. */
  endCopies?: ((epoch: string) => void) | undefined;
}

/**
 * Parses a session record.
 * @param value Parsed JSON, or anything else.
 * @returns A copy of the known fields. Undefined if the record is broken, cut or of a later version: that is signed
 * out, and no error.
 */
export const parseSessionRecord: (value: unknown) => SessionRecord | undefined =
  /* @__PURE__ */ createParser<SessionRecord>(
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
