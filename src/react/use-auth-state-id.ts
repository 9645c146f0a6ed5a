'use client';
/** The opaque id of who is here now. It changes at sign-in, sign-out and a change of user; never at a refresh. */
import { useContext, useSyncExternalStore } from 'react';
import { InitialSessionContext, useCognito } from './cognito-context.ts';

export function useAuthStateId(): string {
  const cognito = useCognito();
  const initial = useContext(InitialSessionContext)?.authStateId ?? '';
  return useSyncExternalStore(
    cognito.subscribe,
    () => cognito.authStateId() || initial,
    () => initial,
  );
}
