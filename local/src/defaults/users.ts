/** The people of the default set-up, and how a user is described. */
import { makePassword } from '../user-pool/users/passwords.ts';
import type { User, UserPool } from '../user-pool/state.ts';
import { newUser } from '../user-pool/users/new-user.ts';
import { newTotpSecret } from '../user-pool/users/totp.ts';
import { userKey } from '../user-pool/users/users.ts';
import type { World } from '../world.ts';

export interface LocalUser {
  /** What stands before the @ of the e-mail address by default. */
  username?: string;
  email: string;
  password: string;
  /** An authenticator app: true for a secret of its own, or the secret in base32. */
  totp?: boolean | string;
  /** The password is an administrator's temporary one. Default false. */
  mustChangePassword?: boolean;
  /** False for somebody who has signed up and not confirmed. Default true. */
  confirmed?: boolean;
  groups?: readonly string[];
}

/** A user with everything settled, as `/_local/config` shows it. */
export interface KnownUser {
  username: string;
  email: string;
  /** As it was at the start. */
  password: string;
  /** Base32. */
  totpSecret?: string;
  mustChangePassword?: boolean;
  confirmed?: boolean;
  groups?: readonly string[];
}

export const defaultUsers: readonly LocalUser[] = [
  { username: 'ada', email: 'ada@example.com', password: 'Correct-horse-1' },
  {
    username: 'grace',
    email: 'grace@example.com',
    password: 'Battery-staple-2',
    totp: 'JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP',
  },
  { username: 'linus', email: 'linus@example.com', password: 'Temporary-pass-3', mustChangePassword: true },
];

export const knownUser = ({ totp, ...user }: LocalUser, world: World): KnownUser => ({
  ...user,
  username: user.username ?? user.email.slice(0, user.email.indexOf('@')),
  ...(totp && { totpSecret: totp === true ? newTotpSecret(world.random) : totp }),
});

function statusOf({ mustChangePassword, confirmed }: KnownUser): User['status'] {
  if (confirmed === false) return 'UNCONFIRMED';
  return mustChangePassword ? 'FORCE_CHANGE_PASSWORD' : 'CONFIRMED';
}

/** Puts the user into the pool; the password stays behind, only its verifier goes in. */
export async function addUser(pool: UserPool, known: KnownUser, world: World): Promise<void> {
  const { username, email, password, totpSecret, groups = [] } = known;
  for (const group of groups) pool.groups[group] ??= {};
  pool.users[userKey(username)] = newUser(world, {
    username,
    status: statusOf(known),
    attributes: { email, email_verified: String(known.confirmed !== false) },
    groups: [...groups],
    password: await makePassword(pool, username, password, world),
    ...(totpSecret !== undefined && {
      totp: { secret: totpSecret, lastStep: 0 },
      mfa: { enabled: ['SOFTWARE_TOKEN_MFA'], preferred: 'SOFTWARE_TOKEN_MFA' },
    }),
  });
}
