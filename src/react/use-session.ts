'use client';
/** The session: loading, signed out, guest or signed in. */
import { useContext, useSyncExternalStore } from 'react';
import type { Session } from '../session/session.ts';
import { InitialSessionContext, useCognito } from './cognito-context.ts';

const loading: Session = { status: 'loading' };

/**
 * Selects a value from the session, and renders again only when that value changes.
 * @param select returns the same value for the same session, compared by `Object.is`
 */
export function useSessionPart<Part>(select: (session: Session) => Part): Part {
  const cognito = useCognito();
  const initial: Session = useContext(InitialSessionContext) ?? loading;
  const getSnapshot = () => {
    const session = cognito.getSession();
    return select(session.status === 'loading' ? initial : session);
  };
  return useSyncExternalStore(cognito.subscribe, getSnapshot, () => select(initial));
}

const whole = (session: Session) => session;

/**
 * Returns the session, and renders again at sign-in and sign-out, not when tokens are refreshed.
 * @returns the session by `status`; with `username` and `claims` when it is `signedIn`. A server, and the page until the
 * client has read its store, render the provider's `initialSession`, or else `loading`.
 * @example
 * ```tsx
 * const session = useSession();
 * return session.status === 'signedIn' ? <p>Hello {session.claims.name}</p> : <SignIn />;
 * ```
 */
export const useSession = (): Session => useSessionPart(whole);
