/** What the user pool knows about who is signed in. */
import { CognitoError } from '../errors.ts';
import { request } from './request.ts';
import type { UserPool } from './user-pool.ts';

export interface User {
  username: string;
  sub: string;
  /** By their Cognito names; all values are strings, also `email_verified`. */
  attributes: Readonly<Record<string, string>>;
  mfa: {
    /** Such as `SOFTWARE_TOKEN_MFA`. */
    enabled: readonly string[];
    preferred?: string;
  };
}

/**
 * https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_GetUser.html
 * @throws {CognitoError} `NotAuthorizedException` when the token ended, or lacks `aws.cognito.signin.user.admin`
 */
export async function getUser(pool: UserPool, accessToken: string, signal?: AbortSignal): Promise<User> {
  const reply = await request(pool, 'GetUser', { AccessToken: accessToken }, signal);
  const attributes = Object.fromEntries(
    (reply.UserAttributes ?? []).map(({ Name, Value = '' }) => [Name, Value]),
  );
  const { Username: username, PreferredMfaSetting: preferred, UserMFASettingList: enabled = [] } = reply;
  const { sub } = attributes;
  if (!username || !sub) {
    throw new CognitoError({
      kind: 'protocol',
      code: 'InvalidResponse',
      message: 'GetUser was answered without a user, so there is nothing to show. Try again.',
    });
  }
  return { username, sub, attributes, mfa: { enabled, ...(preferred && { preferred }) } };
}
