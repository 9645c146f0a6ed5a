/** Where the devices of a browser's users are kept. A device's password is a secret that outlives a sign-out. */
export interface StoredDevice {
  key: string;
  groupKey: string;
  password: string;
}

export interface DeviceMemory {
  get: (username: string) => Promise<StoredDevice | undefined>;
  /** Without a device, forgets it. */
  set: (username: string, device?: StoredDevice) => Promise<void>;
}
