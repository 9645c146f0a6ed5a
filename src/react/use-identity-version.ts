'use client';
/** Changes when the same person comes to have another identity id: by a link, a merge, or since theirs was gone. */
import { useSyncExternalStore } from 'react';
import { useCognito } from './cognito-context.ts';

export function useIdentityVersion(): number {
  const { identity } = useCognito();
  return useSyncExternalStore(identity.subscribe, identity.version, () => 0);
}
