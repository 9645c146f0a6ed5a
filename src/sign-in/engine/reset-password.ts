/**
 * Sets a new password by a code, for whoever forgot the old one.
 * https://docs.aws.amazon.com/cognito/latest/developerguide/managing-users-passwords.html
 */
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

/** @throws {CognitoError} `CodeMismatchException`, `ExpiredCodeException`, `InvalidPasswordException` */
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
