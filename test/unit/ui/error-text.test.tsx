import { describe, expect, it } from 'vitest';
import { CognitoError, en } from '../../../src/index.ts';
import { errorText } from '../../../src/ui/error-text.ts';

const error = (code: string, more: Partial<ConstructorParameters<typeof CognitoError>[0]> = {}) =>
  new CognitoError({ kind: 'rejected', code, message: `the service’s sentence about ${code}`, ...more });

describe('rule 14: what is said about an error', () => {
  it('is chosen by its code, never by its message', () => {
    expect(errorText(en, error('CodeMismatchException', { message: 'x' }), 'confirm')).toBe(
      en.errors.CodeMismatchException,
    );
  });

  it('depends on the step where the same code means something else', () => {
    expect(errorText(en, error('NotAuthorizedException'), 'password')).toMatch(/don’t match/);
    expect(errorText(en, error('CodeMismatchException'), 'totp')).toMatch(/clock/);
  });

  it('asks for more than the list beside the field where only the pool found a password too weak', () => {
    const said = errorText(en, error('InvalidPasswordException'), 'details');
    expect(said).toMatch(/stronger/);
    expect(said).not.toBe(en.invalid.password);
  });

  it('is the service’s sentence only where there is none of ours', () => {
    expect(errorText(en, error('UserLambdaValidationException'), 'details')).toMatch(
      /the service’s sentence/,
    );
  });

  it('fault 40: says when to come back', () => {
    const limited = error('LimitExceededException', { kind: 'throttled', retryAfter: 15 * 60_000 });
    expect(errorText(en, limited, 'request')).toMatch(/15 minutes/);
    expect(errorText(en, error('LimitExceededException', { retryAfter: 1000 }), 'request')).toMatch(
      /a minute/,
    );
    expect(errorText(en, error('LimitExceededException'), 'request')).toMatch(/later/);
  });

  it('says nothing of what a person gave up themselves', () => {
    expect(errorText(en, error('Superseded', { kind: 'aborted' }), 'password')).toBe('');
    expect(errorText(en, undefined, 'password')).toBe('');
  });

  it('fault 48: takes no code for a property of objects', () => {
    expect(errorText(en, error('__proto__'), 'password')).toMatch(/the service’s sentence/);
    expect(errorText(en, error('constructor'), 'toString')).toMatch(/the service’s sentence/);
  });
});
