/** Proves rule 14 (texts): the text of an error is chosen by its code and step. */
import { describe, expect, it } from 'vitest';
import { CognitoError, en } from '../../../src/index.ts';
import { errorText } from '../../../src/ui/error-text.ts';

const error = (code: string, options: Partial<ConstructorParameters<typeof CognitoError>[0]> = {}) =>
  new CognitoError({ kind: 'rejected', code, message: `the service’s sentence about ${code}`, ...options });

describe('rule 14 (texts): errorText', () => {
  it('rule 14 (texts): errorText chooses the text by the error’s code, never by its message', () => {
    expect(errorText(en, error('CodeMismatchException', { message: 'x' }), 'confirm')).toBe(
      en.errors.CodeMismatchException,
    );
  });

  it('rule 14 (texts): errorText depends on the step when one code has several meanings', () => {
    expect(errorText(en, error('NotAuthorizedException'), 'password')).toMatch(/don’t match/);
    expect(errorText(en, error('CodeMismatchException'), 'totp')).toMatch(/clock/);
  });

  it('rule 14 (texts): errorText asks for a stronger password when only the pool refused it', () => {
    const text = errorText(en, error('InvalidPasswordException'), 'details');
    expect(text).toMatch(/stronger/);
    expect(text).not.toBe(en.invalid.password);
  });

  it('rule 14 (texts): errorText returns the service’s sentence when the dictionary has no text', () => {
    expect(errorText(en, error('UserLambdaValidationException'), 'details')).toMatch(
      /the service’s sentence/,
    );
  });

  it('fault 40 (limit exceeded): errorText says when to try again', () => {
    const limited = error('LimitExceededException', { kind: 'throttled', retryAfter: 15 * 60_000 });
    expect(errorText(en, limited, 'request')).toMatch(/15 minutes/);
    expect(errorText(en, error('LimitExceededException', { retryAfter: 1000 }), 'request')).toMatch(
      /a minute/,
    );
    expect(errorText(en, error('LimitExceededException'), 'request')).toMatch(/later/);
  });

  it('errorText is empty for a cancelled action and without an error', () => {
    expect(errorText(en, error('Superseded', { kind: 'aborted' }), 'password')).toBe('');
    expect(errorText(en, undefined, 'password')).toBe('');
  });

  it('fault 48 (__proto__): errorText reads no property of Object.prototype as a code or step', () => {
    expect(errorText(en, error('__proto__'), 'password')).toMatch(/the service’s sentence/);
    expect(errorText(en, error('constructor'), 'toString')).toMatch(/the service’s sentence/);
  });
});
