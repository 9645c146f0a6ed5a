/** Keeps the devices of a browser's users in its second record, which outlives a sign-out. */
import { parseObject } from '../lib/json.ts';
import type { BrowserMemory } from '../storage/browser-memory.ts';
import type { SharedDevices, StoredDevice } from '../protocol/stored-device.ts';
import type { DeviceMemory } from '../sign-in/engine/sign-in-exchange.ts';

/** Under a user's own name is the device, unless it is in `shared`, and under each alias that name. */
export function createDeviceMemory(browser: BrowserMemory, shared?: SharedDevices): DeviceMemory {
  const all = async () => parseObject((await browser.read()).devices) ?? {};
  const keyOf = (username: string) => username.toLowerCase();
  return {
    async get(username) {
      const devices = await all();
      const under = (name: string) =>
        Object.hasOwn(devices, keyOf(name)) ? devices[keyOf(name)] : undefined;
      const first = under(username);
      const own = typeof first === 'string' ? first : username;
      const found = (await shared?.get(own)) ?? (under(own) as StoredDevice | null | undefined);
      const parts = [found?.key, found?.groupKey, found?.password];
      return found && parts.every((part) => part && typeof part === 'string') ? found : undefined;
    },
    async set(username, device, aliases = []) {
      const names = aliases.map((alias) => [keyOf(alias), username]);
      const kept = shared ? undefined : device;
      const devices = { ...(await all()), ...Object.fromEntries(names), [keyOf(username)]: kept };
      await shared?.set(username, device);
      await browser.update({ devices: JSON.stringify(devices) });
    },
  };
}
