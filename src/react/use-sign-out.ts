'use client';
/** Signing out. The wipe on this device always succeeds, also offline. */
import { useCallback, useState } from 'react';
import type { Cognito } from '../client/cognito.ts';
import { isCognitoError, unexpected, type CognitoError } from '../errors.ts';
import { useCognito } from './cognito-context.ts';

export interface UseSignOut {
  /** Never rejects: see `error`. */
  signOut: (...args: Parameters<Cognito['signOut']>) => Promise<void>;
  status: 'idle' | 'pending';
  /** Why the service could not be told, such as offline. The person is signed out here all the same. */
  error: CognitoError | undefined;
}

export function useSignOut(): UseSignOut {
  const cognito = useCognito();
  const [state, set] = useState<Pick<UseSignOut, 'status' | 'error'>>({ status: 'idle', error: undefined });
  const signOut = useCallback<UseSignOut['signOut']>(
    async (...args) => {
      set({ status: 'pending', error: undefined });
      try {
        await cognito.signOut(...args);
        set({ status: 'idle', error: undefined });
      } catch (error) {
        set({ status: 'idle', error: isCognitoError(error) ? error : unexpected(error) });
      }
    },
    [cognito],
  );
  return { signOut, ...state };
}
