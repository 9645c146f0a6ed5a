/**
 * `cognito-kit/identity-js`: the kit and amazon-cognito-identity-js on one session. Import this entry before that library,
 * which reads the variable `global` when it is loaded.
 */
// oxlint-disable-next-line import/no-unassigned-import -- package.json names this file's side effect
import './identity-js/global.ts';

export { fromCognitoUserPool, type ConfigFromUserPool } from './identity-js/from-cognito-user-pool.ts';
export { toCognitoUser } from './identity-js/to-cognito-user.ts';
export type { CognitoUserPoolLike } from './identity-js/user-pool.ts';
export { createIdentityJsStorage } from './storage/identity-js/identity-js-storage.ts';
export { type IdentityJsStorage } from './storage/identity-js/keys.ts';
