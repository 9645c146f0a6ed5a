'use client';
/** The signed-in user's sessions on all devices. */
import type { UseQueryResult } from '@tanstack/react-query';
import { listUserSessions, revokeUserSession } from '../account/account.ts';
import type { UserSession } from '../account/user-sessions.ts';
import {
  accountQuery,
  useAccountQuery,
  useAction,
  type AccountQueryOptions,
  type Action,
} from './account-query.ts';
import type { Cognito } from '../client/cognito.ts';

export type UseUserSessions = UseQueryResult<UserSession[]> & {
  /** Revokes a session by its `id`. End the session of this browser by signing out. */
  revoke: Action<[id: string]>;
};

/** Options of the query that `useUserSessions` runs. */
export const userSessionsQueryOptions = (cognito: Cognito): AccountQueryOptions<UserSession[]> =>
  accountQuery(cognito, 'sessions', (signal) => listUserSessions(cognito, signal));

const revoke = (cognito: Cognito, signal: AbortSignal, id: string) =>
  revokeUserSession(cognito, { id }, signal);

/** Returns TanStack's query of the user's sessions, with the action `revoke` beside it. */
export function useUserSessions(): UseUserSessions {
  const query = useAccountQuery(userSessionsQueryOptions);
  return { ...query, revoke: useAction('sessions', revoke) };
}
