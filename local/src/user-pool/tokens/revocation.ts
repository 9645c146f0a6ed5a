/**
 * Revokes sign-ins: their refresh tokens, and the access tokens with the same `origin_jti`.
 * https://docs.aws.amazon.com/cognito/latest/developerguide/token-revocation.html
 */
import { getOwn } from '../../lib/own.ts';
import type { Client, User, UserPool } from '../state.ts';
import { sessionsOf, type WithOrigin } from './token-sessions.ts';

/** Checks EnableTokenRevocation of the client. Default true. */
export const isRevocable = ({ tokenRevocation }: Client): boolean => tokenRevocation !== false;

export function revokeSignIn(pool: UserPool, originJti: string): void {
  const session = getOwn(pool.sessions, originJti);
  if (session) session.status = 'revoked';
}

export function revokeUser(pool: UserPool, user: User): void {
  for (const [, session] of sessionsOf(pool, user)) session.status = 'revoked';
}

/**
 * Returns the session of a verified token; undefined if the session was dropped, which happens only after its end.
 * Tokens of a client without revocation have no `origin_jti`, and are found by `event_id`.
 */
export function sessionOfToken(
  pool: UserPool,
  user: User,
  claims: Readonly<Record<string, unknown>>,
): WithOrigin | undefined {
  return sessionsOf(pool, user).find(([originJti, { eventId }]) =>
    claims['origin_jti'] === undefined ? eventId === claims['event_id'] : originJti === claims['origin_jti'],
  );
}
