'use client';
/** What belongs to an account: read as a query under the epoch's id, changed by actions that refresh it. */
import { queryOptions, useQuery, useQueryClient } from '@tanstack/react-query';
import { useCallback, useEffect, useMemo, useRef, useState } from 'react';
import { isCognitoError, type CognitoError } from '../errors.ts';
import { useCognito, type Cognito } from './cognito-context.ts';
import { epochKey } from './query-key.ts';
import { useEpoch } from './use-epoch.ts';
import { useSession } from './use-session.ts';

export type AccountPart = 'user' | 'passkeys' | 'devices' | 'sessions' | 'factors';

/** `read` is given an AbortSignal by TanStack. */
export const accountQuery = <Data>(
  cognito: Cognito,
  part: AccountPart,
  read: (signal: AbortSignal) => Promise<Data>,
) =>
  queryOptions({
    queryKey: epochKey(cognito.epochId(), part),
    queryFn: ({ signal }) => read(signal),
  });

/** TanStack's query; an idle one while nobody is signed in. */
export function useAccountQuery<Data>(options: (cognito: Cognito) => ReturnType<typeof accountQuery<Data>>) {
  const cognito = useCognito();
  useEpoch();
  const { status } = useSession();
  return useQuery({ ...options(cognito), enabled: status === 'signedIn' });
}

/** Something that can be done. `run` never rejects: see `error`. */
export interface Action<Input extends unknown[], Result = void> {
  /** Resolves with the result, or with undefined when it failed or something newer overtook it. */
  run: (...input: Input) => Promise<Result | undefined>;
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

/** Nothing of the input is kept. Give `work` from outside of the component: it is to stay the same. */
export function useAction<Input extends unknown[], Result>(
  part: AccountPart,
  work: Work<Input, Result>,
): Action<Input, Result> {
  const cognito = useCognito();
  const queries = useQueryClient();
  const epoch = useEpoch();
  const [state, set] = useState<Pick<Action<Input, Result>, 'status' | 'error'>>(idle);
  const running = useRef<AbortController>(undefined);

  const reset = useCallback(() => {
    running.current?.abort();
    running.current = undefined;
    set(idle);
  }, []);
  // oxlint-disable-next-line react/exhaustive-effect-dependencies -- another epoch is another person
  useEffect(() => () => running.current?.abort(), [epoch]);

  const run = useCallback(
    async (...input: Input) => {
      running.current?.abort();
      const own = new AbortController();
      running.current = own;
      set({ status: 'pending', error: undefined });
      try {
        const result = await work(cognito, own.signal, ...input);
        await queries.invalidateQueries({ queryKey: epochKey(epoch, part) });
        if (running.current !== own) return undefined;
        set({ status: 'done', error: undefined });
        return result;
      } catch (error) {
        if (!isCognitoError(error)) throw error;
        if (running.current === own) set({ status: 'failed', error });
        return undefined;
      }
    },
    [cognito, epoch, part, queries, work],
  );
  return useMemo(() => ({ ...state, run, reset }), [state, run, reset]);
}
