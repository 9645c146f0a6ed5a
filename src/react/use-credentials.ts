'use client';
/** AWS credentials of whoever is here, for clients of the AWS SDK. */
import { useMemo, useSyncExternalStore } from 'react';
import type { Cognito } from '../cognito.ts';
import { useCognito } from './cognito-context.ts';

export type CredentialsState = ReturnType<Cognito['identity']['getSnapshot']>;

export type UseCredentials = CredentialsState & {
  /** For `new S3Client({ credentials })`: one stable function, always current, that asks nothing before its first call. */
  credentials: Cognito['credentials'];
};

const onServer: CredentialsState = { status: 'loading' };

export function useCredentials(): UseCredentials {
  const { identity, credentials } = useCognito();
  const state = useSyncExternalStore(identity.subscribe, identity.getSnapshot, () => onServer);
  return useMemo(() => ({ ...state, credentials }), [state, credentials]);
}
