'use client';
/** Who is here. */
import { useContext, useSyncExternalStore } from 'react';
import type { Cognito } from '../client/cognito.ts';
import { InitialSessionContext, useCognito } from './cognito-context.ts';

/** `loading` | `signedOut` | `guest` | `signedIn` with `username` and `claims`. */
export type Session = ReturnType<Cognito['getSession']>;

const loading: Session = { status: 'loading' };

/** What `select` makes of the session, which has to be the same as long as that is; renders again when it is another. */
export function useSessionPart<Part>(select: (session: Session) => Part): Part {
  const cognito = useCognito();
  const initial: Session = useContext(InitialSessionContext) ?? loading;
  const now = () => {
    const session = cognito.getSession();
    return select(session.status === 'loading' ? initial : session);
  };
  return useSyncExternalStore(cognito.subscribe, now, () => select(initial));
}

const whole = (session: Session) => session;

/**
 * Renders again when somebody signs in or out, not when tokens are refreshed. A server renders the `initialSession` of
 * the provider, as the page does until its store is read; without one, `loading`.
 */
export const useSession = (): Session => useSessionPart(whole);
