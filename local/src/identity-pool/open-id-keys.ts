/** The RSA key that signs OpenID tokens of identity pools. Made on first use, and published as JWKS. */
import { calculateJwkThumbprint, exportJWK, generateKeyPair, type JWK } from 'jose';
import type { Platform } from '../platform/platform.ts';
import type { IdentityPoolsState, PoolSigningKey } from './state.ts';

/** AWS signs these tokens with RS512, and tokens of user pools with RS256. */
export const openIdAlgorithm = 'RS512';

export interface OpenIdKeys {
  current(): Promise<PoolSigningKey>;
  /** The JWKS that `https://cognito-identity.amazonaws.com/.well-known/jwks_uri` publishes. */
  published(): Promise<{ keys: JWK[] }>;
}

/** Makes a key. With a `seed` the platform makes it, because WebCrypto takes no seed. */
const makeKey = async (rsaKey: Platform['rsaKey']): Promise<PoolSigningKey> => {
  const { privateKey, publicKey } = await (rsaKey
    ? rsaKey('identity-pools')
    : generateKeyPair(openIdAlgorithm, { modulusLength: 2048, extractable: true }));
  const jwk = await exportJWK(publicKey);
  return { kid: await calculateJwkThumbprint(jwk), privateKey: await exportJWK(privateKey), publicKey: jwk };
};

/** Signing keys outlive a reset, since clients may still have tokens signed with them. */
export const createOpenIdKeys = (state: IdentityPoolsState, rsaKey?: Platform['rsaKey']): OpenIdKeys => {
  let making: Promise<PoolSigningKey> | undefined;
  const current = async (): Promise<PoolSigningKey> => {
    if (state.signingKey) return state.signingKey;
    making ??= makeKey(rsaKey);
    const made = await making;
    return (state.signingKey ??= made);
  };
  return {
    current,
    async published() {
      const { kid, publicKey } = await current();
      return { keys: [{ ...publicKey, kid, alg: openIdAlgorithm, use: 'sig' }] };
    },
  };
};
