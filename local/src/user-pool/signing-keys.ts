/** The RSA keys that a pool signs its tokens with, made when first needed, and published as JWKS. */
import {
  calculateJwkThumbprint,
  createLocalJWKSet,
  exportJWK,
  generateKeyPair,
  importJWK,
  type JSONWebKeySet,
  type JWK,
} from 'jose';
import type { Platform } from '../platform/platform.ts';
import type { SigningKey, UserPool } from './state.ts';

type ImportedKey = Awaited<ReturnType<typeof importJWK>>;

export interface SigningKeys {
  current(pool: UserPool): Promise<SigningKey>;
  /** The newest, ready to sign with. */
  signer(pool: UserPool): Promise<{ kid: string; key: ImportedKey }>;
  /** For jwtVerify. */
  verifier(pool: UserPool): Promise<ReturnType<typeof createLocalJWKSet>>;
  /** What `/.well-known/jwks.json` shows. */
  published(pool: UserPool): Promise<JSONWebKeySet>;
}

/** A seeded platform has keys of its own: WebCrypto takes no seed. */
async function makeKey(poolId: string, rsaKey: Platform['rsaKey']): Promise<SigningKey> {
  const { privateKey, publicKey } = await (rsaKey
    ? rsaKey(poolId)
    : generateKeyPair('RS256', { modulusLength: 2048, extractable: true }));
  const jwk = await exportJWK(publicKey);
  return { kid: await calculateJwkThumbprint(jwk), privateKey: await exportJWK(privateKey), publicKey: jwk };
}

export function createSigningKeys(rsaKey?: Platform['rsaKey']): SigningKeys {
  /** By the list that the key goes to: after a reset a new pool goes on with it while the key is being made. */
  const pending = new WeakMap<SigningKey[], Promise<SigningKey>>();

  // Keys are no plain data, so they are imported beside the state, each once: that takes longer than to sign.
  const imported = new WeakMap<JWK, Promise<ImportedKey>>();
  const verifiers = new WeakMap<SigningKey, ReturnType<typeof createLocalJWKSet>>();

  async function addKey({ id, signingKeys }: UserPool): Promise<SigningKey> {
    const key = await makeKey(id, rsaKey);
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

  async function published(pool: UserPool): Promise<JSONWebKeySet> {
    await current(pool);
    return {
      keys: pool.signingKeys.map(({ kid, publicKey }) => ({ ...publicKey, kid, alg: 'RS256', use: 'sig' })),
    };
  }

  return {
    current,
    published,
    async signer(pool) {
      const { kid, privateKey } = await current(pool);
      const importing = imported.get(privateKey) ?? importJWK(privateKey, 'RS256');
      imported.set(privateKey, importing);
      return { kid, key: await importing };
    },
    async verifier(pool) {
      // By the newest key: with it the set changes.
      const newest = await current(pool);
      const verifier = verifiers.get(newest) ?? createLocalJWKSet(await published(pool));
      verifiers.set(newest, verifier);
      return verifier;
    },
  };
}
