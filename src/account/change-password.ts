/** Changes the signed-in user's password. */
import { checkInput } from '../transport/check-input.ts';
import { request } from '../transport/request.ts';
import type { UserPool } from '../transport/user-pool.ts';

/**
 * Changes the password of a user who is signed in and knows it.
 * https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_ChangePassword.html
 * @throws {CognitoError} `NotAuthorizedException` when the previous password is wrong; `InvalidPasswordException` when the
 * new one is against the pool's policy; `InputInvalid` when one is empty or too long
 */
export async function changePassword(
  pool: UserPool,
  accessToken: string,
  /** Users without a password, such as those with only a passkey, leave `previousPassword` out. */
  passwords: { previousPassword?: string; newPassword: string },
  signal?: AbortSignal,
): Promise<void> {
  const { previousPassword, newPassword } = passwords;
  checkInput({ previousPassword, newPassword });
  await request(
    pool,
    'ChangePassword',
    {
      AccessToken: accessToken,
      ...(previousPassword !== undefined && { PreviousPassword: previousPassword }),
      ProposedPassword: newPassword,
    },
    signal,
  );
}
