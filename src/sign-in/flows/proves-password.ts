/** Whether a password is somebody's, by signing in with it. Nobody is signed in by that, and nothing is kept. */
import { isCognitoError } from '../../errors.ts';
import { revokeToken } from '../../transport/revoke.ts';
import { startSignIn, type SignInInput } from '../engine/start-sign-in.ts';
import type { UserPool } from '../../transport/user-pool.ts';

/** What is asked for only once the password was right. */
const AFTER_IT = /^(?:totp|smsCode|emailCode|selectMfa|setUpMfa)$/;

/** @throws {CognitoError} where that could not be found out */
export async function provesPassword(
  pool: UserPool,
  { authFlow = 'USER_SRP_AUTH', ...input }: Pick<SignInInput, 'username' | 'password' | 'authFlow'>,
  signal: AbortSignal,
): Promise<boolean> {
  try {
    // The pool's own questions prove no password.
    const flow = authFlow.startsWith('CUSTOM') ? 'USER_SRP_AUTH' : authFlow;
    const progress = await startSignIn(pool, { ...input, authFlow: flow }, signal);
    if (!('tokens' in progress)) return AFTER_IT.test(progress.step.name);
    revokeToken(pool, progress.tokens.refreshToken).catch(() => undefined);
    return true;
  } catch (error) {
    if (isCognitoError(error) && error.kind === 'rejected') return false;
    throw error;
  }
}
