/** Who is here, as a server knows it before the page's own client does: what hydration starts from. No token is in it. */
import type { Session } from '../session/session.ts';
import type { Cognito } from './cognito.ts';

/** Plain JSON. */
export type InitialSession = Exclude<Session, { status: 'loading' }> & {
  /** Opaque: that of the client on the server, and so the one under which it cached data. */
  authStateId: string;
};

/** Claims about one token, which a page has no use for and which the next refresh would change. */
const ofToken = new Set(['jti', 'origin_jti', 'event_id', 'at_hash', 'nonce']);

/** Undefined while the client has not read its store. */
export function initialSessionOf({
  getSession,
  authStateId,
}: Pick<Cognito, 'getSession' | 'authStateId'>): InitialSession | undefined {
  const session = getSession();
  if (session.status === 'loading') return undefined;
  if (session.status !== 'signedIn') return { ...session, authStateId: authStateId() };
  const claims = Object.fromEntries(Object.entries(session.claims).filter(([name]) => !ofToken.has(name)));
  return { ...session, claims: claims as typeof session.claims, authStateId: authStateId() };
}
