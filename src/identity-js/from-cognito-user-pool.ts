/** Takes an app's existing `CognitoUserPool` over: its ids, its endpoint, its storage, and who is signed in there. */
import type { CognitoConfig } from '../config/config.ts';
import { createIdentityJsStorage } from '../storage/identity-js/identity-js-storage.ts';
import type { CognitoUserPoolInside, CognitoUserPoolLike } from './user-pool.ts';

/** What of a config comes from the pool; spread it, and add the rest. */
export type ConfigFromUserPool = Pick<
  CognitoConfig,
  'userPoolId' | 'clientId' | 'endpoint' | 'storage' | 'fetch'
>;

/**
 * `createCognito({ ...fromCognitoUserPool(pool), identityPoolId })`. The session stays where the library keeps it, so
 * that whoever is signed in stays so, and code that has not moved yet goes on with `pool.getCurrentUser()`; signing out
 * on either side signs out of both. Requests are the kit's own: the library's can neither be aborted nor time out.
 */
export function fromCognitoUserPool(pool: CognitoUserPoolLike): ConfigFromUserPool {
  const userPoolId = pool.getUserPoolId();
  const clientId = pool.getClientId();
  const { storage, client } = pool as CognitoUserPoolInside;
  const endpoint = client?.endpoint;
  const credentials = client?.fetchOptions?.credentials;
  // The library fills the endpoint in; AWS's own is the kit's to derive.
  const isAws = endpoint === undefined || /^https:\/\/cognito-idp\.[\w-]+\.amazonaws\.com\/?$/.test(endpoint);
  return {
    userPoolId,
    clientId,
    ...(isAws ? {} : { endpoint }),
    ...(storage ? { storage: createIdentityJsStorage(storage, clientId) } : {}),
    ...(credentials ? { fetch: (input, init) => fetch(input, { ...init, credentials }) } : {}),
  };
}
