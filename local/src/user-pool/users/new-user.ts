/** Creates the record of a new user. */
import { uuidFrom } from '../../lib/uuid.ts';
import type { Platform } from '../../platform/platform.ts';
import type { User } from '../state.ts';

export function newUser(
  platform: Platform,
  fields: Pick<User, 'username' | 'status' | 'attributes'> & Partial<User>,
): User {
  const now = platform.now();
  return {
    sub: uuidFrom(platform.random(16)),
    enabled: true,
    pendingAttributes: {},
    groups: [],
    mfa: { enabled: [] },
    passkeys: [],
    devices: {},
    sessions: [],
    codes: {},
    createdAt: now,
    updatedAt: now,
    ...fields,
  };
}
