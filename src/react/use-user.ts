'use client';
/** The signed-in user's profile in the user pool. */
import type { UseQueryResult } from '@tanstack/react-query';
import { getUser } from '../account/account.ts';
import type { User } from '../account/user.ts';
import { accountQuery, useAccountQuery, type AccountQueryOptions } from './account-query.ts';
import type { Cognito } from '../client/cognito.ts';

export type UseUser = UseQueryResult<User>;

/** Options of the query that `useUser` runs. */
export const userQueryOptions = (cognito: Cognito): AccountQueryOptions<User> =>
  accountQuery(cognito, 'user', (signal) => getUser(cognito, signal));

/**
 * Returns TanStack's query of the user's profile: `data` has `username`, `sub`, `attributes` and `mfa`. The query is
 * disabled while no user is signed in. It sends GetUser, which needs an access token with the scope
 * `aws.cognito.signin.user.admin`.
 * https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_GetUser.html
 */
export const useUser = (): UseUser => useAccountQuery(userQueryOptions);
