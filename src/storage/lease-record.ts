/** The third record: until when one tab alone may refresh, where the browser has no Web Locks. */
import { createReader, number, RECORD_VERSION, text, version } from './record-fields.ts';
import type { RecordRevision, RecordStorage } from './record-storage.ts';

/** `epoch` is whose it is, opaque; `generation` counts up at each taking. No secret is in it. */
export interface LeaseRecord extends RecordRevision {
  version: typeof RECORD_VERSION;
  /** When it runs out; milliseconds since the epoch, by the device's clock, which its tabs share. */
  until: number;
}

export type LeaseStorage = RecordStorage<LeaseRecord>;

export const parseLeaseRecord = /* @__PURE__ */ createReader<LeaseRecord>({
  version,
  epoch: text,
  generation: number,
  until: number,
});
