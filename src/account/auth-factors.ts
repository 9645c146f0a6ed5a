/** What a user can prove themselves with. */
import { request } from '../transport/request.ts';
import type { UserPool } from '../transport/user-pool.ts';

export interface AuthFactors {
  /** First factors, such as `PASSWORD`, `EMAIL_OTP`, `WEB_AUTHN`. */
  first: readonly string[];
  /** Second factors, such as `SOFTWARE_TOKEN_MFA`. */
  second: readonly string[];
  preferred?: string | undefined;
}

/** https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_GetUserAuthFactors.html */
export async function getAuthFactors(
  pool: UserPool,
  accessToken: string,
  signal?: AbortSignal,
): Promise<AuthFactors> {
  const reply = await request(pool, 'GetUserAuthFactors', { AccessToken: accessToken }, signal);
  return {
    first: reply.ConfiguredUserAuthFactors ?? [],
    second: reply.UserMFASettingList ?? [],
    preferred: reply.PreferredMfaSetting,
  };
}
