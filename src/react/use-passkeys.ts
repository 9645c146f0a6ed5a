'use client';
/** The passkeys of whoever is signed in. */
import { deletePasskey, listPasskeys, registerPasskey } from '../account/account.ts';
import { accountQuery, useAccountQuery, useAction } from './account-query.ts';
import type { Cognito } from '../client/cognito.ts';

export const passkeysQueryOptions = (cognito: Cognito) =>
  accountQuery(cognito, 'passkeys', (signal) => listPasskeys(cognito, signal));

const register = (cognito: Cognito, signal: AbortSignal) => registerPasskey(cognito, signal);
const remove = (cognito: Cognito, signal: AbortSignal, id: string) => deletePasskey(cognito, id, signal);

/** `data` is the list. Run `register` from a click: browsers want one. */
export function usePasskeys() {
  const query = useAccountQuery(passkeysQueryOptions);
  return { ...query, register: useAction('passkeys', register), remove: useAction('passkeys', remove) };
}
