'use client';
/** The signed-in user's passkeys. */
import type { UseQueryResult } from '@tanstack/react-query';
import { deletePasskey, listPasskeys, registerPasskey } from '../account/account.ts';
import type { Passkey } from '../account/passkeys.ts';
import {
  accountQuery,
  useAccountQuery,
  useAction,
  type AccountQueryOptions,
  type Action,
} from './account-query.ts';
import type { Cognito } from '../client/cognito.ts';

export type UsePasskeys = UseQueryResult<Passkey[]> & {
  /** Creates a passkey. Run it in a click handler, as browsers require. */
  register: Action<[]>;
  /** Deletes a passkey by its `id`. */
  remove: Action<[id: string]>;
};

/** Options of the query that `usePasskeys` runs. */
export const passkeysQueryOptions = (cognito: Cognito): AccountQueryOptions<Passkey[]> =>
  accountQuery(cognito, 'passkeys', (signal) => listPasskeys(cognito, signal));

const register = (cognito: Cognito, signal: AbortSignal) => registerPasskey(cognito, signal);
const remove = (cognito: Cognito, signal: AbortSignal, id: string) => deletePasskey(cognito, id, signal);

/**
 * Returns TanStack's query of the user's passkeys, with the actions `register` and `remove` beside it.
 * https://docs.aws.amazon.com/cognito/latest/developerguide/amazon-cognito-user-pools-authentication-flow-methods.html
 */
export function usePasskeys(): UsePasskeys {
  const query = useAccountQuery(passkeysQueryOptions);
  return { ...query, register: useAction('passkeys', register), remove: useAction('passkeys', remove) };
}
