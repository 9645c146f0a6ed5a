/** Types of the members of amazon-cognito-identity-js that the kit uses. The library's own types lack some of them. */

import type { IdentityJsStorage } from '../storage/identity-js/keys.ts';

/** A `CognitoUserPool`, typed structurally so that the kit need not import the library. */
export interface CognitoUserPoolLike {
  getUserPoolId(): string;
  getClientId(): string;
}

/** Fields of a `CognitoUserPool` at run time. */
export interface CognitoUserPoolInside {
  storage?: IdentityJsStorage;
  client?: { endpoint?: string; fetchOptions?: { credentials?: RequestCredentials } };
}

/** The library's function to send a request. Its callback gets an error, or null and the output. */
export type LibrarySend = (
  operation: string,
  input: object,
  callback: (error: Error | null, output?: unknown) => void,
) => void;

/** The library's `Client`. `requestWithRetry` may repeat a request; the kit's transport decides that by the operation. */
export interface LibraryClient {
  request: LibrarySend;
  requestWithRetry: LibrarySend;
  promisifyRequest: (operation: string, input: object) => Promise<unknown>;
}

/** Members that `CognitoUser` has at run time and that its own methods use. */
export interface CognitoUserInside<Session> {
  client: LibraryClient;
  signInUserSession: Session | null;
  /** Writes the tokens of a sign-in to the storage. */
  cacheTokens: () => void;
  /** Removes the tokens at a sign-out and after the account was deleted. */
  clearCachedUser: () => void;
}
