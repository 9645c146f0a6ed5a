/** What is read of amazon-cognito-identity-js's classes; some of it is in no type of its own. */

import type { IdentityJsStorage } from '../storage/identity-js/keys.ts';

/** Structural, so that taking a pool over imports nothing of the library's. */
export interface CognitoUserPoolLike {
  getUserPoolId(): string;
  getClientId(): string;
}

/** Fields that are there at run time. */
export interface CognitoUserPoolInside {
  storage?: IdentityJsStorage;
  client?: { endpoint?: string; fetchOptions?: { credentials?: RequestCredentials } };
}

/** How the library sends: a callback that gets an error or, after null, the output. */
export type LibrarySend = (
  operation: string,
  input: object,
  callback: (error: Error | null, output?: unknown) => void,
) => void;

/** The library's `Client`. `requestWithRetry` is for what may be repeated; the kit's transport knows by itself what may be. */
export interface LibraryClient {
  request: LibrarySend;
  requestWithRetry: LibrarySend;
  promisifyRequest: (operation: string, input: object) => Promise<unknown>;
}

/** Members that `CognitoUser` has at run time, and that its own methods go through. */
export interface CognitoUserInside<Session> {
  client: LibraryClient;
  signInUserSession: Session | null;
  /** Writes the tokens of a sign-in to the storage. */
  cacheTokens: () => void;
  /** Removes them, at a sign-out or when the account was deleted. */
  clearCachedUser: () => void;
}
