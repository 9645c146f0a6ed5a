/** What is read of amazon-cognito-identity-js's `CognitoUserPool`; some of it is in no type of its own. */

import type { IdentityJsStorage } from '../storage/identity-js.ts';

/** Structural, so that this subpath imports nothing of the library's. */
export interface CognitoUserPoolLike {
  getUserPoolId(): string;
  getClientId(): string;
}

/** Fields that are there at run time. */
export interface CognitoUserPoolInside {
  storage?: IdentityJsStorage;
  client?: { endpoint?: string; fetchOptions?: { credentials?: RequestCredentials } };
}
