/** cognito-kit beside amazon-cognito-identity-js. Import it before that library, which needs `global` to be there. */
// oxlint-disable-next-line import/no-unassigned-import -- it is imported for its effect, which package.json names
import './identity-js/global.ts';

export { fromCognitoUserPool, type ConfigFromUserPool } from './identity-js/from-cognito-user-pool.ts';
export { toCognitoUser } from './identity-js/to-cognito-user.ts';
export type { CognitoUserPoolLike } from './identity-js/user-pool.ts';
export { createIdentityJsStorage } from './storage/identity-js/identity-js-storage.ts';
export { type IdentityJsStorage } from './storage/identity-js/keys.ts';
