/** Keys of the kit's queries. Each contains the auth state id, so one user's data is never shown to another user. */
import type { QueryClient } from '@tanstack/react-query';

const scope = 'cognito-kit';

/**
 * Builds a TanStack query key whose data is removed from the cache at the next sign-in, sign-out or switch of user.
 * Persisters write keys to disk, so put no token, username or identity id into one.
 * @param authStateId the auth state that the data belongs to: `useAuthStateId()` or `cognito.authStateId()`
 * @param rest the key's own parts
 * @returns `['cognito-kit', authStateId, ...rest]`
 */
export const authQueryKey = <const Rest extends readonly unknown[]>(
  authStateId: string,
  ...rest: Rest
): readonly [scope: 'cognito-kit', authStateId: string, ...rest: Rest] => [scope, authStateId, ...rest];

/** Matches the kit's queries of every other auth state. */
export const isOfOtherAuthState =
  (authStateId: string) =>
  ({ queryKey }: { queryKey: readonly unknown[] }): boolean =>
    queryKey[0] === scope && queryKey[1] !== authStateId;

/**
 * Fetches queries again after a change. TanStack lets a first fetch that is still running finish at an invalidation, and
 * its data may be older than the change, so that fetch is cancelled first.
 */
export async function refetch(queries: QueryClient, queryKey: readonly unknown[]): Promise<void> {
  await queries.cancelQueries({ queryKey });
  await queries.invalidateQueries({ queryKey });
}
