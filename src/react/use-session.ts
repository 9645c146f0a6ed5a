'use client';
/** Who is here. */
import { useSyncExternalStore } from 'react';
import type { Cognito } from '../cognito.ts';
import { useCognito } from './cognito-context.ts';

/** `loading` | `signedOut` | `guest` | `signedIn` with `username` and `claims`. */
export type Session = ReturnType<Cognito['getSession']>;

const loading: Session = { status: 'loading' };

/** Renders again when somebody signs in or out, not when tokens are refreshed. A server renders `loading`. */
export function useSession(): Session {
  const cognito = useCognito();
  return useSyncExternalStore(cognito.subscribe, cognito.getSession, () => loading);
}
