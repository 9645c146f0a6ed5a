'use client';
/** What the user pool knows about whoever is signed in. */
import { queryOptions, useQuery } from '@tanstack/react-query';
import { getUser } from '../user-pool/attributes.ts';
import { accessToken } from './access-token.ts';
import { useCognito, type Cognito } from './cognito-context.ts';
import { epochKey } from './query-key.ts';
import { useEpoch } from './use-epoch.ts';
import { useSession } from './use-session.ts';

/** For `queryClient.prefetchQuery`, `invalidateQueries` and the like. GetUser needs the scope `aws.cognito.signin.user.admin`. */
export const userQueryOptions = (cognito: Cognito) =>
  queryOptions({
    queryKey: epochKey(cognito.epochId(), 'user'),
    queryFn: async ({ signal }) => getUser(cognito.userPool, await accessToken(cognito), signal),
  });

/** TanStack's query: `data` has `username`, `sub`, `attributes`, `mfa`; an idle one while nobody is signed in. */
export function useUser() {
  const cognito = useCognito();
  useEpoch();
  const { status } = useSession();
  return useQuery({ ...userQueryOptions(cognito), enabled: status === 'signedIn' });
}
