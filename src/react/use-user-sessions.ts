'use client';
/** The sign-ins of whoever is signed in, on all devices. */
import { listUserSessions, revokeUserSession } from '../account/account.ts';
import { accountQuery, useAccountQuery, useAction } from './account-query.ts';
import type { Cognito } from '../client/cognito.ts';

export const sessionsQueryOptions = (cognito: Cognito) =>
  accountQuery(cognito, 'sessions', (signal) => listUserSessions(cognito, signal));

const revoke = (cognito: Cognito, signal: AbortSignal, id: string) =>
  revokeUserSession(cognito, { id }, signal);

/** `data` is the list. The session at hand ends by signing out. */
export function useUserSessions() {
  const query = useAccountQuery(sessionsQueryOptions);
  return { ...query, revoke: useAction('sessions', revoke) };
}
