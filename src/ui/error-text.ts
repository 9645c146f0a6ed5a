/** Chooses what to say about an error: by its code and the step, never by its message, unless nothing else is known. */
import { reasonOf, type CognitoError } from '../errors.ts';
import type { Dictionary, ErrorStep, ErrorText, ErrorTextCode } from './locales/dictionary.ts';

const own = <Value>(table: Partial<Record<string, Value>>, key: string): Value | undefined =>
  Object.hasOwn(table, key) ? table[key] : undefined;

const isErrorStep = (texts: Dictionary, step: string): step is ErrorStep =>
  Object.hasOwn(texts.errorsAt, step);

export const codeOf = (error: CognitoError): string => reasonOf(error) ?? error.code;

/** The text for `error` at `step`; empty for one that people need not hear of (a cancelled or overtaken request). */
export function errorText(texts: Dictionary, error: CognitoError | undefined, step: string): string {
  if (!error || error.kind === 'aborted') return '';
  const at: Partial<Record<ErrorTextCode, ErrorText>> = isErrorStep(texts, step) ? texts.errorsAt[step] : {};
  const code = codeOf(error);
  const text = own<ErrorText>(at, code) ?? own<ErrorText>(texts.errors, code) ?? error.message;
  if (typeof text === 'string') return text;
  const minutes =
    error.retryAfter === undefined ? undefined : Math.max(1, Math.ceil(error.retryAfter / 60_000));
  return text({ minutes });
}
