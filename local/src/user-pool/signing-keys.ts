/** The RSA keys that a pool signs its tokens with, made when first needed, and published as JWKS. */
import { calculateJwkThumbprint, exportJWK, generateKeyPair, type JSONWebKeySet } from 'jose';
import type { SigningKey, UserPool } from './state.ts';

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
  const pending = new WeakMap<UserPool, Promise<SigningKey>>();

  async function addKey(pool: UserPool): Promise<SigningKey> {
    const key = await makeKey();
    pool.signingKeys.push(key);
    return key;
  }

  async function current(pool: UserPool): Promise<SigningKey> {
    const newest = pool.signingKeys.at(-1);
    if (newest) return newest;
    const making = pending.get(pool) ?? addKey(pool);
    pending.set(pool, making);
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
