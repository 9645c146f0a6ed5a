/** Access keys: the account's own, and the temporary ones that were issued. */
import { toBase64 } from '../lib/bytes.ts';
import type { Principal } from '../iam/principal.ts';
import type { Platform } from '../platform/platform.ts';

export interface RootKeys {
  accessKeyId: string;
  secretAccessKey: string;
}

export interface IssuedKeys {
  accessKeyId: string;
  secretAccessKey: string;
  sessionToken: string;
  /** Milliseconds since the epoch. */
  expiresAt: number;
  principal: Principal;
}

export interface StsState {
  /** Twelve digits. */
  account: string;
  root: RootKeys;
  /** Temporary keys, by access key id. */
  issued: Record<string, IssuedKeys>;
}

const letters = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567';

/**
 * Makes an id of 16 random characters behind a prefix: `ASIA` for temporary keys, `AKIA` for long-term keys,
 * `AROA` for roles.
 */
export const newId = (platform: Platform, prefix: 'ASIA' | 'AKIA' | 'AROA'): string =>
  prefix + Array.from(platform.random(16), (byte) => letters[byte % letters.length]).join('');

export const emptySts = (platform: Platform, account: string): StsState => ({
  account,
  root: { accessKeyId: newId(platform, 'AKIA'), secretAccessKey: toBase64(platform.random(30)) },
  issued: {},
});
