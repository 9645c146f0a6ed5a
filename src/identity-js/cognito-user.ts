/** Creates the `CognitoUser` of `toCognitoUser`. Loaded on demand, since it imports the library. */
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

/** Returns null when no user is signed in. See `toCognitoUser`. */
export function cognitoUserOf(cognito: Cognito, pool: CognitoUserPool = poolOf(cognito)): CognitoUser | null {
  const session = cognito.getSession();
  if (session.status !== 'signedIn') return null;
  let { sub } = session.claims;
  const { storage } = pool as unknown as { storage: ICognitoStorage };
  const user = new CognitoUser({ Username: session.username, Pool: pool, Storage: storage });
  const { clearCachedUser } = user as unknown as Inside;

  /** The library's session, and the auth state that its tokens belong to. */
  let librarySession: CognitoUserSession | null = null;
  let sessionAuthStateId = '';

  const isSignedIn = () => {
    const current = cognito.getSession();
    return current.status === 'signedIn' && current.claims.sub === sub;
  };

  const setTokens = (tokens: Tokens): CognitoUserSession => {
    sessionAuthStateId = cognito.authStateId();
    librarySession = toSession(tokens, cognito.systemClockOffset());
    return librarySession;
  };

  const readSession = async (refresh: boolean) => {
    // Checks the user first: tokens of another user must not be refreshed for this one.
    const tokens = refresh && !isSignedIn() ? undefined : await cognito.getTokens({ refresh });
    if (tokens && isSignedIn()) return setTokens(tokens);
    throw Object.assign(
      new Error(
        'This user is not signed in any more, so there are no tokens. Sign in, and get a new CognitoUser.',
      ),
      { name: 'NotAuthorizedException', code: 'NotAuthorizedException' },
    );
  };

  /** Ends the kit's session if it is this user's, and clears the library's storage. */
  const end = async (everywhere = false) => {
    const isOwn = isSignedIn();
    librarySession = null;
    if (!isOwn) return;
    const ending = cognito.signOut({ everywhere });
    clearCachedUser.call(user);
    await ending;
  };

  Object.defineProperty(user, 'signInUserSession', {
    get: () => (sessionAuthStateId === cognito.authStateId() ? librarySession : null),
    // The library's sign-in and `setSignInUserSession` assign the session, and then call `cacheTokens`.
    set(assigned: CognitoUserSession | null) {
      librarySession = assigned;
      sessionAuthStateId = cognito.authStateId();
    },
  });

  return Object.assign(user, {
    client: createLibraryClient(cognito.userPool),
    getSession: (respond: SessionCallback) => settle(readSession(false), respond),
    /** Ignores the refresh token that is passed, and uses the kit's. */
    refreshSession: (_: CognitoRefreshToken, respond: SessionCallback) => settle(readSession(true), respond),
    signOut: (respond?: (error: Error | null) => void) => settle(end(), respond ?? (() => {})),
    globalSignOut: ({ onSuccess, onFailure }: GlobalSignOutCallbacks) =>
      settle(end(true), (error) => (error ? onFailure(error) : onSuccess('SUCCESS'))),
    cacheTokens() {
      if (!librarySession) return;
      const adopted = librarySession;
      ({ sub } = adopted.getIdToken().payload as { sub: string });
      cognito.adoptTokens(toTokens(adopted)).catch(() => {
        if (librarySession === adopted) librarySession = null;
      });
      // `adoptTokens` begins the new auth state synchronously; only the store write is pending.
      sessionAuthStateId = cognito.authStateId();
    },
    clearCachedUser: () => settle(end(), () => {}),
  } satisfies Partial<Record<keyof CognitoUser | keyof Inside, unknown>>);
}

const toTokens = (session: CognitoUserSession): Tokens => ({
  idToken: session.getIdToken().getJwtToken(),
  accessToken: session.getAccessToken().getJwtToken(),
  refreshToken: session.getRefreshToken().getToken(),
});

/** @param offset milliseconds to add to this device's clock. The library counts the seconds that the clock is ahead */
function toSession({ idToken, accessToken, refreshToken }: Tokens, offset: number): CognitoUserSession {
  const data = {
    IdToken: new CognitoIdToken({ IdToken: idToken }),
    AccessToken: new CognitoAccessToken({ AccessToken: accessToken }),
    RefreshToken: new CognitoRefreshToken({ RefreshToken: refreshToken }),
    // The library's types lack this member. Without it, the library takes the age of the tokens for a clock offset.
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
