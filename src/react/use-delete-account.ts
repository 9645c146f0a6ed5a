'use client';
/** Deletes the signed-in user's account. */
import { deleteAccount } from '../account/account.ts';
import { useAction, type Action } from './account-query.ts';
import type { Cognito } from '../client/cognito.ts';

const remove = (cognito: Cognito) => deleteAccount(cognito);

/**
 * Returns an action that deletes the account and then signs out in this browser. It cannot be undone, so ask the user
 * before. https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_DeleteUser.html
 */
export const useDeleteAccount = (): Action<[]> => useAction('user', remove);
