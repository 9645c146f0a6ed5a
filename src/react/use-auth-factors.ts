'use client';
/** What whoever is signed in can prove themselves with, and which second factors are asked for. */
import { getAuthFactors, setMfaPreference } from '../cognito/account.ts';
import { accountQuery, useAccountQuery, useAction } from './account-query.ts';
import type { Cognito } from './cognito-context.ts';

export const authFactorsQueryOptions = (cognito: Cognito) =>
  accountQuery(cognito, 'factors', (signal) => getAuthFactors(cognito, signal));

const prefer = (cognito: Cognito, signal: AbortSignal, preferences: Parameters<typeof setMfaPreference>[1]) =>
  setMfaPreference(cognito, preferences, signal);

/** `data` is `{ first, second, preferred }`; `prefer.run({ emailCode: 'preferred' })` leaves the others as they are. */
export function useAuthFactors() {
  const query = useAccountQuery(authFactorsQueryOptions);
  return { ...query, prefer: useAction('factors', prefer) };
}
