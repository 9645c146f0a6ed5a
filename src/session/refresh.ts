/** Gives tokens that are never stale, and refreshes them once for all callers and tabs. */
import { isCognitoError } from '../errors.ts';
import { abortable } from '../lib/abortable.ts';
import { createSingleFlight } from '../lib/single-flight.ts';
import type { Tokens } from '../protocol/tokens.ts';
import type { SessionRecord } from '../storage/session-record.ts';
import { invalidToken, sessionEnded, superseded } from './errors.ts';
import type { Locked } from './locked.ts';
import { readTokens, type TokenOwner } from './read-tokens.ts';
import type { SessionStore } from './session-store.ts';

export interface RefreshOptions {
  owner: TokenOwner;
  store: SessionStore;
  locked: Locked;
  /** Asks the service for new tokens; where the reply brings no refresh token, the one asked with. */
  refresh: (refreshToken: string) => Promise<Tokens>;
  /** Tells the service that a refresh token is no longer wanted. Never rejects. */
  revoke: (refreshToken: string) => Promise<void>;
}

export interface GetTokensOptions {
  /** Asks for new ones even if these are still good. */
  refresh?: boolean;
  /** Ends the waiting of this caller; the refresh goes on for the others. */
  signal?: AbortSignal;
}

/** Milliseconds before a token runs out at which it is no longer handed out: time for a request to arrive with it. */
const MARGIN = 60_000;

/** Refusals that no repetition mends: the session is over. A 5xx, a firewall's 403 or silence never ends one. */
const definitive = new Set<string>([
  'NotAuthorizedException',
  'PasswordResetRequiredException',
  'RefreshTokenReuseException',
  'UserNotConfirmedException',
  'UserNotFoundException',
]);

const tokensOf = ({ idToken, accessToken, refreshToken }: SessionRecord): Tokens => ({
  idToken,
  accessToken,
  refreshToken,
});

export function createGetTokens({ owner, store, locked, refresh, revoke }: RefreshOptions) {
  const flight = createSingleFlight<Tokens>();
  const timeLeft = (record: SessionRecord) => readTokens(record, owner).expiresAt - store.clock.now();

  /** Ends the session, unless another tab has renewed it meanwhile. */
  const refused = async (record: SessionRecord, cause: unknown): Promise<Tokens> => {
    const now = await store.sync();
    if (now?.epoch !== record.epoch) throw superseded();
    if (now.accessToken !== record.accessToken) return tokensOf(now);
    await store.end(record.epoch);
    throw sessionEnded(cause);
  };

  const renew = async (record: SessionRecord): Promise<Tokens> => {
    let renewed: Tokens;
    try {
      renewed = await refresh(record.refreshToken);
      const read = readTokens(renewed, owner);
      store.clock.measure(read.issuedAt);
      if (read.sub !== record.sub) throw invalidToken('a refresh brought another user’s');
    } catch (error) {
      if (!isCognitoError(error)) throw error;
      if (definitive.has(error.code) || error.code === 'InvalidToken') return refused(record, error);
      // Nothing was decided. What is held is handed out as long as it is good.
      if (timeLeft(record) > 0) return tokensOf(record);
      throw error;
    }
    const clockOffset = store.clock.offset();
    const kept = await store.update(record.epoch, (held) =>
      held.accessToken === record.accessToken ? { ...held, ...renewed, clockOffset } : held,
    );
    if (kept) return tokensOf(kept);
    // Signed out, or switched, while the answer was under way: nobody may hold what it brought.
    void revoke(renewed.refreshToken);
    throw superseded();
  };

  return async function getTokens({ refresh: forced, signal }: GetTokensOptions = {}): Promise<
    Tokens | undefined
  > {
    const record = await abortable(store.sync(), signal);
    if (!record) return undefined;
    if (!forced && timeLeft(record) > MARGIN) return tokensOf(record);
    const renewing = flight(record.epoch, () =>
      locked(record.epoch, async () => {
        const now = await store.sync();
        if (now?.epoch !== record.epoch) throw superseded();
        // Another tab was faster.
        if (now.accessToken !== record.accessToken && timeLeft(now) > MARGIN) return tokensOf(now);
        return renew(now);
      }),
    );
    return abortable(renewing, signal);
  };
}
