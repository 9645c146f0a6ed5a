/** The caller's identity id, which names their S3 prefix and their DynamoDB key; asks for credentials when needed. */
import { useQuery } from '@tanstack/react-query';
import { useCredentials } from 'cognito-kit';
import { useKey } from './use-key.ts';

export function useIdentityId() {
  const { identityId, credentials } = useCredentials();
  const fetched = useQuery({
    queryKey: useKey('credentials'),
    // Credentials stay with the kit: a query cache is no place for keys.
    queryFn: () => credentials().then(() => true),
    enabled: identityId === undefined,
  });
  return { identityId, error: fetched.error, retry: () => void fetched.refetch() };
}
