/** The session as a server knows it before the page's own client has read its store: where hydration begins. No tokens. */
import type { Session } from '../session/session.ts';
import type { Cognito } from './cognito.ts';

/** Plain JSON, to pass from the server to the page. */
export type InitialSession = Exclude<Session, { status: 'loading' }> & {
  /** Opaque: the id of the server's client, under which the server cached data. */
  authStateId: string;
};

/** Claims about one token: a page has no use for them, and the next refresh would change them. */
const tokenClaims = new Set(['jti', 'origin_jti', 'event_id', 'at_hash', 'nonce']);

/** @returns undefined while the client has not read its store */
export function initialSessionOf({
  getSession,
  authStateId,
}: Pick<Cognito, 'getSession' | 'authStateId'>): InitialSession | undefined {
  const session = getSession();
  if (session.status === 'loading') return undefined;
  if (session.status !== 'signedIn') return { ...session, authStateId: authStateId() };
  const claims = Object.fromEntries(
    Object.entries(session.claims).filter(([name]) => !tokenClaims.has(name)),
  );
  return { ...session, claims: claims as typeof session.claims, authStateId: authStateId() };
}
