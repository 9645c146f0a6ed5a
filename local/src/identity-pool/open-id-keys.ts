/** The RSA key that identity pools sign their OpenID tokens with, made when first needed, and published as JWKS. */
import { calculateJwkThumbprint, exportJWK, generateKeyPair, type JWK } from 'jose';
import type { Platform } from '../platform/platform.ts';
import type { IdentityPoolsState, PoolSigningKey } from './state.ts';

/** AWS signs these tokens with RS512, unlike those of user pools. */
export const openIdAlgorithm = 'RS512';

export interface OpenIdKeys {
  current(): Promise<PoolSigningKey>;
  /** What `https://cognito-identity.amazonaws.com/.well-known/jwks_uri` shows. */
  published(): Promise<{ keys: JWK[] }>;
}

/** A seeded platform has keys of its own: WebCrypto takes no seed. */
const makeKey = async (rsaKey: Platform['rsaKey']): Promise<PoolSigningKey> => {
  const { privateKey, publicKey } = await (rsaKey
    ? rsaKey('identity-pools')
    : generateKeyPair(openIdAlgorithm, { modulusLength: 2048, extractable: true }));
  const jwk = await exportJWK(publicKey);
  return { kid: await calculateJwkThumbprint(jwk), privateKey: await exportJWK(privateKey), publicKey: jwk };
};

/** A key outlives a reset, since clients may have kept what it signed. */
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
