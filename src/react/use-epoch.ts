'use client';
/** The opaque id of who is here now. It changes at sign-in, sign-out and a change of user; never at a refresh. */
import { useSyncExternalStore } from 'react';
import { useCognito } from './cognito-context.ts';

export function useEpoch(): string {
  const cognito = useCognito();
  return useSyncExternalStore(cognito.subscribe, cognito.epochId, () => '');
}
