/**
 * The data that amazon-cognito-identity-js and Amplify store across sign-outs, in their layout: the devices of a
 * browser's users, and its guest's identity id. Devices stay there, since the other library cannot refresh without them;
 * the guest moves to the browser record.
 */
import { parseBrowserRecord, type BrowserStorage } from '../browser-record.ts';
import { RECORD_VERSION } from '../record-fields.ts';
import { createKeys, type IdentityJsStorage } from './keys.ts';
import type { SharedDevices, StoredDevice } from '../../protocol/stored-device.ts';
import { isSameRevision } from '../record-storage.ts';
import { createWebStorage, type StorageEvents } from '../web/web-storage.ts';

const DEVICE_ITEMS: Readonly<Record<keyof StoredDevice, string>> = {
  key: 'deviceKey',
  groupKey: 'deviceGroupKey',
  password: 'randomPasswordKey',
};
const deviceItems = Object.entries(DEVICE_ITEMS) as [keyof StoredDevice, string][];

/** Returns a store that never throws: a sign-in must not fail because a device or a guest could not be read. */
function withoutErrors(store: IdentityJsStorage): IdentityJsStorage {
  const attempt = <Result>(work: () => Result) => {
    try {
      return work();
    } catch {
      // Full, or site data is blocked. The session record's own `persistence` reports that.
      return undefined;
    }
  };
  return {
    getItem: (key) => attempt(() => store.getItem(key)),
    setItem: (key, value) => attempt(() => store.setItem(key, value)),
    removeItem: (key) => attempt(() => store.removeItem(key)),
  };
}

/**
 * Opens the devices and the guest in the layout of the other libraries.
 * @param items The key-value store that the other library uses.
 * @param clientId The app client.
 * @param events The target of `storage` events.
 * @returns The `devices` and `browser` of a `SessionStorage`.
 */
export function createDevicesAndGuest(
  items: IdentityJsStorage,
  clientId: string,
  events?: StorageEvents,
): { devices: SharedDevices; browser: (identityPoolId: string | undefined) => BrowserStorage } {
  const store = withoutErrors(items);
  const keys = createKeys(clientId);
  /** User names that were asked for: a store of the app's own may not list its keys. */
  const usernames = new Set<string>();

  const devices: SharedDevices = {
    async get(username) {
      usernames.add(username);
      const [key, groupKey, password] = deviceItems.map(([, item]) => store.getItem(keys.of(username, item)));
      return key && groupKey && password ? { key, groupKey, password } : undefined;
    },
    async set(username, device) {
      usernames.add(username);
      for (const [name, item] of deviceItems) {
        if (device) store.setItem(keys.of(username, item), device[name]);
        else store.removeItem(keys.of(username, item));
      }
    },
  };

  const browser = (identityPoolId: string | undefined): BrowserStorage => {
    const browserRecord = createWebStorage({
      open: () => ({
        getItem: (key) => items.getItem(key) ?? null,
        setItem: (key, value) => void items.setItem(key, value),
        removeItem: (key) => void items.removeItem(key),
      }),
      key: `cognito-kit.${clientId}.browser`,
      parse: parseBrowserRecord,
      events,
    });
    /** The keys of Amplify v6, and of v5 before it. */
    const guestKeys = identityPoolId
      ? [`com.amplify.Cognito.${identityPoolId}.identityId`, `CognitoIdentityId-${identityPoolId}`]
      : [];
    const readGuestId = () => guestKeys.map((key) => store.getItem(key)).find(Boolean);
    const removeGuestId = () => guestKeys.forEach((key) => store.removeItem(key));

    const read: BrowserStorage['read'] = async () => {
      const stored = await browserRecord.read();
      const identityId = stored?.guest ? undefined : readGuestId();
      if (!identityId || !identityPoolId) return stored;
      const guest = { identityPoolId, identityId };
      return { version: RECORD_VERSION, epoch: 'browser', generation: 0, ...stored, guest };
    };

    return {
      get persistence() {
        return browserRecord.persistence;
      },
      onPersistenceChange: browserRecord.onPersistenceChange,
      read,
      async compareAndSwap(expected, record) {
        // A record of generation 0 was made by `read` and is not in the store.
        const done = await browserRecord.compareAndSwap(expected?.generation ? expected : undefined, record);
        // The guest is gone, linked to a user, or another one by now, and must not return as this browser's guest.
        if (done && record.guest?.identityId !== readGuestId()) removeGuestId();
        return done;
      },
      async clear(expected) {
        if (expected && !isSameRevision(await read(), expected)) return;
        await browserRecord.clear();
        removeGuestId();
        const isDevice = (key: string) =>
          key.startsWith(keys.prefix) && deviceItems.some(([, item]) => key.endsWith(`.${item}`));
        for (const key of Object.keys(items).filter(isDevice)) store.removeItem(key);
        for (const username of usernames) await devices.set(username);
      },
      watch: (listener) => browserRecord.watch(listener),
    };
  };
  return { devices, browser };
}
