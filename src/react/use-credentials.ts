'use client';
/** AWS credentials of the signed-in user or the guest, for clients of the AWS SDK. */
import { useMemo, useSyncExternalStore } from 'react';
import {
  credentialsForRole,
  type AwsCredentialsProvider,
  type CredentialsOptions,
} from '../aws/aws-credentials.ts';
import type { CredentialsState } from '../aws/identity.ts';
import { useCognito } from './cognito-context.ts';

export type UseCredentials = CredentialsState & {
  /** A provider for AWS SDK clients. The function stays the same, always returns current credentials, and sends no request before its first call. */
  credentials: AwsCredentialsProvider;
};

const onServer: CredentialsState = { status: 'loading' };

/**
 * Returns the state of the AWS credentials and a provider of them. The state is that of the identity pool's own choice
 * of role. No request is sent before `credentials` is called.
 * @param options `roleArn`: one of the user's `cognito:roles`. Default: the identity pool's choice. See `credentialsForRole`
 * @example
 * ```tsx
 * const { status, identityId, credentials } = useCredentials();
 * const s3 = useMemo(() => new S3Client({ region: 'eu-west-1', credentials }), [credentials]);
 * ```
 */
export function useCredentials({ roleArn }: Pick<CredentialsOptions, 'roleArn'> = {}): UseCredentials {
  const cognito = useCognito();
  const { identity } = cognito;
  const state = useSyncExternalStore(identity.subscribe, identity.getSnapshot, () => onServer);
  const credentials = useMemo(
    () => (roleArn ? credentialsForRole(cognito, roleArn) : cognito.credentials),
    [cognito, roleArn],
  );
  return useMemo(() => ({ ...state, credentials }), [state, credentials]);
}
