/** Reads a config from an app's existing `CognitoUserPool`: its ids, endpoint and storage, with the session in it. */
import type { CognitoConfig } from '../config/config.ts';
import { createIdentityJsStorage } from '../storage/identity-js/identity-js-storage.ts';
import type { CognitoUserPoolInside, CognitoUserPoolLike } from './user-pool.ts';

/** The part of a config that comes from the pool. */
export type ConfigFromUserPool = Pick<
  CognitoConfig,
  'userPoolId' | 'clientId' | 'endpoint' | 'storage' | 'fetch'
>;

/**
 * Reads ids, endpoint, storage and fetch options from a pool of amazon-cognito-identity-js. The session stays in the
 * library's storage, so signed-in users stay signed in, and code that still uses the library can call
 * `pool.getCurrentUser()`. A sign-out on either side signs out of both. The kit sends its own requests: those of the
 * library can neither be aborted nor time out.
 * @param pool a `CognitoUserPool`
 * @example
 * ```ts
 * const pool = new CognitoUserPool({ UserPoolId: 'eu-west-1_Ab12Cd34E', ClientId: '1example23456789' });
 * const cognito = createCognito({ ...fromCognitoUserPool(pool), identityPoolId: 'eu-west-1:…' });
 * ```
 */
export function fromCognitoUserPool(pool: CognitoUserPoolLike): ConfigFromUserPool {
  const userPoolId = pool.getUserPoolId();
  const clientId = pool.getClientId();
  const { storage, client } = pool as CognitoUserPoolInside;
  const endpoint = client?.endpoint;
  const credentials = client?.fetchOptions?.credentials;
  // The library always sets an endpoint. The kit derives AWS's endpoints from the pool id.
  const isAws = endpoint === undefined || /^https:\/\/cognito-idp\.[\w-]+\.amazonaws\.com\/?$/.test(endpoint);
  return {
    userPoolId,
    clientId,
    ...(isAws ? {} : { endpoint }),
    ...(storage ? { storage: createIdentityJsStorage(storage, clientId) } : {}),
    ...(credentials ? { fetch: (input, init) => fetch(input, { ...init, credentials }) } : {}),
  };
}
