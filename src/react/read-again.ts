/** Reads anew what a change has made old. */
import type { QueryClient } from '@tanstack/react-query';

/**
 * Also where the first read is still under way: TanStack goes on with that one at an invalidation, and takes what was asked
 * for before the change for new.
 */
export async function readAgain(queries: QueryClient, queryKey: readonly unknown[]): Promise<void> {
  await queries.cancelQueries({ queryKey });
  await queries.invalidateQueries({ queryKey });
}
