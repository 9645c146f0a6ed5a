/** Stores this browser's devices, one for each of its users, in the browser record, which outlives a sign-out. */
import { parseObject } from '../lib/json.ts';
import type { SharedDevices, StoredDevice } from '../protocol/stored-device.ts';
import type { DeviceMemory } from '../sign-in/engine/sign-in-exchange.ts';
import type { BrowserMemory } from '../storage/browser-memory.ts';

/**
 * The record holds, in lower case, under each user's own name the device, and under each alias the user's own name.
 * @param shared Stores the devices in place of the record, where another library shares the store
 */
export function createDeviceMemory(browser: BrowserMemory, shared?: SharedDevices): DeviceMemory {
  const readAll = async () => parseObject((await browser.read()).devices) ?? {};
  const keyOf = (username: string) => username.toLowerCase();
  return {
    async get(username) {
      const devices = await readAll();
      const entryOf = (name: string) =>
        Object.hasOwn(devices, keyOf(name)) ? devices[keyOf(name)] : undefined;
      const entry = entryOf(username);
      const ownName = typeof entry === 'string' ? entry : username;
      const device = (await shared?.get(ownName)) ?? (entryOf(ownName) as StoredDevice | null | undefined);
      const parts = [device?.key, device?.groupKey, device?.password];
      return device && parts.every((part) => part && typeof part === 'string') ? device : undefined;
    },
    async set(username, device, aliases = []) {
      const entriesOfAliases = aliases.map((alias) => [keyOf(alias), username]);
      const entry = shared ? undefined : device;
      const devices = {
        ...(await readAll()),
        ...Object.fromEntries(entriesOfAliases),
        [keyOf(username)]: entry,
      };
      await shared?.set(username, device);
      await browser.update({ devices: JSON.stringify(devices) });
    },
  };
}
