/** Chooses the text for an error by its code and the step. The error's message is the last resort. */
import { reasonOf, type CognitoError } from '../errors.ts';
import type { Dictionary, ErrorStep, ErrorText, ErrorTextCode } from './locales/dictionary.ts';

/** Returns the table's own entry for `key`, so a key such as `constructor` returns undefined. */
export const entryOf = <Value>(table: Partial<Record<string, Value>>, key: string): Value | undefined =>
  Object.hasOwn(table, key) ? table[key] : undefined;

const isErrorStep = (texts: Dictionary, step: string): step is ErrorStep =>
  Object.hasOwn(texts.errorsAt, step);

/** Returns the reason that the service's sentence gives, or else the error's code. */
export const codeOf = (error: CognitoError): string => reasonOf(error) ?? error.code;

/**
 * Returns the text for `error` at `step`; empty for a request that was cancelled or overtaken, which is no news to the
 * user.
 */
export function errorText(texts: Dictionary, error: CognitoError | undefined, step: string): string {
  if (!error || error.kind === 'aborted') return '';
  const stepTexts: Partial<Record<ErrorTextCode, ErrorText>> = isErrorStep(texts, step)
    ? texts.errorsAt[step]
    : {};
  const code = codeOf(error);
  const text = entryOf<ErrorText>(stepTexts, code) ?? entryOf<ErrorText>(texts.errors, code) ?? error.message;
  if (typeof text === 'string') return text;
  const minutes =
    error.retryAfter === undefined ? undefined : Math.max(1, Math.ceil(error.retryAfter / 60_000));
  return text({ minutes });
}
