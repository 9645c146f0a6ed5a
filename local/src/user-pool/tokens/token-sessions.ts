/**
 * What is kept of completed sign-ins. A user's own list of them keeps every sign-in as quick as the first, however many
 * other users there are.
 */
import { toBase64Url } from '../../lib/bytes.ts';
import { sha256Hex } from '../../lib/digest.ts';
import { getOwn } from '../../lib/own.ts';
import type { Context } from '../context.ts';
import type { TokenSession, User, UserPool } from '../state.ts';

const DAY = 24 * 3_600_000;
/** Sign-ins that are over, of one user; what falls off is still refused, less precisely. */
const MOST_ENDED = 100;
/** Of one sign-in. A token that was rotated away longer ago is invalid, no longer reused. */
const MOST_REFRESH_TOKENS = 50;

export type WithOrigin = readonly [originJti: string, session: TokenSession];

/** Those that are remembered, the oldest first. */
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
  const over = new Set(gone.map(([originJti]) => originJti));
  user.sessions = user.sessions.filter((originJti) => !over.has(originJti));
}

/** With the user's sessions, before the user itself goes. */
export const forgetSessions = (pool: UserPool, user: User): void =>
  forget(pool, user, sessionsOf(pool, user));

/** An access token may live a day at most, so for that long its session has to be known after its end. */
function tidy(pool: UserPool, user: User, now: number): void {
  const sessions = sessionsOf(pool, user);
  const ended = sessions.filter(([, { status }]) => status === 'revoked').slice(0, -MOST_ENDED);
  const expired = sessions.filter(([, { expiresAt }]) => expiresAt + DAY < now);
  forget(pool, user, [...new Set([...ended, ...expired])]);
}

/**
 * Makes room for one more: the least recently used ones end.
 * https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_UserPoolTokenSessionConfigType.html
 */
function evict({ platform }: Context, pool: UserPool, user: User): void {
  if (pool.sessionTracking.status === 'DISABLED') return;
  const { maxPerUser: most } = pool.sessionTracking;
  const active = sessionsOf(pool, user).filter(([, session]) => isActive(session, platform.now()));
  const over = active
    .toSorted(([, a], [, b]) => a.lastActiveAt - b.lastActiveAt)
    .slice(0, Math.max(0, active.length + 1 - most));
  for (const [, session] of over) session.status = 'revoked';
  if (over.length > 0) {
    platform.print(
      `${user.username} has more than ${most} sessions (sessionTracking.maxPerUser), so the one used least recently was ended`,
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

/** A new refresh token of a session. Only its hash is kept. */
export async function addRefreshToken(
  { platform }: Context,
  pool: UserPool,
  [originJti, session]: WithOrigin,
): Promise<string> {
  const token = toBase64Url(platform.random(128));
  const key = await sha256Hex(token);
  pool.refreshTokens[key] = { originJti };
  session.refreshTokens.push(key);
  for (const old of session.refreshTokens.splice(0, session.refreshTokens.length - MOST_REFRESH_TOKENS)) {
    delete pool.refreshTokens[old];
  }
  return token;
}
