/** Replaces a password by who is signed in and knows it. */
import { checkInput } from '../transport/check-input.ts';
import { request } from '../transport/request.ts';
import type { UserPool } from '../transport/user-pool.ts';

/**
 * https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_ChangePassword.html
 * @throws {CognitoError} `NotAuthorizedException` when the previous password is wrong; `InvalidPasswordException`
 */
export async function changePassword(
  pool: UserPool,
  accessToken: string,
  /** `previousPassword` is left out by users who have none yet, such as those with only a passkey. */
  { previousPassword, newPassword }: { previousPassword?: string; newPassword: string },
  signal?: AbortSignal,
): Promise<void> {
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
