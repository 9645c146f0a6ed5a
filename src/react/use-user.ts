'use client';
/** What the user pool knows about whoever is signed in. */
import { getUser } from '../account/account.ts';
import { accountQuery, useAccountQuery } from './account-query.ts';
import type { Cognito } from '../client/cognito.ts';

/** For `queryClient.prefetchQuery`, `invalidateQueries` and the like. GetUser needs the scope `aws.cognito.signin.user.admin`. */
export const userQueryOptions = (cognito: Cognito) =>
  accountQuery(cognito, 'user', (signal) => getUser(cognito, signal));

/** TanStack's query: `data` has `username`, `sub`, `attributes`, `mfa`; an idle one while nobody is signed in. */
export const useUser = () => useAccountQuery(userQueryOptions);
