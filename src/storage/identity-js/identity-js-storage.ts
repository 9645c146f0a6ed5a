/**
 * The session in the layout of amazon-cognito-identity-js and Amplify (v5, which is built on it, and v6): one session
 * for both libraries. The kit reads the session that they left, notices at its next read when they renewed or ended it,
 * and they see each write and clear of the kit.
 */
import { parseJson } from '../../lib/json.ts';
import { decodeJwt } from '../../lib/jwt.ts';
import { withMemoryFallback } from '../memory-storage.ts';
import { createParser, number, RECORD_VERSION, text } from '../record-fields.ts';
import { createDevicesAndGuest } from './devices-and-guest.ts';
import { createKeys, type IdentityJsStorage } from './keys.ts';
import { parseSessionRecord, type SessionRecord, type SessionStorage } from '../session-record.ts';
import { isSameRevision, type RecordRevision } from '../record-storage.ts';
import { parseIdentity, type StoredIdentity } from '../stored-identity.ts';
import type { StorageEvents } from '../web/web-storage.ts';

/** The fields for which the other library has no place, and the sign-in and renewal that they belong to. */
interface KitFields extends RecordRevision {
  signIn: string;
  iat: number;
  identity?: StoredIdentity | undefined;
}

const parseKitFields = /* @__PURE__ */ createParser<KitFields>(
  { signIn: text, iat: number, epoch: text, generation: number, identity: parseIdentity },
  'identity',
);

/** The tokens in the order of their writes. The ID token is last: another tab sees by its date that all are new. */
const TOKENS = ['refreshToken', 'accessToken', 'idToken'] as const;
/** Amplify v6 leaves one of these beside the tokens: the first by password or code, the second by managed login. */
const AMPLIFY_ITEMS = ['signInDetails', 'oauthMetadata'];

/** Identifies sign-in and renewal by an ID token: each renewal keeps `auth_time` and has an `iat` of its own. */
function readIdToken(idToken: string | null | undefined) {
  const { sub, auth_time, iat } = decodeJwt(idToken ?? '') ?? {};
  return typeof sub === 'string' && typeof iat === 'number'
    ? { sub, iat, signIn: `${sub}.${String(auth_time)}` }
    : undefined;
}

/**
 * Creates the session's store over the items of amazon-cognito-identity-js or Amplify.
 * @param store The key-value store that the other library uses, such as localStorage.
 * @param clientId The app client.
 * @param events The target of `storage` events. Default `globalThis` in a browser.
 * @returns A value for the config's `storage`. It never rejects: a browser's refusal degrades it to memory.
 * @example
 * const cognito = createCognito({ userPoolId, clientId, storage: createIdentityJsStorage(localStorage, clientId) });
 */
export function createIdentityJsStorage(
  store: IdentityJsStorage,
  clientId: string,
  events: StorageEvents | undefined = typeof addEventListener === 'function' ? globalThis : undefined,
): SessionStorage {
  const keys = createKeys(clientId);

  /** The clock's error: the seconds that it is ahead or, written by Amplify v6, the milliseconds to add. */
  const clockDrift = (username: string) => {
    const factor = AMPLIFY_ITEMS.some((item) => store.getItem(keys.of(username, item))) ? 1 : -1000;
    const key = keys.of(username, 'clockDrift');
    return {
      read: () => Number(store.getItem(key)) * factor || 0,
      write: (offset: number) => void store.setItem(key, `${Math.round(offset / factor)}`),
    };
  };

  const read = () => {
    const username = store.getItem(keys.lastUser);
    if (!username) return undefined;
    const [refreshToken, accessToken, idToken] = TOKENS.map((name) => store.getItem(keys.of(username, name)));
    const idTokenFacts = readIdToken(idToken);
    if (!idTokenFacts) return undefined;
    const stored = parseKitFields(parseJson(store.getItem(keys.kit) ?? undefined));
    const kitFields = stored?.signIn === idTokenFacts.signIn ? stored : undefined;
    return parseSessionRecord({
      version: RECORD_VERSION,
      // Tabs derive the same epoch from the token until the kit has written one.
      epoch: kitFields?.epoch ?? idTokenFacts.signIn,
      // A renewal by either library raises the token's own date.
      generation: Math.max(idTokenFacts.iat, kitFields?.iat === idTokenFacts.iat ? kitFields.generation : 0),
      sub: idTokenFacts.sub,
      idToken,
      accessToken,
      refreshToken,
      clockOffset: clockDrift(username).read(),
      identity: kitFields?.identity,
    });
  };

  const clear = (username = store.getItem(keys.lastUser)) => {
    store.removeItem(keys.kit);
    if (!username) return;
    for (const item of [...TOKENS, ...AMPLIFY_ITEMS, 'clockDrift', 'userData'])
      store.removeItem(keys.of(username, item));
    store.removeItem(keys.lastUser);
  };

  const session = withMemoryFallback<SessionRecord>({
    read: async () => read(),
    async compareAndSwap(expected, record) {
      const stored = read();
      if (!isSameRevision(stored, expected)) return false;
      const tokenUsername = decodeJwt(record.accessToken)?.['username'];
      // A user who signed in by an alias may be stored under it.
      const storedUsername = stored?.sub === record.sub ? store.getItem(keys.lastUser) : undefined;
      const username = storedUsername || (typeof tokenUsername === 'string' ? tokenUsername : record.sub);
      // Removes the former user's items.
      if (store.getItem(keys.lastUser) !== username) clear();
      const { epoch, generation, identity } = record;
      const idTokenFacts = readIdToken(record.idToken);
      const kitFields = {
        signIn: idTokenFacts?.signIn,
        iat: idTokenFacts?.iat,
        epoch,
        generation,
        identity,
      };
      try {
        for (const name of TOKENS) store.setItem(keys.of(username, name), record[name]);
        clockDrift(username).write(record.clockOffset);
        store.setItem(keys.kit, JSON.stringify(kitFields));
        store.setItem(keys.lastUser, username);
      } catch (error) {
        // Removes the items that were written: without `LastAuthUser`, nothing says which user they belong to.
        clear(username);
        throw error;
      }
      return true;
    },
    async clear(expected) {
      if (!expected || isSameRevision(read(), expected)) clear();
    },
    watch(listener) {
      const onStorage = (event: Event) => {
        const { key } = event as StorageEvent;
        // A null key is `localStorage.clear()`.
        if (key === null || key.startsWith(keys.prefix)) listener();
      };
      events?.addEventListener?.('storage', onStorage);
      return () => events?.removeEventListener?.('storage', onStorage);
    },
  });
  return Object.assign(session, createDevicesAndGuest(store, clientId, events));
}
