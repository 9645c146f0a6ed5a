/** Returns the caller's identity id, the name of their S3 prefix and DynamoDB key. Fetches credentials if needed. */
import { useQuery } from '@tanstack/react-query';
import { useCredentials } from 'cognito-kit';
import { useKey } from './use-key.ts';

export function useIdentityId() {
  const { identityId, credentials } = useCredentials();
  const fetched = useQuery({
    queryKey: useKey('credentials'),
    // Resolves without the keys, since a query cache is no place for secrets.
    queryFn: () => credentials().then(() => true),
    enabled: identityId === undefined,
  });
  return { identityId, error: fetched.error, retry: () => void fetched.refetch() };
}
