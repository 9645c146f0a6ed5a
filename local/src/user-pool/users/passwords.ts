/** Stores passwords as SRP verifiers only. A password in clear is checked by computing its verifier again. */
import { equalBytes } from '../../lib/bytes.ts';
import type { Platform } from '../../platform/platform.ts';
import { type Context, poolName } from '../context.ts';
import { pad } from '../srp/group.ts';
import { passwordVerifier, randomSalt } from '../srp/verifier.ts';
import type { PasswordVerifier, User, UserPool } from '../state.ts';
import { isCompromised, compromisedPassword } from './compromised-passwords.ts';
import { checkPassword } from './password-policy.ts';

export async function makePassword(
  pool: UserPool,
  username: string,
  password: string,
  platform: Platform,
): Promise<PasswordVerifier> {
  const salt = randomSalt(platform.random);
  const { verifier } = await passwordVerifier(poolName(pool.id), username, password, salt);
  return { salt: salt.toString(16), verifier: verifier.toString(16), setAt: platform.now() };
}

export const srpNumbers = ({ salt, verifier }: PasswordVerifier) => ({
  salt: BigInt(`0x${salt}`),
  verifier: BigInt(`0x${verifier}`),
});

export async function isPasswordOf(pool: UserPool, user: User, password: string): Promise<boolean> {
  if (!user.password) return false;
  const { salt, verifier } = srpNumbers(user.password);
  const made = await passwordVerifier(poolName(pool.id), user.username, password, salt);
  return equalBytes(pad(made.verifier), pad(verifier));
}

/**
 * Checks a new password against the policy and the lists of leaked passwords.
 * @throws {ServiceError} InvalidPasswordException
 */
export async function checkNewPassword(context: Context, pool: UserPool, password: string): Promise<void> {
  checkPassword(pool.passwordPolicy, password);
  if (await isCompromised(context, pool, password)) {
    context.platform.print(
      'a password was refused: it is known to have leaked, and compromisedPasswords of the pool is BLOCK',
    );
    throw compromisedPassword();
  }
}
