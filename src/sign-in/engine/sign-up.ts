/**
 * Creates a user and confirms its address by a code.
 * https://docs.aws.amazon.com/cognito/latest/developerguide/signing-up-users-in-your-app.html
 */
import type { CodeDelivery } from '../../protocol/code-delivery.ts';
import { checkInput } from '../../transport/check-input.ts';
import { readDelivery } from '../../transport/code-delivery.ts';
import { request } from '../../transport/request.ts';
import type { UserPool } from '../../transport/user-pool.ts';

export interface SignUpInput {
  username: string;
  /** Left out for a passwordless sign-up, by codes or a passkey. */
  password?: string | undefined;
  /** Values by Cognito's attribute names, such as `email`, `given_name`, `custom:plan`. */
  attributes?: Readonly<Record<string, string>>;
  /** Reaches the pre-sign-up trigger. */
  validationData?: Readonly<Record<string, string>> | undefined;
  /** Reaches the pool's other triggers. */
  clientMetadata?: Readonly<Record<string, string>> | undefined;
}

const toList = (record: Readonly<Record<string, string>>) =>
  Object.entries(record).map(([Name, Value]) => ({ Name, Value }));

/**
 * Signs up a user.
 * @returns whether a pre-sign-up trigger confirmed the user at once, and the destination of the code if not
 * @throws {CognitoError} `UsernameExistsException`, `InvalidPasswordException`
 */
export async function signUp(
  pool: UserPool,
  { username, password, attributes = {}, validationData, clientMetadata }: SignUpInput,
  signal?: AbortSignal,
): Promise<{ status: 'confirmed' | 'unconfirmed'; delivery?: CodeDelivery }> {
  checkInput({ username, password });
  const reply = await request(
    pool,
    'SignUp',
    {
      ClientId: pool.clientId,
      Username: username,
      Password: password,
      UserAttributes: toList(attributes),
      ValidationData: validationData && toList(validationData),
      ClientMetadata: clientMetadata,
    },
    signal,
  );
  return { status: reply.UserConfirmed ? 'confirmed' : 'unconfirmed', ...readDelivery(reply) };
}

/**
 * Confirms a sign-up by its code.
 * @param forceAlias takes the address over from another account that has it
 * @returns a challenge token that signs the user in without another proof, if the app client allows it. A secret
 * @throws {CognitoError} `CodeMismatchException`, `ExpiredCodeException`, `AliasExistsException`
 */
export async function confirmSignUp(
  pool: UserPool,
  { username, code, forceAlias }: { username: string; code: string; forceAlias?: boolean | undefined },
  signal?: AbortSignal,
): Promise<{ challengeToken: string | undefined }> {
  checkInput({ username, code });
  const { Session } = await request(
    pool,
    'ConfirmSignUp',
    {
      ClientId: pool.clientId,
      Username: username,
      ConfirmationCode: code,
      ForceAliasCreation: forceAlias,
    },
    signal,
  );
  return { challengeToken: Session };
}

/** Sends a new code, which ends the one before. @throws {CognitoError} `LimitExceededException` */
export async function resendConfirmationCode(
  pool: UserPool,
  { username }: { username: string },
  signal?: AbortSignal,
): Promise<{ delivery?: CodeDelivery }> {
  checkInput({ username });
  return readDelivery(
    await request(pool, 'ResendConfirmationCode', { ClientId: pool.clientId, Username: username }, signal),
  );
}
