/** A `CognitoUser` of amazon-cognito-identity-js on the kit's session, for code that has not moved yet. */
import type { CognitoUser, CognitoUserPool } from 'amazon-cognito-identity-js';
import type { Cognito } from '../client/cognito.ts';

/**
 * Resolves with the person who is signed in, or with null where nobody is. The library is loaded then: whatever a
 * bundler splits off, its `global` is there before it.
 *
 * Its `getSession` and `refreshSession` give the kit's tokens and refresh with everybody else, once. Its other calls are
 * the library's own, with those tokens and through the kit's transport. Signing out, here or by the kit, ends both at
 * once; a sign-in through it is the kit's too. After a switch of user it stands for nobody: get a new one.
 * Callbacks are never called before the method returns.
 *
 * `pool`: the app's own, for its storage and settings; without it the user remembers nothing of its own.
 */
export async function toCognitoUser(cognito: Cognito, pool?: CognitoUserPool): Promise<CognitoUser | null> {
  await cognito.ready();
  const { cognitoUserOf } = await import('./cognito-user.ts');
  return cognitoUserOf(cognito, pool);
}
