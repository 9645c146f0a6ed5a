'use client';
/** Reads the signed-in user's first and second factors, and sets which second factors are required. */
import type { UseQueryResult } from '@tanstack/react-query';
import { getAuthFactors, setMfaPreference } from '../account/account.ts';
import type { MfaPreferences } from '../account/mfa.ts';
import type { AuthFactors } from '../account/user.ts';
import {
  accountQuery,
  useAccountQuery,
  useAction,
  type AccountPart,
  type AccountQueryOptions,
  type Action,
} from './account-query.ts';
import type { Cognito } from '../client/cognito.ts';

export type UseAuthFactors = UseQueryResult<AuthFactors> & {
  /** `prefer.run({ emailCode: 'preferred' })` sets an MFA method's preference. */
  prefer: Action<[preferences: MfaPreferences]>;
};

/** The two queries whose data contains the preferences. */
const changedParts: readonly AccountPart[] = ['user', 'factors'];

const prefer = (cognito: Cognito, signal: AbortSignal, preferences: MfaPreferences) =>
  setMfaPreference(cognito, preferences, signal);

/** Returns the action that sets MFA preferences, for `useAuthFactors` and `useMfa`. */
export const usePrefer = (): UseAuthFactors['prefer'] => useAction(changedParts, prefer);

/** Options of the query that `useAuthFactors` runs. */
export const authFactorsQueryOptions = (cognito: Cognito): AccountQueryOptions<AuthFactors> =>
  accountQuery(cognito, 'factors', (signal) => getAuthFactors(cognito, signal));

/**
 * Returns TanStack's query of the user's factors, with the action `prefer` beside it.
 * https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_GetUserAuthFactors.html
 */
export function useAuthFactors(): UseAuthFactors {
  const query = useAccountQuery(authFactorsQueryOptions);
  return { ...query, prefer: usePrefer() };
}
