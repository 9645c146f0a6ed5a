/** Deletes the account of who is signed in. There is no way back. */
import { request } from '../transport/request.ts';
import type { UserPool } from '../transport/user-pool.ts';

/** https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_DeleteUser.html */
export async function deleteUser(pool: UserPool, accessToken: string, signal?: AbortSignal): Promise<void> {
  await request(pool, 'DeleteUser', { AccessToken: accessToken }, signal);
}
