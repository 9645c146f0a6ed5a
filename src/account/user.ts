/** The signed-in user: reads the profile and the sign-in methods, and deletes the account. */
import { invalidResponseError } from '../errors.ts';
import { request } from '../transport/request.ts';
import type { UserPool } from '../transport/user-pool.ts';

export interface User {
  username: string;
  sub: string;
  /** Attributes by their Cognito names; all values are strings, also `email_verified`. */
  attributes: Readonly<Record<string, string>>;
  mfa: {
    /** The MFA methods that are set up, such as `SOFTWARE_TOKEN_MFA`. */
    enabled: readonly string[];
    preferred?: string;
  };
}

export interface AuthFactors {
  /** First factors, such as `PASSWORD`, `EMAIL_OTP`, `WEB_AUTHN`. */
  first: readonly string[];
  /** MFA methods, such as `SOFTWARE_TOKEN_MFA`. */
  second: readonly string[];
  /** The preferred MFA method. */
  preferred?: string | undefined;
}

/**
 * Reads the user's name, attributes and MFA methods.
 * https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_GetUser.html
 * @throws {CognitoError} `NotAuthorizedException` when the token has ended, or lacks the scope
 * `aws.cognito.signin.user.admin`; `InvalidResponse` when the reply has no user
 */
export async function getUser(pool: UserPool, accessToken: string, signal?: AbortSignal): Promise<User> {
  const reply = await request(pool, 'GetUser', { AccessToken: accessToken }, signal);
  const attributes = Object.fromEntries(
    (reply.UserAttributes ?? []).map(({ Name, Value = '' }) => [Name, Value]),
  );
  const { Username: username, PreferredMfaSetting: preferred, UserMFASettingList: enabled = [] } = reply;
  const { sub } = attributes;
  if (!username || !sub) throw invalidResponseError('InvalidResponse', 'GetUser was answered without a user');
  return { username, sub, attributes, mfa: { enabled, ...(preferred && { preferred }) } };
}

/**
 * Reads the first factors and MFA methods that the user has set up.
 * https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_GetUserAuthFactors.html
 * @throws {CognitoError} `NotAuthorizedException` when the token has ended; errors of the request
 */
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

/**
 * Deletes the account. This cannot be undone.
 * https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_DeleteUser.html
 * @throws {CognitoError} `UserNotFoundException` when the account is deleted already; errors of the request
 */
export async function deleteUser(pool: UserPool, accessToken: string, signal?: AbortSignal): Promise<void> {
  await request(pool, 'DeleteUser', { AccessToken: accessToken }, signal);
}
