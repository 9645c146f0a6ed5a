/** Helps an app to write its own store: the interfaces of the records and stores, and the checks that a store must pass. */
export {
  isSameRevision,
  type FallibleStorage,
  type Persistence,
  type RecordRevision,
  type RecordStorage,
} from './storage/record-storage.ts';
export { createMemoryStorage, withMemoryFallback } from './storage/memory-storage.ts';
export { parseSessionRecord, type SessionRecord, type SessionStorage } from './storage/session-record.ts';
export {
  parseBrowserRecord,
  type BrowserRecord,
  type BrowserStorage,
  type Remembered,
} from './storage/browser-record.ts';
export type { StoredIdentity, StoredKeys } from './storage/stored-identity.ts';
export type { SharedDevices, StoredDevice } from './protocol/stored-device.ts';
export {
  storageConformance,
  type StorageCheck,
  type StorageConformanceOptions,
} from './storage/conformance/storage-conformance.ts';
