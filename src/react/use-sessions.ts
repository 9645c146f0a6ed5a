'use client';
/** The sign-ins of whoever is signed in, on all devices. */
import { listSessions, revokeSession } from '../account/account.ts';
import { accountQuery, useAccountQuery, useAction } from './account-query.ts';
import type { Cognito } from '../client/cognito.ts';

export const sessionsQueryOptions = (cognito: Cognito) =>
  accountQuery(cognito, 'sessions', (signal) => listSessions(cognito, signal));

const revoke = (cognito: Cognito, signal: AbortSignal, id: string) => revokeSession(cognito, { id }, signal);

/** `data` is the list. The session at hand ends by signing out. */
export function useSessions() {
  const query = useAccountQuery(sessionsQueryOptions);
  return { ...query, revoke: useAction('sessions', revoke) };
}
