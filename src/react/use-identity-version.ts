'use client';
/** Counts the changes of the identity id within one auth state: by a link, a merge or a replacement. */
import { useSyncExternalStore } from 'react';
import { useCognito } from './cognito-context.ts';

/** Returns the number of changes, and renders again at each one. A server renders 0. */
export function useIdentityVersion(): number {
  const { identity } = useCognito();
  return useSyncExternalStore(identity.subscribe, identity.version, () => 0);
}
