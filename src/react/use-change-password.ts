'use client';
/** Changes the signed-in user's password. */
import { changePassword } from '../account/account.ts';
import { useAction, type Action } from './account-query.ts';
import type { Cognito } from '../client/cognito.ts';

/** `previousPassword` may be left out by users who have none, such as those who sign in by passkey. */
export type UseChangePassword = Action<[passwords: { previousPassword?: string; newPassword: string }]>;

const change = (
  cognito: Cognito,
  signal: AbortSignal,
  passwords: { previousPassword?: string; newPassword: string },
) => changePassword(cognito, passwords, signal);

/**
 * Returns an action that changes the password. Neither password is stored or cached.
 * https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_ChangePassword.html
 */
export const useChangePassword = (): UseChangePassword => useAction('user', change);
