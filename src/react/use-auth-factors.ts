'use client';
/** What whoever is signed in can prove themselves with, and which second factors are asked for. */
import { getAuthFactors } from '../account/account.ts';
import { accountQuery, useAccountQuery } from './account-query.ts';
import type { Cognito } from '../client/cognito.ts';
import { usePrefer } from './use-prefer.ts';

export const authFactorsQueryOptions = (cognito: Cognito) =>
  accountQuery(cognito, 'factors', (signal) => getAuthFactors(cognito, signal));

/** `data` is `{ first, second, preferred }`; `prefer.run({ emailCode: 'preferred' })` leaves the others as they are. */
export function useAuthFactors() {
  const query = useAccountQuery(authFactorsQueryOptions);
  return { ...query, prefer: usePrefer() };
}
