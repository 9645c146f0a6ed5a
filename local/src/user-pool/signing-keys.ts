/** The RSA keys with which a pool signs its tokens. They are made on first use and published as JWKS. */
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
  /** Returns the newest key, and makes one if there is none. */
  current(pool: UserPool): Promise<SigningKey>;
  /** Returns the newest key, imported for signing. */
  signer(pool: UserPool): Promise<{ kid: string; key: ImportedKey }>;
  /** Returns the key set for jose's `jwtVerify`. */
  verifier(pool: UserPool): Promise<ReturnType<typeof createLocalJWKSet>>;
  /** Returns the content of `/.well-known/jwks.json`. */
  published(pool: UserPool): Promise<JSONWebKeySet>;
}

/** Makes a key. A seeded platform brings a function of its own, since WebCrypto takes no seed. */
async function makeKey(poolId: string, rsaKey: Platform['rsaKey']): Promise<SigningKey> {
  const { privateKey, publicKey } = await (rsaKey
    ? rsaKey(poolId)
    : generateKeyPair('RS256', { modulusLength: 2048, extractable: true }));
  const jwk = await exportJWK(publicKey);
  return { kid: await calculateJwkThumbprint(jwk), privateKey: await exportJWK(privateKey), publicKey: jwk };
}

export function createSigningKeys(rsaKey?: Platform['rsaKey']): SigningKeys {
  /** Keys in the making, by the list that they go into. A reset passes that list on to the new pool, with the key. */
  const pending = new WeakMap<SigningKey[], Promise<SigningKey>>();

  // The state is plain data, so imported keys stand beside it. Each is imported once, which takes longer than signing.
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
      // Caches by the newest key, since the set changes only with a new key.
      const newest = await current(pool);
      const verifier = verifiers.get(newest) ?? createLocalJWKSet(await published(pool));
      verifiers.set(newest, verifier);
      return verifier;
    },
  };
}
