'use client';
/** The id of the present auth state. */
import { useContext, useSyncExternalStore } from 'react';
import { InitialSessionContext, useCognito } from './cognito-context.ts';

/**
 * Returns the opaque id of the present auth state, under which an app may cache a user's data. It changes at sign-in,
 * sign-out and a switch of user, and stays the same when tokens are refreshed.
 * @returns the id; empty until the client has read its store, unless the provider has an `initialSession`
 */
export function useAuthStateId(): string {
  const cognito = useCognito();
  const initial = useContext(InitialSessionContext)?.authStateId ?? '';
  return useSyncExternalStore(
    cognito.subscribe,
    () => cognito.authStateId() || initial,
    () => initial,
  );
}
