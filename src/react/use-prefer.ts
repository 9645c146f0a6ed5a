'use client';
/** Says which second factors are asked for. */
import { setMfaPreference } from '../account/account.ts';
import { useAction, type Action, type AccountPart } from './account-query.ts';
import type { Cognito } from '../client/cognito.ts';

export type MfaPreferences = Parameters<typeof setMfaPreference>[1];

/** Both tell of them. */
const parts: readonly AccountPart[] = ['user', 'factors'];

const prefer = (cognito: Cognito, signal: AbortSignal, preferences: MfaPreferences) =>
  setMfaPreference(cognito, preferences, signal);

export const usePrefer = (): Action<[MfaPreferences]> => useAction(parts, prefer);
