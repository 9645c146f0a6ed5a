/** A browser as the remembered device of one of its users. The password is a secret that outlives a sign-out. */
export interface StoredDevice {
  key: string;
  groupKey: string;
  password: string;
}

/** The remembered devices in a store that another library shares. */
export interface SharedDevices {
  get: (username: string) => Promise<StoredDevice | undefined>;
  /** Stores a user's device; without `device`, deletes it. */
  set: (username: string, device?: StoredDevice) => Promise<void>;
}
