/**
 * Makes a user and confirms its address by a code.
 * https://docs.aws.amazon.com/cognito/latest/developerguide/signing-up-users-in-your-app.html
 */
import type { CodeDelivery } from '../protocol/code-delivery.ts';
import { checkInput } from './check-input.ts';
import { readDelivery } from './code-delivery.ts';
import { request } from './request.ts';
import type { UserPool } from './user-pool.ts';

export interface SignUpInput {
  username: string;
  password: string;
  /** By their Cognito names, such as `email`, `given_name`, `custom:plan`. */
  attributes?: Readonly<Record<string, string>>;
}

/**
 * Signs up a user.
 * @returns whether a pre-sign-up trigger confirmed it at once, and where the code went if not
 * @throws {CognitoError} `UsernameExistsException`, `InvalidPasswordException`
 */
export async function signUp(
  pool: UserPool,
  { username, password, attributes = {} }: SignUpInput,
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
      UserAttributes: Object.entries(attributes).map(([Name, Value]) => ({ Name, Value })),
    },
    signal,
  );
  return { status: reply.UserConfirmed ? 'confirmed' : 'unconfirmed', ...readDelivery(reply) };
}

/** @throws {CognitoError} `CodeMismatchException`, `ExpiredCodeException` */
export async function confirmSignUp(
  pool: UserPool,
  { username, code }: { username: string; code: string },
  signal?: AbortSignal,
): Promise<void> {
  checkInput({ username, code });
  await request(
    pool,
    'ConfirmSignUp',
    { ClientId: pool.clientId, Username: username, ConfirmationCode: code },
    signal,
  );
}

/** Sends a new code; the one before stops to work. @throws {CognitoError} `LimitExceededException` */
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
