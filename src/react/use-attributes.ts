'use client';
/** Changes and verifies attributes of the signed-in user. */
import {
  deleteAttributes,
  sendAttributeCode,
  updateAttributes,
  verifyAttribute,
} from '../account/account.ts';
import type { CodeDelivery } from '../protocol/code-delivery.ts';
import { useAction, type Action } from './account-query.ts';
import type { Cognito } from '../client/cognito.ts';

const update = (cognito: Cognito, signal: AbortSignal, attributes: Readonly<Record<string, string>>) =>
  updateAttributes(cognito, attributes, signal);
const remove = (cognito: Cognito, signal: AbortSignal, names: readonly string[]) =>
  deleteAttributes(cognito, names, signal);
const sendCode = (cognito: Cognito, signal: AbortSignal, name: string) =>
  sendAttributeCode(cognito, name, signal);
const verify = (cognito: Cognito, signal: AbortSignal, answer: { name: string; code: string }) =>
  verifyAttribute(cognito, answer, signal);

export interface UseAttributes {
  /** Writes attributes by their Cognito names. Returns where Cognito sent verification codes, if it did. */
  update: Action<[attributes: Readonly<Record<string, string>>], CodeDelivery[]>;
  /** Deletes attributes. */
  remove: Action<[names: readonly string[]]>;
  /** Sends a new code for an address: `email` or `phone_number`. */
  sendCode: Action<[name: string], { delivery?: CodeDelivery }>;
  /** Verifies an address by its code. */
  verify: Action<[answer: { name: string; code: string }]>;
}

/**
 * Returns actions on the user's attributes: `update.run({ email })`, then `verify.run({ name: 'email', code })`.
 * Read attributes with `useUser`.
 */
export function useAttributes(): UseAttributes {
  return {
    update: useAction('user', update),
    remove: useAction('user', remove),
    sendCode: useAction('user', sendCode),
    verify: useAction('user', verify),
  };
}
