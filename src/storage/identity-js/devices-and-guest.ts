/**
 * What amazon-cognito-identity-js and Amplify keep across sign-outs, in their layout: the devices of a browser's users,
 * and who its guest is. Devices stay there, for the other library cannot refresh without them; the guest is taken over.
 */
import { parseBrowserRecord, type BrowserStorage } from '../browser-record.ts';
import { RECORD_VERSION } from '../record-fields.ts';
import type { IdentityJsStorage } from './identity-js-store.ts';
import type { SharedDevices, StoredDevice } from '../../protocol/stored-device.ts';
import { createWebStorage } from '../web/web-storage.ts';

const PARTS: Readonly<Record<keyof StoredDevice, string>> = {
  key: 'deviceKey',
  groupKey: 'deviceGroupKey',
  password: 'randomPasswordKey',
};
const parts = Object.entries(PARTS) as [keyof StoredDevice, string][];

/** Without its troubles: nobody's sign-in fails because a device or a guest could not be looked up. */
function untroubled(store: IdentityJsStorage): IdentityJsStorage {
  const attempt = <Result>(work: () => Result) => {
    try {
      return work();
    } catch {
      // Full, or site data is blocked; the session's own record tells of that.
      return undefined;
    }
  };
  return {
    getItem: (key) => attempt(() => store.getItem(key)),
    setItem: (key, value) => attempt(() => store.setItem(key, value)),
    removeItem: (key) => attempt(() => store.removeItem(key)),
  };
}

export function createIdentityJsMemory(
  given: IdentityJsStorage,
  clientId: string,
): { devices: SharedDevices; browser: (identityPoolId: string | undefined) => BrowserStorage } {
  const store = untroubled(given);
  const prefix = `CognitoIdentityServiceProvider.${clientId}.`;
  const keyOf = (username: string, part: string) => `${prefix}${username}.${part}`;
  /** A store of the app's own may not tell what it has. */
  const seen = new Set<string>();

  const devices: SharedDevices = {
    async get(username) {
      seen.add(username);
      const [key, groupKey, password] = parts.map(([, part]) => store.getItem(keyOf(username, part)));
      return key && groupKey && password ? { key, groupKey, password } : undefined;
    },
    async set(username, device) {
      seen.add(username);
      for (const [name, part] of parts) {
        if (device) store.setItem(keyOf(username, part), device[name]);
        else store.removeItem(keyOf(username, part));
      }
    },
  };

  const browser = (identityPoolId: string | undefined): BrowserStorage => {
    const own = createWebStorage({
      open: () => ({
        getItem: (key) => given.getItem(key) ?? null,
        setItem: (key, value) => void given.setItem(key, value),
        removeItem: (key) => void given.removeItem(key),
      }),
      key: `cognito-kit.${clientId}.browser`,
      parse: parseBrowserRecord,
    });
    /** Amplify's: v6, and v5 before it. */
    const places = identityPoolId
      ? [`com.amplify.Cognito.${identityPoolId}.identityId`, `CognitoIdentityId-${identityPoolId}`]
      : [];
    const find = () => places.map((key) => store.getItem(key)).find(Boolean);
    const drop = () => places.forEach((key) => store.removeItem(key));

    return {
      get persistence() {
        return own.persistence;
      },
      onPersistenceChange: own.onPersistenceChange,
      async read() {
        const held = await own.read();
        const identityId = held?.guest ? undefined : find();
        if (!identityId || !identityPoolId) return held;
        const guest = { identityPoolId, identityId };
        return { version: RECORD_VERSION, epoch: 'browser', generation: 0, ...held, guest };
      },
      async compareAndSwap(expected, record) {
        // What was made up by `read` is not in the store.
        const done = await own.compareAndSwap(expected?.generation ? expected : undefined, record);
        // Gone, linked to a user, or another by now: it must not come back as this browser's guest.
        if (done && record.guest?.identityId !== find()) drop();
        return done;
      },
      async clear() {
        await own.clear();
        drop();
        const isDevice = (key: string) =>
          key.startsWith(prefix) && parts.some(([, part]) => key.endsWith(`.${part}`));
        for (const key of Object.keys(given).filter(isDevice)) store.removeItem(key);
        for (const username of seen) await devices.set(username);
      },
      watch: (listener) => own.watch(listener),
    };
  };
  return { devices, browser };
}
