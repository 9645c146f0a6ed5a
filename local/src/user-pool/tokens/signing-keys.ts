/** The RSA keys that a pool signs its tokens with, made when first needed, and published as JWKS. */
import { calculateJwkThumbprint, exportJWK, generateKeyPair, type JSONWebKeySet } from 'jose';
import type { SigningKey, UserPool } from '../state.ts';

export interface SigningKeys {
  current(pool: UserPool): Promise<SigningKey>;
  /** What `/.well-known/jwks.json` shows. */
  published(pool: UserPool): Promise<JSONWebKeySet>;
}

async function makeKey(): Promise<SigningKey> {
  const { privateKey, publicKey } = await generateKeyPair('RS256', {
    modulusLength: 2048,
    extractable: true,
  });
  const jwk = await exportJWK(publicKey);
  return { kid: await calculateJwkThumbprint(jwk), privateKey: await exportJWK(privateKey), publicKey: jwk };
}

export function createSigningKeys(): SigningKeys {
  /** By the list that the key goes to: after a reset a new pool goes on with it while the key is being made. */
  const pending = new WeakMap<SigningKey[], Promise<SigningKey>>();

  async function addKey({ signingKeys }: UserPool): Promise<SigningKey> {
    const key = await makeKey();
    signingKeys.push(key);
    return key;
  }

  async function current(pool: UserPool): Promise<SigningKey> {
    const newest = pool.signingKeys.at(-1);
    if (newest) return newest;
    const making = pending.get(pool.signingKeys) ?? addKey(pool);
    pending.set(pool.signingKeys, making);
    return making;
  }

  return {
    current,
    async published(pool) {
      await current(pool);
      return {
        keys: pool.signingKeys.map(({ kid, publicKey }) => ({ ...publicKey, kid, alg: 'RS256', use: 'sig' })),
      };
    },
  };
}
