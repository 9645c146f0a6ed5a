/** The plan of a user pool and of its users: the config with every name decided. */
import type { User, UserPool } from '../user-pool/state.ts';
import { newUser } from '../user-pool/users/new-user.ts';
import { makePassword } from '../user-pool/users/passwords.ts';
import { newTotpSecret } from '../user-pool/users/totp.ts';
import { userKey } from '../user-pool/users/users.ts';
import type { Platform } from '../platform/platform.ts';
import type { ClientSetup, LocalUser, UserPoolSettings, UserPoolSetup } from './user-pool-setup.ts';

/** Returns the user name that the user pool stores. */
export const usernameOf = ({ username, email, phone = '' }: LocalUser): string =>
  username ?? email?.slice(0, email.indexOf('@')) ?? phone.replace('+', '');

/** A user of the config, as `/_local/config` shows it. */
export interface KnownUser extends Omit<LocalUser, 'username' | 'totp'> {
  username: string;
  /** The password at the start. */
  password: string;
  /** Secret of the authenticator app, in base32. */
  totpSecret?: string;
}

export interface UserPoolPlan {
  id: string;
  /** Settings of the config; the defaults apply to the others. */
  settings: UserPoolSettings;
  clients: readonly (ClientSetup & { id: string })[];
  groups: NonNullable<UserPoolSetup['groups']>;
  users: readonly KnownUser[];
}

export const knownUser = ({ totp, ...user }: LocalUser, platform: Platform): KnownUser => ({
  ...user,
  username: usernameOf(user),
  ...(totp && { totpSecret: totp === true ? newTotpSecret(platform.random) : totp }),
});

function statusOf({ mustChangePassword, confirmed }: KnownUser): User['status'] {
  if (confirmed === false) return 'UNCONFIRMED';
  return mustChangePassword ? 'FORCE_CHANGE_PASSWORD' : 'CONFIRMED';
}

/** Adds the user to the pool. The pool stores a verifier, not the password. */
export async function addUser(pool: UserPool, known: KnownUser, platform: Platform): Promise<void> {
  const { username, email, phone, password, totpSecret, enabled = true, groups = [] } = known;
  const mfa = known.mfa ?? (totpSecret === undefined ? [] : ['SOFTWARE_TOKEN_MFA' as const]);
  const verified = String(known.confirmed !== false);
  for (const group of groups) pool.groups[group] ??= {};
  pool.users[userKey(username)] = newUser(platform, {
    username,
    enabled,
    status: statusOf(known),
    attributes: {
      ...(email !== undefined && { email, email_verified: verified }),
      ...(phone !== undefined && { phone_number: phone, phone_number_verified: verified }),
      ...known.attributes,
    },
    groups: [...groups],
    password: await makePassword(pool, username, password, platform),
    ...(totpSecret !== undefined && {
      totp: { secret: totpSecret, lastStep: 0 },
    }),
    mfa: { enabled: mfa, ...(mfa[0] && { preferred: mfa[0] }) },
  });
}
