/**
 * The session where amazon-cognito-identity-js and Amplify (v5, which is built on it, and v6) keep it, in their layout:
 * one truth for both libraries. What they left is found, what they renew or end is noticed at the next look, and what
 * is written or cleared here they see too.
 */
import { parseJson } from '../../lib/json.ts';
import { decodeJwt } from '../../lib/jwt.ts';
import { withFallback } from '../memory-storage.ts';
import { createReader, number, RECORD_VERSION, text } from '../record-fields.ts';
import { createIdentityJsMemory } from './devices-and-guest.ts';
import type { IdentityJsStorage } from './identity-js-store.ts';
import { parseSessionRecord, type SessionRecord, type SessionStorage } from '../session-record.ts';
import { isSameRevision, type RecordRevision } from '../record-storage.ts';
import { parseIdentity, type StoredIdentity } from '../stored-identity.ts';
import type { StorageEvents } from '../web/web-storage.ts';

/** What the other library has no place for, and the sign-in and renewal that it was written with. */
interface Beside extends RecordRevision {
  signIn: string;
  iat: number;
  identity?: StoredIdentity | undefined;
}

const parseBeside = /* @__PURE__ */ createReader<Beside>(
  { signIn: text, iat: number, epoch: text, generation: number, identity: parseIdentity },
  'identity',
);

/** Written in this order: by the ID token's date another tab tells that all of them are new. */
const TOKENS = ['refreshToken', 'accessToken', 'idToken'] as const;
/** Amplify v6 leaves one of these beside the tokens, after a sign-in by password or code and by managed login. */
const BY_AMPLIFY = ['signInDetails', 'oauthMetadata'];

/** What tells sign-ins and renewals apart: `auth_time` is kept by every renewal, `iat` is its own. */
function factsOf(idToken: string | null | undefined) {
  const { sub, auth_time, iat } = decodeJwt(idToken ?? '') ?? {};
  return typeof sub === 'string' && typeof iat === 'number'
    ? { sub, iat, signIn: `${sub}.${String(auth_time)}` }
    : undefined;
}

export function createIdentityJsStorage(
  store: IdentityJsStorage,
  clientId: string,
  events: StorageEvents | undefined = typeof addEventListener === 'function' ? globalThis : undefined,
): SessionStorage {
  const prefix = `CognitoIdentityServiceProvider.${clientId}`;
  const lastUser = `${prefix}.LastAuthUser`;
  /** Under the library's prefix, but no user's. */
  const beside = `${prefix}.cognito-kit`;
  const keyOf = (username: string, name: string) => `${prefix}.${username}.${name}`;

  /** How far the clock is off: by how many seconds it is ahead, or, by Amplify v6, milliseconds to add. */
  const drift = (username: string) => {
    const factor = BY_AMPLIFY.some((name) => store.getItem(keyOf(username, name))) ? 1 : -1000;
    const key = keyOf(username, 'clockDrift');
    return {
      read: () => Number(store.getItem(key)) * factor || 0,
      write: (offset: number) => void store.setItem(key, `${Math.round(offset / factor)}`),
    };
  };

  const read = () => {
    const username = store.getItem(lastUser);
    if (!username) return undefined;
    const [refreshToken, accessToken, idToken] = TOKENS.map((name) => store.getItem(keyOf(username, name)));
    const facts = factsOf(idToken);
    if (!facts) return undefined;
    const kept = parseBeside(parseJson(store.getItem(beside) ?? undefined));
    const ours = kept?.signIn === facts.signIn ? kept : undefined;
    return parseSessionRecord({
      version: RECORD_VERSION,
      // Before anything was written here, an epoch that every tab finds alike.
      epoch: ours?.epoch ?? facts.signIn,
      // Whoever renewed, the token's own date has gone up.
      generation: Math.max(facts.iat, ours?.iat === facts.iat ? ours.generation : 0),
      sub: facts.sub,
      idToken,
      accessToken,
      refreshToken,
      clockOffset: drift(username).read(),
      identity: ours?.identity,
    });
  };

  const clear = (username = store.getItem(lastUser)) => {
    store.removeItem(beside);
    if (!username) return;
    for (const name of [...TOKENS, ...BY_AMPLIFY, 'clockDrift', 'userData'])
      store.removeItem(keyOf(username, name));
    store.removeItem(lastUser);
  };

  const session = withFallback<SessionRecord>({
    read: async () => read(),
    async compareAndSwap(expected, record) {
      const held = read();
      if (!isSameRevision(held, expected)) return false;
      const named = decodeJwt(record.accessToken)?.['username'];
      const present = held?.sub === record.sub ? store.getItem(lastUser) : undefined;
      // Whoever signed in by an alias may be kept under it.
      const username = present || (typeof named === 'string' ? named : record.sub);
      // Nothing of somebody else stays behind.
      if (store.getItem(lastUser) !== username) clear();
      const { epoch, generation, identity } = record;
      const facts = factsOf(record.idToken);
      const note = { signIn: facts?.signIn, iat: facts?.iat, epoch, generation, identity };
      try {
        for (const name of TOKENS) store.setItem(keyOf(username, name), record[name]);
        drift(username).write(record.clockOffset);
        store.setItem(beside, JSON.stringify(note));
        store.setItem(lastUser, username);
      } catch (error) {
        // No half of a session stays behind, where nothing says whose it is.
        clear(username);
        throw error;
      }
      return true;
    },
    async clear(expected) {
      if (!expected || isSameRevision(read(), expected)) clear();
    },
    watch(listener) {
      const heard = (event: Event) => {
        const { key } = event as StorageEvent;
        if (key === null || key.startsWith(`${prefix}.`)) listener();
      };
      events?.addEventListener?.('storage', heard);
      return () => events?.removeEventListener?.('storage', heard);
    },
  });
  return Object.assign(session, createIdentityJsMemory(store, clientId));
}
