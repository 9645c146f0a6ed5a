/** The third record: the tab that alone may refresh, and until when. Used where the browser has no Web Locks. */
import { createParser, number, RECORD_VERSION, text, version } from './record-fields.ts';
import type { RecordRevision, RecordStorage } from './record-storage.ts';

/** `epoch` is the tab's opaque id. `generation` rises each time the lease is taken. The record has no secret. */
export interface LeaseRecord extends RecordRevision {
  version: typeof RECORD_VERSION;
  /** Milliseconds since the Unix epoch at which the lease ends, by the device's clock, which all its tabs share. */
  until: number;
}

export type LeaseStorage = RecordStorage<LeaseRecord>;

/** Parses a lease; undefined if it is broken or of a later version. */
export const parseLeaseRecord = /* @__PURE__ */ createParser<LeaseRecord>({
  version,
  epoch: text,
  generation: number,
  until: number,
});
