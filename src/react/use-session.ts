'use client';
/** Who is here. */
import { useContext, useSyncExternalStore } from 'react';
import type { Cognito } from '../cognito.ts';
import { InitialSessionContext, useCognito } from './cognito-context.ts';

/** `loading` | `signedOut` | `guest` | `signedIn` with `username` and `claims`. */
export type Session = ReturnType<Cognito['getSession']>;

const loading: Session = { status: 'loading' };

/**
 * Renders again when somebody signs in or out, not when tokens are refreshed. A server renders the `initialSession` of
 * the provider, as the page does until its store is read; without one, `loading`.
 */
export function useSession(): Session {
  const cognito = useCognito();
  const initial: Session = useContext(InitialSessionContext) ?? loading;
  const now = () => {
    const session = cognito.getSession();
    return session.status === 'loading' ? initial : session;
  };
  return useSyncExternalStore(cognito.subscribe, now, () => initial);
}
