/** Checks a password by signing in with it. Stores no tokens, and revokes those that the sign-in brings. */
import { isCognitoError } from '../../errors.ts';
import { revokeToken } from '../../transport/revoke.ts';
import type { UserPool } from '../../transport/user-pool.ts';
import { stepTraits } from '../engine/sign-in-step.ts';
import { startSignIn, type SignInInput } from '../engine/start-sign-in.ts';

/**
 * Signs in with the password, to find out whether it is the user's.
 * @returns whether the password is the user's
 * @throws {CognitoError} if that cannot be found out, as without a network
 */
export async function provesPassword(
  pool: UserPool,
  { authFlow = 'USER_SRP_AUTH', ...input }: Pick<SignInInput, 'username' | 'password' | 'authFlow'>,
  signal?: AbortSignal,
): Promise<boolean> {
  try {
    // A custom challenge proves no password.
    const flow = authFlow.startsWith('CUSTOM') ? 'USER_SRP_AUTH' : authFlow;
    const { step, tokens } = await startSignIn(pool, { ...input, authFlow: flow }, signal);
    if (!tokens) return stepTraits[step.name].followsPassword === true;
    revokeToken(pool, tokens.refreshToken).catch(() => undefined);
    return true;
  } catch (error) {
    if (isCognitoError(error) && error.kind === 'rejected') return false;
    throw error;
  }
}
