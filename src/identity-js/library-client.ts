/** Replaces the transport of amazon-cognito-identity-js, whose requests can neither be aborted nor time out. */
import { isCognitoError } from '../errors.ts';
import { post } from '../transport/request.ts';
import type { UserPool } from '../transport/user-pool.ts';
import type { LibraryClient, LibrarySend } from './user-pool.ts';

export function createLibraryClient(userPool: UserPool): LibraryClient {
  const send = (operation: string, input: object) =>
    post(userPool, 'AWSCognitoIdentityProviderService', operation, input);
  const request: LibrarySend = (operation, input, respond) => settle(send(operation, input), respond);
  return {
    request,
    requestWithRetry: request,
    promisifyRequest: (operation, input) =>
      send(operation, input).catch((error: unknown) => {
        throw toLibraryError(error);
      }),
  };
}

/** Calls the library's callback with an error, or with null and the result, when the promise settles. */
export function settle<Result>(
  work: Promise<Result>,
  respond: (error: Error | null, result: Result | null) => void,
): void {
  work.then(
    (result) => respond(null, result),
    (error: unknown) => respond(toLibraryError(error), null),
  );
}

/** Converts an error to the library's form: the service's error name as both `name` and `code`. */
function toLibraryError(error: unknown): Error {
  if (!isCognitoError(error)) return error instanceof Error ? error : new Error(String(error));
  // Code of the library expects the service's refusal of the refresh itself, which is the cause of `SessionEnded`.
  const { code, message } =
    error.code === 'SessionEnded' && isCognitoError(error.cause) ? error.cause : error;
  return Object.assign(new Error(message, { cause: error }), { name: code, code });
}
