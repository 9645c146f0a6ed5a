'use client';
/** Reads parts of the user's account as queries, and changes them by actions that refetch those queries. */
import { useQuery, useQueryClient, type DataTag, type UseQueryResult } from '@tanstack/react-query';
import { useCallback, useEffect, useMemo, useRef, useState } from 'react';
import { toCognitoError, type CognitoError } from '../errors.ts';
import { useCognito } from './cognito-context.ts';
import { type Cognito } from '../client/cognito.ts';
import { authQueryKey, refetch } from './query-key.ts';
import { useAuthStateId } from './use-auth-state-id.ts';
import { useSession } from './use-session.ts';

/** The parts of an account that have a query. */
export type AccountPart = 'user' | 'passkeys' | 'devices' | 'sessions' | 'factors';

type AccountQueryKey = ReturnType<typeof authQueryKey<[AccountPart]>>;

/** Options of an account query, for `useQuery`, `queryClient.prefetchQuery`, `invalidateQueries` and `getQueryData`. */
export interface AccountQueryOptions<Data> {
  queryKey: DataTag<AccountQueryKey, Data, Error>;
  queryFn: (context: { signal: AbortSignal }) => Promise<Data>;
  /** The client itself repeats requests that may be repeated; a refusal is final. */
  retry: false;
}

/** Creates the options of the query that reads one part of the account in the present auth state. */
export const accountQuery = <Data>(
  cognito: Cognito,
  part: AccountPart,
  read: (signal: AbortSignal) => Promise<Data>,
): AccountQueryOptions<Data> => ({
  queryKey: authQueryKey(cognito.authStateId(), part) as AccountQueryOptions<Data>['queryKey'],
  queryFn: ({ signal }) => read(signal),
  retry: false,
});

/** Runs an account query. The query is disabled while no user is signed in. */
export function useAccountQuery<Data>(
  options: (cognito: Cognito) => AccountQueryOptions<Data>,
): UseQueryResult<Data> {
  const cognito = useCognito();
  const authStateId = useAuthStateId();
  const { status } = useSession();
  const query = options(cognito);
  // `authStateId` is that of the provider's `initialSession` until the client has read its store.
  const queryKey = authQueryKey(authStateId, query.queryKey[2]);
  return useQuery({ ...query, queryKey, enabled: status === 'signedIn' });
}

/** The state of an action or an upload, in the words of TanStack Query. `idle`: not started, or reset. */
export type ActionStatus = 'idle' | 'pending' | 'success' | 'error';

/** A change of the account, its state and its error. */
export interface Action<Input extends unknown[], Result = void> {
  /**
   * Starts the change. Never rejects: see `error`. Parallel runs do not abort each other.
   * @returns the result; undefined when the run failed, or was aborted by `reset`, an unmount or another auth state
   */
  run: (...input: Input) => Promise<Result | undefined>;
  /** The state of the newest run. */
  status: ActionStatus;
  /** The error of the newest run. */
  error: CognitoError | undefined;
  /** Aborts all runs and returns to `idle`. */
  reset: () => void;
}

const idle: Pick<Action<[]>, 'status' | 'error'> = { status: 'idle', error: undefined };

/**
 * Turns an account function into an action. No input is stored.
 * @param parts the parts of the account whose queries are refetched after a success; constant between renders
 * @param work sends the request; constant between renders
 */
export function useAction<Input extends unknown[], Result>(
  parts: AccountPart | readonly AccountPart[],
  work: (cognito: Cognito, signal: AbortSignal, ...input: Input) => Promise<Result>,
): Action<Input, Result> {
  const cognito = useCognito();
  const queries = useQueryClient();
  const authStateId = useAuthStateId();
  const [state, setState] = useState(idle);
  /** The runs since the last reset. */
  const running = useRef(new Set<AbortController>());

  const reset = useCallback(() => {
    for (const controller of running.current) controller.abort();
    running.current.clear();
    setState(idle);
  }, []);
  // oxlint-disable-next-line react/exhaustive-effect-dependencies -- another auth state may be another user
  useEffect(() => reset, [reset, authStateId]);

  const run = useCallback(
    async (...input: Input) => {
      const own = new AbortController();
      const runs = running.current.add(own);
      const show = (status: ActionStatus, error?: CognitoError) => {
        if ([...runs].at(-1) === own) setState({ status, error });
      };
      show('pending');
      try {
        const result = await work(cognito, own.signal, ...input);
        await Promise.all([parts].flat().map((part) => refetch(queries, authQueryKey(authStateId, part))));
        show('success');
        return runs.has(own) ? result : undefined;
      } catch (error) {
        show('error', toCognitoError(error));
        return undefined;
      }
    },
    [cognito, authStateId, parts, queries, work],
  );
  return useMemo(() => ({ ...state, run, reset }), [state, run, reset]);
}
