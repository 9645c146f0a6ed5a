'use client';
/** Signs out. */
import { useCallback, useState } from 'react';
import type { Cognito } from '../client/cognito.ts';
import { toCognitoError, type CognitoError } from '../errors.ts';
import type { ActionStatus } from './account-query.ts';
import { useCognito } from './cognito-context.ts';

export interface UseSignOut {
  /** Signs out in this browser, also offline. Never rejects: see `error`. */
  signOut: Cognito['signOut'];
  status: ActionStatus;
  /** The reason why Cognito could not be reached, such as no network. The user is signed out in this browser even so. */
  error: CognitoError | undefined;
}

/**
 * Signs out from a component.
 * @returns `signOut` with its state
 */
export function useSignOut(): UseSignOut {
  const cognito = useCognito();
  const [state, setState] = useState<Pick<UseSignOut, 'status' | 'error'>>({
    status: 'idle',
    error: undefined,
  });
  const signOut = useCallback<UseSignOut['signOut']>(
    async (options) => {
      setState({ status: 'pending', error: undefined });
      try {
        await cognito.signOut(options);
        setState({ status: 'success', error: undefined });
      } catch (error) {
        setState({ status: 'error', error: toCognitoError(error) });
      }
    },
    [cognito],
  );
  return { signOut, ...state };
}
