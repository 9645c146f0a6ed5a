'use client';
/** What belongs to an account: read as a query under the epoch's id, changed by actions that refresh it. */
import { queryOptions, useQuery, useQueryClient } from '@tanstack/react-query';
import { useCallback, useEffect, useMemo, useRef, useState } from 'react';
import { isCognitoError, unexpected, type CognitoError } from '../errors.ts';
import { useCognito } from './cognito-context.ts';
import { type Cognito } from '../client/cognito.ts';
import { authQueryKey } from './query-key.ts';
import { readAgain } from './read-again.ts';
import { useAuthStateId } from './use-auth-state-id.ts';
import { useSession } from './use-session.ts';

export type AccountPart = 'user' | 'passkeys' | 'devices' | 'sessions' | 'factors';

/** `read` is given an AbortSignal by TanStack. */
export const accountQuery = <Data>(
  cognito: Cognito,
  part: AccountPart,
  read: (signal: AbortSignal) => Promise<Data>,
) =>
  queryOptions({
    queryKey: authQueryKey(cognito.authStateId(), part),
    queryFn: ({ signal }) => read(signal),
    // What may be repeated, the kit repeats itself; a refusal stays one.
    retry: false,
  });

/** TanStack's query; an idle one while nobody is signed in. */
export function useAccountQuery<Data>(options: (cognito: Cognito) => ReturnType<typeof accountQuery<Data>>) {
  const cognito = useCognito();
  const epoch = useAuthStateId();
  const { status } = useSession();
  const query = options(cognito);
  // The epoch that a server told of, until the store has been read.
  const queryKey = authQueryKey(epoch, query.queryKey[2]);
  return useQuery({ ...query, queryKey, enabled: status === 'signedIn' });
}

/** Something that can be done. `run` never rejects: see `error`. */
export interface Action<Input extends unknown[], Result = void> {
  /** Resolves with the result, or with undefined when it failed or was aborted. One run does not end another. */
  run: (...input: Input) => Promise<Result | undefined>;
  /** Of the newest run. */
  status: 'idle' | 'pending' | 'done' | 'failed';
  error: CognitoError | undefined;
  /** Aborts what runs, and forgets the error. */
  reset: () => void;
}

type Work<Input extends unknown[], Result> = (
  cognito: Cognito,
  signal: AbortSignal,
  ...input: Input
) => Promise<Result>;

const idle = { status: 'idle' as const, error: undefined };

/**
 * Nothing of the input is kept. Give `work`, and a list of parts, from outside of the component: they are to stay the
 * same.
 */
export function useAction<Input extends unknown[], Result>(
  parts: AccountPart | readonly AccountPart[],
  work: Work<Input, Result>,
): Action<Input, Result> {
  const cognito = useCognito();
  const queries = useQueryClient();
  const epoch = useAuthStateId();
  const [state, set] = useState<Pick<Action<Input, Result>, 'status' | 'error'>>(idle);
  /** Of every run since the last reset. */
  const running = useRef(new Set<AbortController>());

  const reset = useCallback(() => {
    for (const one of running.current) one.abort();
    running.current.clear();
    set(idle);
  }, []);
  // oxlint-disable-next-line react/exhaustive-effect-dependencies -- another epoch is another person
  useEffect(() => reset, [reset, epoch]);

  const run = useCallback(
    async (...input: Input) => {
      const own = new AbortController();
      const runs = running.current.add(own);
      const show = (status: Action<Input>['status'], error?: CognitoError) => {
        if ([...runs].at(-1) === own) set({ status, error });
      };
      show('pending');
      try {
        const result = await work(cognito, own.signal, ...input);
        await Promise.all([parts].flat().map((part) => readAgain(queries, authQueryKey(epoch, part))));
        show('done');
        return runs.has(own) ? result : undefined;
      } catch (error) {
        show('failed', isCognitoError(error) ? error : unexpected(error));
        return undefined;
      }
    },
    [cognito, epoch, parts, queries, work],
  );
  return useMemo(() => ({ ...state, run, reset }), [state, run, reset]);
}
