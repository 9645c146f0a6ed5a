/**
 * Issues new AWS keys to a principal. Collects the tokens, requests identity id and keys, and stores the result. Tries
 * once more where the stored identity no longer exists or a token has expired.
 */
import { isCognitoError } from '../errors.ts';
import type { StoredKeys } from '../storage/stored-identity.ts';
import { noPrincipalError } from './errors.ts';
import { requestCredentials, requestIdentityId } from './exchange.ts';
import type { IdentityCache } from './identity-cache.ts';
import type { IdentityPoolHost, IssuedCredentials, Logins } from './identity-pool-host.ts';
import type { IdentityStore } from './identity.ts';
import type { Principal } from './principal.ts';

/** An identity id with keys that have been stored. */
export interface StoredCredentials {
  identityId: string;
  keys: StoredKeys;
}

export interface IssueOptions {
  cache: IdentityCache;
  identity: IdentityStore;
  principal: Principal;
  /** Requests the keys as this browser's guest, so the guest's identity becomes the user's. */
  linkGuest: boolean;
}

/** Milliseconds for which keys of an identity pool are valid. */
const KEY_LIFETIME = 3_600_000;
/** Milliseconds: no role session is longer. Keys that seem to last longer show that the device's clock is wrong. */
const MAX_KEY_LIFETIME = 12 * KEY_LIFETIME;

/** Whether Cognito says that an identity id no longer exists, is disabled, or belongs to another login. */
const isIdentityGone = (error: unknown): boolean =>
  isCognitoError(error) && /^(NotAuthorized|Resource(Conflict|NotFound))Exception$/.test(error.code);

/**
 * Requests new AWS keys and stores them with their identity id.
 * @returns the credentials, stored for the principal
 * @throws {CognitoError} `NotSignedIn` when neither the user nor the other logins have a token; `Superseded`; errors of
 * the requests
 */
export async function issueCredentials(
  host: IdentityPoolHost,
  { cache, identity, principal, linkGuest }: IssueOptions,
): Promise<StoredCredentials> {
  const { authStateId, signal, role, identityId: storedId, isGuest } = principal;
  const guestId = linkGuest ? await cache.readGuestId() : undefined;
  const collectLogins = createLoginsCollector(host, principal);

  const attempt = async (knownId: string | undefined, refresh: boolean): Promise<IssuedCredentials> => {
    const collected = await collectLogins(refresh);
    const { logins } = collected;
    let identityId = guestId ?? collected.identityId ?? knownId;
    if (!identityId) {
      identityId = await requestIdentityId(host, logins, signal);
      // The id is all that makes a guest the same one: if the keys cannot be issued now, the next call uses this id.
      if (!logins) await principal.store(identityId);
    }
    return requestCredentials(host, { identityId, logins, customRoleArn: role }, signal);
  };

  let isReplaced = false;
  const issued = await attempt(guestId ?? storedId, false).catch(async (error: unknown) => {
    // The stored identity may no longer exist, and a token may have expired although this device's clock says
    // otherwise. One more attempt uses a new id and new tokens; a second refusal is an error.
    const isTokenRefused = !isGuest && isCognitoError(error, 'NotAuthorizedException');
    isReplaced = !!storedId && isIdentityGone(error);
    if (guestId || !(isTokenRefused || isReplaced)) throw error;
    return attempt(undefined, isTokenRefused);
  });

  const { identityId } = issued;
  const keys = toStoredKeys(issued, host.store.clock);
  await principal.store(identityId, keys);
  if (guestId) {
    await cache.forgetGuest();
    identity.setIdentityId(authStateId, identityId, 'linked', guestId);
  } else if (isReplaced) identity.setIdentityId(authStateId, identityId, 'replaced');
  return { identityId, keys };
}

interface CollectedLogins {
  logins: Logins;
  /** The identity id that came with the tokens of an app's backend. */
  identityId: string | undefined;
}

/**
 * Returns a function that collects the tokens of a principal; `refresh` asks for newer ones than those collected before.
 * @throws {CognitoError} `NotSignedIn` when a principal that is no guest has no token; `Superseded`
 */
function createLoginsCollector(
  { config, getTokens, withTimeout }: IdentityPoolHost,
  { user, otherLogins, authStateId, signal, isGuest }: Principal,
) {
  let sentIdToken: string | undefined;
  return async (refresh: boolean): Promise<CollectedLogins> => {
    const tokens = user && (await getTokens({ authStateId, refused: refresh ? sentIdToken : undefined }));
    sentIdToken = tokens?.idToken;
    const others =
      otherLogins && (await withTimeout('Another login', () => otherLogins({ refresh, signal }), signal));
    const all = { ...others?.logins, ...(tokens && { [config.login]: tokens.idToken }) };
    const logins = Object.keys(all).length > 0 ? all : undefined;
    // Tokens of one user must never be sent with the identity of another.
    signal.throwIfAborted();
    // An identity pool that allows guests would treat a user without a token as a guest.
    if (!isGuest && !logins) throw noPrincipalError();
    return { logins, identityId: others?.identityId };
  };
}

/** Brings issued keys into the form that is stored, and corrects the clock where their expiration is impossible. */
function toStoredKeys(
  { accessKeyId, secretAccessKey, sessionToken = '', expiration }: IssuedCredentials,
  clock: IdentityPoolHost['store']['clock'],
): StoredKeys {
  const now = clock.now();
  const expiresAt = expiration?.getTime() ?? now + KEY_LIFETIME;
  // New keys that seem to have expired, or to last for days, show that the device's clock is wrong.
  if (expiresAt <= now || expiresAt - now > MAX_KEY_LIFETIME) clock.measure(expiresAt - KEY_LIFETIME);
  return { accessKeyId, secretAccessKey, sessionToken, expiration: expiresAt };
}
