/** Connects the session store to the user pool: fresh tokens, and a sign-out that ends the session at Cognito too. */
import type { ResolvedConfig } from '../config/config.ts';
import type { Tokens } from '../protocol/tokens.ts';
import { createGetTokens, type GetTokensOptions } from '../session/get-tokens.ts';
import { refreshTokens } from '../session/refresh-tokens.ts';
import type { SessionStore } from '../session/session-store.ts';
import type { TabLock } from '../session/tab-lock.ts';
import { globalSignOut, revokeToken } from '../transport/revoke.ts';
import type { UserPool } from '../transport/user-pool.ts';
import type { AwaitedSignOut } from './cognito.ts';

export interface SessionCalls {
  /** `authStateId` and `refused`: see `IdentityPoolHost`. */
  getTokens: (
    options?: GetTokensOptions & { authStateId?: string; refused?: string | undefined },
  ) => Promise<Tokens | undefined>;
  signOut: (options?: AwaitedSignOut) => Promise<void>;
}

/** Creates the calls that return tokens and sign out. */
export function createSessionCalls(
  config: ResolvedConfig,
  userPool: UserPool,
  store: SessionStore,
  withTabLock: TabLock,
): SessionCalls {
  const refresh = (tokens: Tokens) => refreshTokens(userPool, tokens);
  // Failures are ignored: the token is deleted from this browser, and expires where Cognito cannot be reached.
  const revoke = ({ refreshToken }: Tokens) => revokeToken(userPool, refreshToken).catch(() => undefined);
  // GlobalSignOut takes an access token, and the stored one may have expired, so a new one is requested.
  const signOutEverywhere = async (tokens: Tokens) =>
    globalSignOut(userPool, (await refresh(tokens)).accessToken);

  return {
    getTokens: createGetTokens({ owner: config, store, withTabLock, refresh, revoke }),
    async signOut({ everywhere, wait = everywhere } = {}) {
      const requests = (await store.end()).map(everywhere ? signOutEverywhere : revoke);
      if (wait) await Promise.all(requests);
    },
  };
}
