/**
 * Stores the sessions of completed sign-ins. Each user has a list of their own sessions, so the duration of a sign-in does
 * not depend on the number of users.
 */
import { toBase64Url } from '../../lib/bytes.ts';
import { sha256Hex } from '../../lib/digest.ts';
import { getOwn } from '../../lib/own.ts';
import type { Context } from '../context.ts';
import type { TokenSession, User, UserPool } from '../state.ts';

const DAY = 24 * 3_600_000;
/**
 * Revoked sessions that are stored for each user. Tokens of dropped ones are still refused, with a less precise reason.
 */
const MAX_REVOKED = 100;
/** Refresh tokens that are stored for each session. A token that was dropped counts as unknown, not as reused. */
const MAX_REFRESH_TOKENS = 50;

export type WithOrigin = readonly [originJti: string, session: TokenSession];

/** Lists the user's stored sessions, the oldest first. */
export const sessionsOf = (pool: UserPool, user: User): WithOrigin[] =>
  user.sessions.flatMap((originJti) => {
    const session = getOwn(pool.sessions, originJti);
    return session ? [[originJti, session] as const] : [];
  });

export const isActive = ({ status, expiresAt }: TokenSession, now: number): boolean =>
  status === 'active' && now < expiresAt;

function forget(pool: UserPool, user: User, gone: readonly WithOrigin[]): void {
  if (gone.length === 0) return;
  for (const [originJti, { refreshTokens }] of gone) {
    for (const key of refreshTokens) delete pool.refreshTokens[key];
    delete pool.sessions[originJti];
  }
  const goneIds = new Set(gone.map(([originJti]) => originJti));
  user.sessions = user.sessions.filter((originJti) => !goneIds.has(originJti));
}

/** Removes all sessions of a user. Call this before the user is deleted. */
export const forgetSessions = (pool: UserPool, user: User): void =>
  forget(pool, user, sessionsOf(pool, user));

/** Drops old sessions. A session stays for a day after its end, since its access tokens may live that long. */
function tidy(pool: UserPool, user: User, now: number): void {
  const sessions = sessionsOf(pool, user);
  const revoked = sessions.filter(([, { status }]) => status === 'revoked').slice(0, -MAX_REVOKED);
  const expired = sessions.filter(([, { expiresAt }]) => expiresAt + DAY < now);
  forget(pool, user, [...new Set([...revoked, ...expired])]);
}

/**
 * Revokes the least recently used sessions, so that a new one fits within `maxPerUser`.
 * https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_UserPoolTokenSessionConfigType.html
 */
function evict({ platform }: Context, pool: UserPool, user: User): void {
  if (pool.sessionTracking.status === 'DISABLED') return;
  const { maxPerUser } = pool.sessionTracking;
  const active = sessionsOf(pool, user).filter(([, session]) => isActive(session, platform.now()));
  const excess = active
    .toSorted(([, a], [, b]) => a.lastActiveAt - b.lastActiveAt)
    .slice(0, Math.max(0, active.length + 1 - maxPerUser));
  for (const [, session] of excess) session.status = 'revoked';
  if (excess.length > 0) {
    platform.print(
      `${user.username} has more than ${maxPerUser} sessions (sessionTracking.maxPerUser), so the least recently used one was ended`,
    );
  }
}

export function addSession(
  context: Context,
  pool: UserPool,
  user: User,
  [originJti, session]: WithOrigin,
): void {
  tidy(pool, user, context.platform.now());
  evict(context, pool, user);
  pool.sessions[originJti] = session;
  user.sessions.push(originJti);
}

/** Makes a refresh token of a session. Only its hash is stored. */
export async function addRefreshToken(
  { platform }: Context,
  pool: UserPool,
  [originJti, session]: WithOrigin,
): Promise<string> {
  const token = toBase64Url(platform.random(128));
  const key = await sha256Hex(token);
  pool.refreshTokens[key] = { originJti };
  session.refreshTokens.push(key);
  for (const old of session.refreshTokens.splice(0, session.refreshTokens.length - MAX_REFRESH_TOKENS)) {
    delete pool.refreshTokens[old];
  }
  return token;
}
