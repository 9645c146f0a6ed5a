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
  it('tells ours, and one of a given code', () => {
    expect(isCognitoError(error)).toBe(true);
    expect(isCognitoError(error, 'CodeMismatchException')).toBe(true);
    expect(isCognitoError(error, 'ExpiredCodeException')).toBe(false);
  });

  it('tells one of another copy of the kit', () => {
    const foreign = Object.assign(new Error('No.'), { name: 'CognitoError', kind: 'rejected', code: 'X' });
    expect(isCognitoError(foreign, 'X')).toBe(true);
  });

  it.each([undefined, null, 'CognitoError', new Error('x'), { name: 'CognitoError', code: 'X' }])(
    'refuses %s',
    (other) => {
      expect(isCognitoError(other)).toBe(false);
    },
  );
});

describe('a CognitoError', () => {
  it('carries kind, code, field, and a cause only when there is one', () => {
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

  it('shows its code in a log', () => {
    expect(inspect(error)).toContain('CodeMismatchException');
  });
});
