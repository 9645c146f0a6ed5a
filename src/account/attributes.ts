/** What the user pool knows about who is signed in, and changes to it. */
import { invalidResponseError } from '../errors.ts';
import type { CodeDelivery } from '../protocol/code-delivery.ts';
import { checkInput } from '../transport/check-input.ts';
import { readDelivery } from '../transport/code-delivery.ts';
import { request } from '../transport/request.ts';
import type { UserPool } from '../transport/user-pool.ts';

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
  if (!username || !sub) throw invalidResponseError('InvalidResponse', 'GetUser was answered without a user');
  return { username, sub, attributes, mfa: { enabled, ...(preferred && { preferred }) } };
}

/**
 * Writes attributes. An address that has to be verified gets a code: enter it with `verifyAttribute`; where the pool
 * keeps the old address until then, it goes on meanwhile.
 * https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_UpdateUserAttributes.html
 * @returns where codes went
 * @throws {CognitoError} `NotAuthorizedException` for an attribute that the app client may not write; `AliasExistsException`
 */
export async function updateAttributes(
  pool: UserPool,
  accessToken: string,
  attributes: Readonly<Record<string, string>>,
  signal?: AbortSignal,
): Promise<CodeDelivery[]> {
  const UserAttributes = Object.entries(attributes).map(([Name, Value]) => ({ Name, Value }));
  const { CodeDeliveryDetailsList: sent = [] } = await request(
    pool,
    'UpdateUserAttributes',
    { AccessToken: accessToken, UserAttributes },
    signal,
  );
  return sent.flatMap((details) => readDelivery({ CodeDeliveryDetails: details }).delivery ?? []);
}

/** https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_DeleteUserAttributes.html */
export async function deleteAttributes(
  pool: UserPool,
  accessToken: string,
  names: readonly string[],
  signal?: AbortSignal,
): Promise<void> {
  const input = { AccessToken: accessToken, UserAttributeNames: [...names] };
  await request(pool, 'DeleteUserAttributes', input, signal);
}

/** Sends a new code for an address. @throws {CognitoError} `LimitExceededException` */
export const sendAttributeCode = async (
  pool: UserPool,
  accessToken: string,
  name: string,
  signal?: AbortSignal,
): Promise<{ delivery?: CodeDelivery }> =>
  readDelivery(
    await request(
      pool,
      'GetUserAttributeVerificationCode',
      { AccessToken: accessToken, AttributeName: name },
      signal,
    ),
  );

/** Enters the code that was sent to an address. @throws {CognitoError} `CodeMismatchException`, `ExpiredCodeException` */
export async function verifyAttribute(
  pool: UserPool,
  accessToken: string,
  { name, code }: { name: string; code: string },
  signal?: AbortSignal,
): Promise<void> {
  checkInput({ code });
  const input = { AccessToken: accessToken, AttributeName: name, Code: code };
  await request(pool, 'VerifyUserAttribute', input, signal);
}
