/** Gives tokens that are never stale, and refreshes them once for all callers and tabs. */
import { isCognitoError, type CognitoError, superseded } from '../errors.ts';
import { createSingleFlight } from '../lib/single-flight.ts';
import type { Tokens } from '../protocol/tokens.ts';
import type { SessionRecord } from '../storage/session-record.ts';
import { invalidToken, sessionEnded } from './errors.ts';
import type { Locked } from './tab-lock.ts';
import { readTokens, tokensOf, type TokenOwner } from './check-tokens.ts';
import type { SessionStore } from './session-store.ts';

export interface RefreshOptions {
  owner: TokenOwner;
  store: SessionStore;
  locked: Locked;
  /** Asks the service for new tokens; where the reply brings no refresh token, the one asked with. */
  refresh: (tokens: Tokens) => Promise<Tokens>;
  /** Tells the service that a refresh token is no longer wanted. Never rejects. */
  revoke: (tokens: Tokens) => Promise<void>;
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
const definitive =
  /^(NotAuthorized|PasswordResetRequired|RefreshTokenReuse|UserNot(Confirmed|Found))Exception$|^InvalidToken$/;

export function createGetTokens({ owner, store, locked, refresh, revoke }: RefreshOptions) {
  const flight = createSingleFlight<SessionRecord>();
  const timeLeft = (record: SessionRecord) => readTokens(record, owner).expiresAt - store.clock.now();

  /** What is held of that epoch by now: another tab may have been faster. */
  const present = async (epoch: string) => {
    const record = await store.sync();
    if (record?.epoch === epoch) return record;
    throw superseded();
  };

  /** Ends a session that was refused, and nothing that has come in its place meanwhile. */
  const end = async (refused: SessionRecord, why: CognitoError): Promise<SessionRecord> => {
    const now = await store.drop(refused);
    if (!now || now === refused) throw sessionEnded(why);
    if (now.epoch !== refused.epoch) throw superseded();
    return now.accessToken === refused.accessToken ? end(now, why) : now;
  };

  const renew = async (record: SessionRecord): Promise<SessionRecord> => {
    const { epoch, accessToken } = record;
    let renewed: Tokens;
    try {
      renewed = await refresh(record);
      const { sub, issuedAt } = readTokens(renewed, owner);
      if (sub !== record.sub) throw invalidToken('a refresh brought another user’s');
      store.clock.measure(issuedAt);
    } catch (error) {
      if (!isCognitoError(error)) throw error;
      // Another tab may have been faster, or somebody else be here by now.
      const now = await present(epoch);
      if (now.accessToken !== accessToken) return now;
      if (definitive.test(error.code)) return end(now, error);
      // Nothing was decided. What is held is handed out as long as it is good.
      if (timeLeft(now) > 0) return now;
      throw error;
    }
    const kept = await store.update(epoch, (held) =>
      held.accessToken === accessToken ? { ...held, ...renewed } : held,
    );
    if (kept) return kept;
    // Signed out, or switched, while the answer was under way: nobody may hold what it brought. It is the token of
    // whoever is here now only where the app handed in the same tokens again.
    if ((await store.sync())?.refreshToken !== renewed.refreshToken) void revoke(renewed);
    throw superseded();
  };

  /** `of`: for the person of that epoch only. `refused`: an ID token to be renewed, unless another tab has done so. */
  return async ({
    refresh: asked,
    of,
    refused,
  }: { refresh?: boolean; of?: string; refused?: string | undefined } = {}): Promise<Tokens | undefined> => {
    const record = await store.sync();
    if (of !== undefined && record?.epoch !== of) throw superseded();
    if (!record) return undefined;
    if (!asked && record.idToken !== refused && timeLeft(record) > MARGIN) return tokensOf(record);
    const { epoch, accessToken } = record;
    const current = await flight(epoch, () =>
      locked(epoch, async () => {
        const now = await present(epoch);
        return now.accessToken !== accessToken && timeLeft(now) > MARGIN ? now : renew(now);
      }),
    );
    return tokensOf(current);
  };
}
