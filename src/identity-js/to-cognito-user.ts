/** A `CognitoUser` of amazon-cognito-identity-js on the kit's session, for code that still uses that library. */
import type { CognitoUser, CognitoUserPool } from 'amazon-cognito-identity-js';
import type { Cognito } from '../client/cognito.ts';

/**
 * Loads the library, after `global` is defined, and returns its `CognitoUser` for the signed-in user.
 *
 * `getSession` and `refreshSession` return the kit's tokens and share its refresh. The other methods are those of the
 * library, with these tokens and through the kit's transport. A sign-out on either side ends both sessions; a sign-in
 * through the library signs in to the kit too. After a switch of user, its calls fail: request a new one. Callbacks are
 * never called before the method returns.
 * @param pool the app's pool, for its storage and settings. Default: a pool that stores nothing
 * @returns null when no user is signed in
 */
export async function toCognitoUser(cognito: Cognito, pool?: CognitoUserPool): Promise<CognitoUser | null> {
  await cognito.ready();
  const { cognitoUserOf } = await import('./cognito-user.ts');
  return cognitoUserOf(cognito, pool);
}
