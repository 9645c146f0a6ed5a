/**
 * Stores beside the ones that the config names: cookies, the layout of amazon-cognito-identity-js, and an app's own store.
 * For the latter, the interfaces of the records and the checks that a store must pass.
 */
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
export { createCookieStorage, type CookieStorageOptions } from './storage/cookie/cookie-storage.ts';
export type { CookieOptions } from './storage/cookie/cookie-jar.ts';
export { createIdentityJsStorage } from './storage/identity-js/identity-js-storage.ts';
export { type IdentityJsStorage } from './storage/identity-js/keys.ts';
