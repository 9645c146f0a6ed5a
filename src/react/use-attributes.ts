'use client';
/** Changes what the user pool knows about whoever is signed in. Read it with `useUser`. */
import {
  deleteAttributes,
  sendAttributeCode,
  updateAttributes,
  verifyAttribute,
} from '../account/account.ts';
import { useAction } from './account-query.ts';
import type { Cognito } from '../client/cognito.ts';

const update = (cognito: Cognito, signal: AbortSignal, attributes: Readonly<Record<string, string>>) =>
  updateAttributes(cognito, attributes, signal);
const remove = (cognito: Cognito, signal: AbortSignal, names: readonly string[]) =>
  deleteAttributes(cognito, names, signal);
const sendCode = (cognito: Cognito, signal: AbortSignal, name: string) =>
  sendAttributeCode(cognito, name, signal);
const verify = (cognito: Cognito, signal: AbortSignal, answer: { name: string; code: string }) =>
  verifyAttribute(cognito, answer, signal);

/** `update.run({ email })` resolves with where a code went, which `verify.run({ name: 'email', code })` takes. */
export function useAttributes() {
  return {
    update: useAction('user', update),
    remove: useAction('user', remove),
    sendCode: useAction('user', sendCode),
    verify: useAction('user', verify),
  };
}
