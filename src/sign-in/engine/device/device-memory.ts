/** Where the devices of a browser's users are kept. */
import type { SharedDevices, StoredDevice } from '../../../protocol/stored-device.ts';

export interface DeviceMemory extends SharedDevices {
  /** By a user's name in the pool, or by an alias that came with the device. */
  get: (username: string) => Promise<StoredDevice | undefined>;
  /** Without a device, forgets what is kept under that very name. `aliases`: other names of the same user. */
  set: (username: string, device?: StoredDevice, aliases?: readonly string[]) => Promise<void>;
}
