'use client';
/** AWS credentials of whoever is here, for clients of the AWS SDK. */
import { useMemo, useSyncExternalStore } from 'react';
import type { Cognito } from '../client/cognito.ts';
import { credentialsForRole } from '../aws/aws-credentials.ts';
import { useCognito } from './cognito-context.ts';

export type CredentialsState = ReturnType<Cognito['identity']['getSnapshot']>;

export interface UseCredentialsOptions {
  /** One of the user's `cognito:roles`, instead of the pool's choice. See `credentialsForRole`. */
  roleArn?: string | undefined;
}

export type UseCredentials = CredentialsState & {
  /** For `new S3Client({ credentials })`: one stable function, always current, that asks nothing before its first call. */
  credentials: Cognito['credentials'];
};

const onServer: CredentialsState = { status: 'loading' };

/** The state is that of the pool's own choice of role. */
export function useCredentials({ roleArn }: UseCredentialsOptions = {}): UseCredentials {
  const cognito = useCognito();
  const { identity } = cognito;
  const state = useSyncExternalStore(identity.subscribe, identity.getSnapshot, () => onServer);
  const credentials = useMemo(
    () => (roleArn ? credentialsForRole(cognito, roleArn) : cognito.credentials),
    [cognito, roleArn],
  );
  return useMemo(() => ({ ...state, credentials }), [state, credentials]);
}
