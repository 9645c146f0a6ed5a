/**
 * Ends sign-ins: their refresh tokens, and with them the access tokens of the same origin.
 * https://docs.aws.amazon.com/cognito/latest/developerguide/token-revocation.html
 */
import { getOwn } from '../../lib/own.ts';
import type { Client, User, UserPool } from '../state.ts';
import { sessionsOf, type WithOrigin } from './token-sessions.ts';

/** EnableTokenRevocation of the client, which is on where nobody turned it off. */
export const isRevocable = ({ tokenRevocation }: Client): boolean => tokenRevocation !== false;

export function revokeSignIn(pool: UserPool, originJti: string): void {
  const session = getOwn(pool.sessions, originJti);
  if (session) session.status = 'revoked';
}

export function revokeUser(pool: UserPool, user: User): void {
  for (const [, session] of sessionsOf(pool, user)) session.status = 'revoked';
}

/**
 * The session that a verified token came from; undefined when it is forgotten, which happens only after its end. Tokens
 * of a client without revocation have no `origin_jti`; they end with their user's sign-out only.
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
