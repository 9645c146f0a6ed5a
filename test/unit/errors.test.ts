/** Proves how a CognitoError is recognised and what it carries. */
import { inspect } from 'node:util';
import { describe, expect, it } from 'vitest';
import { CognitoError, isCognitoError } from '../../src/errors.ts';

const error = new CognitoError({
  kind: 'rejected',
  code: 'CodeMismatchException',
  message: 'No.',
  field: 'code',
});

describe('isCognitoError', () => {
  it('isCognitoError recognises a CognitoError, and compares its code', () => {
    expect(isCognitoError(error)).toBe(true);
    expect(isCognitoError(error, 'CodeMismatchException')).toBe(true);
    expect(isCognitoError(error, 'ExpiredCodeException')).toBe(false);
  });

  it('isCognitoError recognises an error of another copy of the kit', () => {
    const otherCopy = Object.assign(new Error('No.'), { name: 'CognitoError', kind: 'rejected', code: 'X' });
    expect(isCognitoError(otherCopy, 'X')).toBe(true);
  });

  it.each([undefined, null, 'CognitoError', new Error('x'), { name: 'CognitoError', code: 'X' }])(
    'isCognitoError returns false for %s',
    (value) => {
      expect(isCognitoError(value)).toBe(false);
    },
  );
});

describe('CognitoError', () => {
  it('a CognitoError has kind, code and field, and a cause only when there is one', () => {
    expect(error).toMatchObject({
      name: 'CognitoError',
      kind: 'rejected',
      code: 'CodeMismatchException',
      field: 'code',
    });
    expect('cause' in error).toBe(false);
    const cause = new TypeError('why');
    expect(new CognitoError({ kind: 'network', code: 'NetworkError', message: 'x', cause }).cause).toBe(
      cause,
    );
  });

  it('a CognitoError shows its code in a log', () => {
    expect(inspect(error)).toContain('CodeMismatchException');
  });
});
