/** Keys of the kit's queries: under an opaque id of the epoch, so that nobody is shown another's data. */

const scope = 'cognito-kit';

/** A key is never made of a token, a user's name or an identity id: persisters write keys to disk. */
export const authQueryKey = <const Rest extends readonly unknown[]>(authStateId: string, ...rest: Rest) =>
  [scope, authStateId, ...rest] as const;

/** Tells the kit's queries of any epoch but this one. */
export const isOfAnotherEpoch =
  (authStateId: string) =>
  ({ queryKey }: { queryKey: readonly unknown[] }): boolean =>
    queryKey[0] === scope && queryKey[1] !== authStateId;
