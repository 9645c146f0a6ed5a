import { describe, expect, it } from 'vitest';
import { CognitoError } from '../../../src/errors.ts';
import { readReply } from '../../../src/transport/reply.ts';

interface Reply {
  status: number;
  errorType?: string;
  retryAfter?: string;
  body: string;
}

const read = ({ status, errorType, retryAfter, body }: Reply): unknown => {
  const headers = new Headers();
  if (errorType !== undefined) headers.set('x-amzn-ErrorType', errorType);
  if (retryAfter !== undefined) headers.set('Retry-After', retryAfter);
  try {
    return readReply('GetUser', { status, headers }, body);
  } catch (error) {
    expect(error).toBeInstanceOf(CognitoError);
    return error;
  }
};
const json = (value: unknown) => JSON.stringify(value);

describe('reply: a success', () => {
  it('is read as its JSON', () => {
    expect(read({ status: 200, body: '{"Username":"ada"}' })).toEqual({ Username: 'ada' });
  });

  it('may have an empty body', () => {
    expect(read({ status: 200, body: '' })).toEqual({});
  });

  it.each([
    '<html>Welcome to our Wi-Fi</html>',
    '{"AuthenticationResult":{"IdT',
    '[]',
    '"text"',
    'null',
    '1',
  ])('fault 4 (no JSON): %s is an error that may be repeated', (body) => {
    expect(read({ status: 200, body })).toMatchObject({ kind: 'server', code: 'InvalidResponse' });
  });

  it('fault 48 (__proto__): a __proto__ key is dropped', () => {
    const reply = read({ status: 200, body: '{"__proto__":{"admin":true},"a":{"__proto__":{"x":1}}}' });
    expect(reply).toEqual({ a: {} });
    expect((reply as Record<string, unknown>)['admin']).toBeUndefined();
  });
});

describe('reply: an error', () => {
  it.each<[string, Partial<Reply>]>([
    ['in the body', { body: json({ __type: 'NotAuthorizedException', message: 'No.' }) }],
    [
      'with a namespace',
      { body: json({ __type: 'com.amazonaws.x#NotAuthorizedException', message: 'No.' }) },
    ],
    ['with a link', { body: json({ __type: 'NotAuthorizedException:http://x.y/', message: 'No.' }) }],
    ['in the header', { errorType: 'NotAuthorizedException:', body: json({ message: 'No.' }) }],
    [
      'in the header with a link',
      { errorType: 'NotAuthorizedException:http://x.y/', body: json({ Message: 'No.' }) },
    ],
  ])('has the name that stands %s', (_, reply) => {
    expect(read({ status: 400, body: '', ...reply })).toMatchObject({
      kind: 'rejected',
      code: 'NotAuthorizedException',
      message: 'No.',
    });
  });

  it('gets a message of the kit when Cognito sends none', () => {
    const error = read({ status: 400, errorType: 'InvalidParameterException', body: '' }) as CognitoError;
    expect(error.code).toBe('InvalidParameterException');
    expect(error.message).toMatch(/GetUser.*HTTP 400.*Try again/);
  });

  it.each<[string, Reply, object]>([
    [
      'an internal error',
      { status: 500, body: json({ __type: 'InternalErrorException' }) },
      { kind: 'server', code: 'InternalErrorException' },
    ],
    [
      'fault 41 (gateway): an HTML page',
      { status: 502, body: '<html>' },
      { kind: 'server', code: 'ServerError' },
    ],
    ['a nameless 400', { status: 400, body: '{}' }, { kind: 'server', code: 'ServerError' }],
    [
      'fault 7 (firewall): an HTML page',
      { status: 403, body: '<html>Forbidden' },
      { kind: 'server', code: 'ForbiddenException' },
    ],
    [
      'fault 7 (firewall): an exception',
      { status: 400, body: json({ __type: 'ForbiddenException' }) },
      { kind: 'server', code: 'ForbiddenException' },
    ],
    [
      'throttling',
      { status: 400, body: json({ __type: 'TooManyRequestsException' }) },
      { kind: 'throttled', code: 'TooManyRequestsException', retryAfter: undefined },
    ],
    [
      'a proxy’s throttling',
      { status: 429, retryAfter: '7', body: '' },
      { kind: 'throttled', code: 'TooManyRequestsException', retryAfter: 7_000 },
    ],
    [
      'fault 40 (limits): LimitExceededException',
      { status: 400, body: json({ __type: 'LimitExceededException' }) },
      { kind: 'throttled', code: 'LimitExceededException', retryAfter: 900_000 },
    ],
    [
      'fault 40 (limits): LimitExceededException with Retry-After',
      { status: 400, retryAfter: '60', body: json({ __type: 'LimitExceededException' }) },
      { retryAfter: 60_000 },
    ],
    [
      'an unknown name',
      { status: 400, body: json({ __type: 'BrandNewException', message: 'Hm.' }) },
      { kind: 'rejected', code: 'BrandNewException', message: 'Hm.' },
    ],
    [
      'a name that is no text',
      { status: 400, body: json({ __type: { a: 1 } }) },
      { kind: 'server', code: 'ServerError' },
    ],
  ])('%s has kind and code', (_, reply, expected) => {
    expect(read(reply)).toMatchObject(expected);
  });

  it('fault 47 (markup): a message keeps markup as text and is cut to 1,000 characters', () => {
    const message = `<img src=x onerror=alert(1)>${'x'.repeat(5000)}`;
    const error = read({ status: 400, body: json({ __type: 'UserLambdaValidationException', message }) });
    expect((error as CognitoError).message).toBe(message.slice(0, 1000));
  });
});
