/**
 * Sets a new password by a code, for a user that forgot the old one.
 * https://docs.aws.amazon.com/cognito/latest/developerguide/managing-users-passwords.html
 */
import { isCognitoError, isUnanswered, type CognitoError } from '../../errors.ts';
import type { CodeDelivery } from '../../protocol/code-delivery.ts';
import { checkInput } from '../../transport/check-input.ts';
import { readDelivery } from '../../transport/code-delivery.ts';
import { request } from '../../transport/request.ts';
import type { UserPool } from '../../transport/user-pool.ts';

/** Sends a code, good for an hour. @throws {CognitoError} `LimitExceededException`, `InvalidParameterException` */
export async function forgotPassword(
  pool: UserPool,
  { username }: { username: string },
  signal?: AbortSignal,
): Promise<{ delivery?: CodeDelivery }> {
  checkInput({ username });
  return readDelivery(
    await request(pool, 'ForgotPassword', { ClientId: pool.clientId, Username: username }, signal),
  );
}

/** Sets a new password by a code. @throws {CognitoError} `CodeMismatchException`, `ExpiredCodeException`, `InvalidPasswordException` */
export async function confirmForgotPassword(
  pool: UserPool,
  { username, code, newPassword }: { username: string; code: string; newPassword: string },
  signal?: AbortSignal,
): Promise<void> {
  checkInput({ username, code, newPassword });
  await request(
    pool,
    'ConfirmForgotPassword',
    { ClientId: pool.clientId, Username: username, ConfirmationCode: code, Password: newPassword },
    signal,
  );
}

/**
 * Creates a function that sets a new password by a code. A code works once, so a second try of a code whose reply was
 * lost is refused although it set the password. The function resolves with such a refusal instead of throwing it; a
 * sign-in with the new password then says whether it was set.
 */
export function createReset(pool: UserPool, username: string) {
  let spentCode: string | undefined;
  return async (
    { code, newPassword }: { code: string; newPassword: string },
    signal?: AbortSignal,
  ): Promise<CognitoError | undefined> => {
    try {
      await confirmForgotPassword(pool, { username, code, newPassword }, signal);
    } catch (error) {
      if (!isCognitoError(error)) throw error;
      if (isUnanswered(error)) spentCode = code;
      else if (spentCode === code && error.code.includes('Code')) return error;
      throw error;
    }
    spentCode = code;
    return undefined;
  };
}
