/** Returns tokens that are never stale, and refreshes them once for all callers and tabs. */
import { CognitoError, isCognitoError, supersededError } from '../errors.ts';
import { createSingleFlight } from '../lib/single-flight.ts';
import type { Tokens } from '../protocol/tokens.ts';
import type { SessionRecord } from '../storage/session-record.ts';
import { checkTokens, invalidTokenError, tokensOf, type TokenOwner } from './check-tokens.ts';
import type { SessionStore } from './session-store.ts';
import type { TabLock } from './tab-lock.ts';

export interface GetTokensDependencies {
  /** The pool and app client that the tokens must be issued for. */
  owner: TokenOwner;
  store: SessionStore;
  withTabLock: TabLock;
  /** Requests new tokens. If the reply has no refresh token, the result has the one that was sent. */
  refresh: (tokens: Tokens) => Promise<Tokens>;
  /** Revokes a refresh token that is not needed any more. Never rejects. */
  revoke: (tokens: Tokens) => Promise<void>;
}

export interface GetTokensOptions {
  /** Requests new tokens even if the stored ones are still valid. Default false. */
  refresh?: boolean;
  /** Ends the wait of this caller. The refresh goes on for the others. */
  signal?: AbortSignal;
}

/** Milliseconds before its end at which a token is no longer returned, so that a request can arrive with it in time. */
const MARGIN = 60_000;

/** Refusals that no retry mends, so they end the session. A 5xx, a firewall's 403 or silence never ends one. */
const definitiveRefusal =
  /^(NotAuthorized|PasswordResetRequired|RefreshTokenReuse|UserNot(Confirmed|Found))Exception$|^InvalidToken$/;

const sessionEndedError = (cause: unknown) =>
  new CognitoError({
    kind: 'session',
    code: 'SessionEnded',
    cause,
    message: 'The service no longer renews the session, so it was ended here too. Sign in again.',
  });

/**
 * Creates the function that returns valid tokens.
 * @returns A function that resolves with the tokens; undefined if no user is signed in. It rejects with a CognitoError:
 * `SessionEnded` if the service refused, `Superseded` if the auth state ended meanwhile, and the refresh's own error if the
 * tokens have expired and the service could not be reached.
 */
export function createGetTokens({ owner, store, withTabLock, refresh, revoke }: GetTokensDependencies) {
  const singleFlight = createSingleFlight<SessionRecord>();
  const timeLeft = (record: SessionRecord) => checkTokens(record, owner).expiresAt - store.clock.now();

  /** Returns the present record of an auth state, which another tab may have renewed. `epoch` is the auth state's id. */
  const currentRecord = async (epoch: string) => {
    const record = await store.sync();
    if (record?.epoch === epoch) return record;
    throw supersededError();
  };

  /** Ends a session that was refused, and none that has replaced it meanwhile. */
  const endRefused = async (refused: SessionRecord, reason: CognitoError): Promise<SessionRecord> => {
    const current = await store.drop(refused);
    if (!current || current === refused) throw sessionEndedError(reason);
    if (current.epoch !== refused.epoch) throw supersededError();
    return current.accessToken === refused.accessToken ? endRefused(current, reason) : current;
  };

  const renew = async (record: SessionRecord): Promise<SessionRecord> => {
    const { epoch, accessToken } = record;
    let renewed: Tokens;
    try {
      renewed = await refresh(record);
      const { sub, issuedAt } = checkTokens(renewed, owner);
      if (sub !== record.sub) throw invalidTokenError('a refresh brought another user’s');
      store.clock.measure(issuedAt);
    } catch (error) {
      if (!isCognitoError(error)) throw error;
      // Reads again: another tab may have renewed the session, or another user may have signed in.
      const current = await currentRecord(epoch);
      if (current.accessToken !== accessToken) return current;
      if (definitiveRefusal.test(error.code)) return endRefused(current, error);
      // The service decided nothing, so the stored tokens are returned as long as they are valid.
      if (timeLeft(current) > 0) return current;
      throw error;
    }
    const stored = await store.update(epoch, (latest) =>
      latest.accessToken === accessToken ? { ...latest, ...renewed } : latest,
    );
    if (stored) return stored;
    // The user signed out or changed during the request, so the renewed token is revoked: no session may use it. Not if
    // it is the present session's own, after the app passed the same tokens to `adoptTokens` again.
    if ((await store.sync())?.refreshToken !== renewed.refreshToken) void revoke(renewed);
    throw supersededError();
  };

  /**
   * @param options `refresh`: renew even valid tokens. `authStateId`: reject unless this auth state is the present one.
   * `refused`: an ID token to be renewed, unless another tab has done so.
   */
  return async ({
    refresh: forced,
    authStateId,
    refused,
  }: { refresh?: boolean; authStateId?: string; refused?: string | undefined } = {}): Promise<
    Tokens | undefined
  > => {
    const record = await store.sync();
    if (authStateId !== undefined && record?.epoch !== authStateId) throw supersededError();
    if (!record) return undefined;
    if (!forced && record.idToken !== refused && timeLeft(record) > MARGIN) return tokensOf(record);
    const { epoch, accessToken } = record;
    const renewed = await singleFlight(epoch, () =>
      withTabLock(epoch, async () => {
        const current = await currentRecord(epoch);
        return current.accessToken !== accessToken && timeLeft(current) > MARGIN ? current : renew(current);
      }),
    );
    return tokensOf(renewed);
  };
}
