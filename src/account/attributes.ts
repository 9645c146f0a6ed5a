/** The signed-in user's attributes: changes, deletes and verifies them. */
import type { CodeDelivery } from '../protocol/code-delivery.ts';
import { checkInput } from '../transport/check-input.ts';
import { readDelivery } from '../transport/code-delivery.ts';
import { request } from '../transport/request.ts';
import type { UserPool } from '../transport/user-pool.ts';

/**
 * Changes attributes. A new address that has to be verified gets a code, for `verifyAttribute`. If the pool keeps the old
 * address until then, the old one stays in use meanwhile.
 * https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_UpdateUserAttributes.html
 * @param attributes Values by the attributes' Cognito names
 * @returns the destinations of the codes
 * @throws {CognitoError} `NotAuthorizedException` for an attribute that the app client may not write;
 * `AliasExistsException` when the address is an alias of another user
 */
export async function updateAttributes(
  pool: UserPool,
  accessToken: string,
  attributes: Readonly<Record<string, string>>,
  signal?: AbortSignal,
): Promise<CodeDelivery[]> {
  const UserAttributes = Object.entries(attributes).map(([Name, Value]) => ({ Name, Value }));
  const { CodeDeliveryDetailsList: deliveries = [] } = await request(
    pool,
    'UpdateUserAttributes',
    { AccessToken: accessToken, UserAttributes },
    signal,
  );
  return deliveries.flatMap((details) => readDelivery({ CodeDeliveryDetails: details }).delivery ?? []);
}

/**
 * Deletes attributes.
 * https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_DeleteUserAttributes.html
 * @param names The attributes' Cognito names
 * @throws {CognitoError} errors of the request
 */
export async function deleteAttributes(
  pool: UserPool,
  accessToken: string,
  names: readonly string[],
  signal?: AbortSignal,
): Promise<void> {
  const input = { AccessToken: accessToken, UserAttributeNames: [...names] };
  await request(pool, 'DeleteUserAttributes', input, signal);
}

/**
 * Sends a new code to an address.
 * https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_GetUserAttributeVerificationCode.html
 * @param name `email` or `phone_number`
 * @returns the destination of the code, if Cognito reports it
 * @throws {CognitoError} `LimitExceededException` after too many codes
 */
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

/**
 * Verifies an address with the code that was sent to it.
 * https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_VerifyUserAttribute.html
 * @throws {CognitoError} `CodeMismatchException`; `ExpiredCodeException`; `InputInvalid` when the code is empty or too long
 */
export async function verifyAttribute(
  pool: UserPool,
  accessToken: string,
  answer: { name: string; code: string },
  signal?: AbortSignal,
): Promise<void> {
  const { name, code } = answer;
  checkInput({ code });
  const input = { AccessToken: accessToken, AttributeName: name, Code: code };
  await request(pool, 'VerifyUserAttribute', input, signal);
}
