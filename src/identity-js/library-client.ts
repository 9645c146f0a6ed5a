/** The kit's transport in the place of amazon-cognito-identity-js's own, which can neither be aborted nor time out. */
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

/** Turns a promise into the library's callback, which gets an error or, after null, the result. */
export function settle<Result>(
  work: Promise<Result>,
  respond: (error: Error | null, result: Result | null) => void,
): void {
  work.then(
    (result) => respond(null, result),
    (error: unknown) => respond(toLibraryError(error), null),
  );
}

/** As the library words errors: the service's name for it as `name` and as `code`. */
function toLibraryError(error: unknown): Error {
  if (!isCognitoError(error)) return error instanceof Error ? error : new Error(String(error));
  // A session that was refused its renewal is known to the library by the refusal.
  const { code, message } =
    error.code === 'SessionEnded' && isCognitoError(error.cause) ? error.cause : error;
  return Object.assign(new Error(message, { cause: error }), { name: code, code });
}
