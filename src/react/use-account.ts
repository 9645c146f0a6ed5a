'use client';
/** What changes an account as a whole. Nothing that is typed is kept, here or in a cache. */
import { changePassword, deleteAccount } from '../account/account.ts';
import { useAction } from './account-query.ts';
import type { Cognito } from '../client/cognito.ts';

const change = (
  cognito: Cognito,
  signal: AbortSignal,
  answer: { previousPassword?: string; newPassword: string },
) => changePassword(cognito, answer, signal);
const remove = (cognito: Cognito) => deleteAccount(cognito);

/** `deleteAccount` signs out here once the account is gone. There is no way back: ask before. */
export function useAccount() {
  return { changePassword: useAction('user', change), deleteAccount: useAction('user', remove) };
}
