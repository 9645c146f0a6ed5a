'use client';
/** Changes the signed-in user's password. */
import { changePassword } from '../account/account.ts';
import { useAction, type Action } from './account-query.ts';
import type { Cognito } from '../client/cognito.ts';

const change = (
  cognito: Cognito,
  signal: AbortSignal,
  passwords: { previousPassword?: string; newPassword: string },
) => changePassword(cognito, passwords, signal);

/**
 * Returns an action that changes the password. Neither password is stored or cached. Users without a password, such as
 * those who have only a passkey, leave out `previousPassword`.
 * https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_ChangePassword.html
 */
export const useChangePassword = (): Action<
  [passwords: { previousPassword?: string; newPassword: string }]
> => useAction('user', change);
