/** Keeps the devices of a browser's users in its second record, which outlives a sign-out. */
import { parseObject } from '../lib/json.ts';
import type { BrowserMemory } from '../storage/browser-memory.ts';
import type { DeviceMemory, StoredDevice } from '../user-pool/device-memory.ts';

export function createDeviceMemory(browser: BrowserMemory): DeviceMemory {
  const all = async () => parseObject((await browser.read()).devices) ?? {};
  const keyOf = (username: string) => username.toLowerCase();
  return {
    async get(username) {
      const devices = await all();
      const key = keyOf(username);
      const found = Object.hasOwn(devices, key) ? (devices[key] as StoredDevice | null) : undefined;
      const parts = [found?.key, found?.groupKey, found?.password];
      return found && parts.every((part) => part && typeof part === 'string') ? found : undefined;
    },
    async set(username, device) {
      await browser.update({ devices: JSON.stringify({ ...(await all()), [keyOf(username)]: device }) });
    },
  };
}
