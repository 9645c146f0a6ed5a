/** What is remembered of a browser as a device of one of its users. The password is a secret that outlives a sign-out. */
export interface StoredDevice {
  key: string;
  groupKey: string;
  password: string;
}

/** Where devices are kept that another library made, or is to find. */
export interface SharedDevices {
  get: (username: string) => Promise<StoredDevice | undefined>;
  /** Without a device, forgets it. */
  set: (username: string, device?: StoredDevice) => Promise<void>;
}
