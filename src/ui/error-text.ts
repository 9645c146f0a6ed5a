/** Chooses what to say about an error: by its code and the step, never by its message, unless nothing else is known. */
import type { CognitoError } from '../errors.ts';
import type { Dictionary, ErrorStep, ErrorText, ErrorTextCode } from './locales/dictionary.ts';

const own = <Value>(table: Partial<Record<string, Value>>, key: string): Value | undefined =>
  Object.hasOwn(table, key) ? table[key] : undefined;

const isErrorStep = (texts: Dictionary, step: string): step is ErrorStep =>
  Object.hasOwn(texts.errorsAt, step);

/** The text for `error` at `step`; empty for one that people need not hear of (a cancelled or overtaken request). */
export function errorText(texts: Dictionary, error: CognitoError | undefined, step: string): string {
  if (!error || error.kind === 'aborted') return '';
  const at: Partial<Record<ErrorTextCode, ErrorText>> = isErrorStep(texts, step) ? texts.errorsAt[step] : {};
  const text = own<ErrorText>(at, error.code) ?? own<ErrorText>(texts.errors, error.code) ?? error.message;
  if (typeof text === 'string') return text;
  const minutes =
    error.retryAfter === undefined ? undefined : Math.max(1, Math.ceil(error.retryAfter / 60_000));
  return text({ minutes });
}
