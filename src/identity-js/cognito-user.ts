/** Makes the `CognitoUser` of `toCognitoUser`. Loaded when one is asked for, and the library with it. */
import {
  CognitoAccessToken,
  CognitoIdToken,
  CognitoRefreshToken,
  CognitoUser,
  CognitoUserPool,
  CognitoUserSession,
  type ICognitoStorage,
} from 'amazon-cognito-identity-js';
import type { Cognito } from '../client/cognito.ts';
import { createLibraryClient, settle } from './library-client.ts';
import type { CognitoUserInside, CognitoUserPoolInside } from './user-pool.ts';

type Inside = CognitoUserInside<CognitoUserSession>;
type Tokens = NonNullable<Awaited<ReturnType<Cognito['getTokens']>>>;
type SessionCallback = (error: Error | null, session: CognitoUserSession | null) => void;
type GlobalSignOutCallbacks = Parameters<CognitoUser['globalSignOut']>[0];

/** See `toCognitoUser`. */
export function cognitoUserOf(cognito: Cognito, pool: CognitoUserPool = poolOf(cognito)): CognitoUser | null {
  const session = cognito.getSession();
  if (session.status !== 'signedIn') return null;
  let { sub } = session.claims;
  const { storage } = pool as unknown as { storage: ICognitoStorage };
  const user = new CognitoUser({ Username: session.username, Pool: pool, Storage: storage });
  const { clearCachedUser } = user as unknown as Inside;

  /** What the library holds, and the epoch that it is good for. */
  let held: CognitoUserSession | null = null;
  let heldIn = '';

  const isHere = () => {
    const now = cognito.getSession();
    return now.status === 'signedIn' && now.claims.sub === sub;
  };

  const hold = (tokens: Tokens): CognitoUserSession => {
    heldIn = cognito.authStateId();
    held = toSession(tokens, cognito.systemClockOffset());
    return held;
  };

  const give = async (refresh: boolean) => {
    // Nobody else's tokens are renewed for this one.
    const tokens = refresh && !isHere() ? undefined : await cognito.getTokens({ refresh });
    if (tokens && isHere()) return hold(tokens);
    throw Object.assign(
      new Error(
        'This user is not signed in any more, so there are no tokens. Sign in, and get a new CognitoUser.',
      ),
      { name: 'NotAuthorizedException', code: 'NotAuthorizedException' },
    );
  };

  /** Ends the kit's session if it is this user's, and what the library has stored. */
  const end = async (everywhere = false) => {
    const mine = isHere();
    held = null;
    if (!mine) return;
    const ending = cognito.signOut({ everywhere });
    clearCachedUser.call(user);
    await ending;
  };

  Object.defineProperty(user, 'signInUserSession', {
    get: () => (heldIn === cognito.authStateId() ? held : null),
    // The library's own sign-in, or `setSignInUserSession`: `cacheTokens` follows.
    set(given: CognitoUserSession | null) {
      held = given;
      heldIn = cognito.authStateId();
    },
  });

  return Object.assign(user, {
    client: createLibraryClient(cognito.userPool),
    getSession: (respond: SessionCallback) => settle(give(false), respond),
    /** The token is the kit's business, whatever is given. */
    refreshSession: (_: CognitoRefreshToken, respond: SessionCallback) => settle(give(true), respond),
    signOut: (respond?: (error: Error | null) => void) => settle(end(), respond ?? (() => {})),
    globalSignOut: ({ onSuccess, onFailure }: GlobalSignOutCallbacks) =>
      settle(end(true), (error) => (error ? onFailure(error) : onSuccess('SUCCESS'))),
    cacheTokens() {
      if (!held) return;
      const given = held;
      ({ sub } = given.getIdToken().payload as { sub: string });
      cognito.adoptTokens(toTokens(given)).catch(() => {
        if (held === given) held = null;
      });
      // Adopted at once, into a new epoch; what is left is writing it down.
      heldIn = cognito.authStateId();
    },
    clearCachedUser: () => settle(end(), () => {}),
  } satisfies Partial<Record<keyof CognitoUser | keyof Inside, unknown>>);
}

const toTokens = (session: CognitoUserSession): Tokens => ({
  idToken: session.getIdToken().getJwtToken(),
  accessToken: session.getAccessToken().getJwtToken(),
  refreshToken: session.getRefreshToken().getToken(),
});

/** `offset`: milliseconds to add to this device's clock. The library counts the seconds that it is ahead. */
function toSession({ idToken, accessToken, refreshToken }: Tokens, offset: number): CognitoUserSession {
  const data = {
    IdToken: new CognitoIdToken({ IdToken: idToken }),
    AccessToken: new CognitoAccessToken({ AccessToken: accessToken }),
    RefreshToken: new CognitoRefreshToken({ RefreshToken: refreshToken }),
    // In no type of the library's. Without it the age of the tokens is taken for a wrong clock.
    ClockDrift: Math.round(-offset / 1000),
  };
  return new CognitoUserSession(data);
}

function poolOf(cognito: Cognito): CognitoUserPool {
  const { userPoolId, clientId, userPoolEndpoint } = cognito.config;
  const items = new Map<string, string>();
  const pool = new CognitoUserPool({
    UserPoolId: userPoolId,
    ClientId: clientId,
    endpoint: userPoolEndpoint,
    Storage: {
      getItem: (key) => items.get(key) ?? null,
      setItem: (key, value) => void items.set(key, value),
      removeItem: (key) => void items.delete(key),
      clear: () => items.clear(),
    },
  });
  const inside = pool as CognitoUserPoolInside;
  inside.client = createLibraryClient(cognito.userPool) as NonNullable<CognitoUserPoolInside['client']>;
  return pool;
}
