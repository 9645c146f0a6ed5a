/** Proves that decodeJwt reads every payload and refuses every text that is no token. */
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { decodeJwt } from '../../../src/lib/jwt.ts';

const part = (text: string) => Buffer.from(text).toString('base64url');
const jwt = (payload: string) => `${part('{"alg":"RS256"}')}.${part(payload)}.sig`;

describe('decodeJwt', () => {
  it('decodeJwt reads any payload that is an object', () => {
    fc.assert(
      fc.property(
        fc.dictionary(
          fc.string().filter((key) => key !== '__proto__'),
          fc.jsonValue(),
        ),
        (claims) => {
          const json = JSON.stringify(claims);
          // decodeJwt drops a nested __proto__, as the test of fault 48 (__proto__) shows.
          fc.pre(!json.includes('__proto__'));
          expect(decodeJwt(jwt(json))).toEqual(JSON.parse(json));
        },
      ),
    );
  });

  it('fault 51 (Unicode in names): decodeJwt reads emoji and decomposed letters', () => {
    expect(decodeJwt(jwt('{"name":"Zoë 🦊","e":"e\u0301"}'))).toEqual({ name: 'Zoë 🦊', e: 'e\u0301' });
  });

  it.each([
    '',
    'a.b',
    'a.b.c.d',
    '..',
    `${part('{}')}.${part('{}')}.`,
    'x.***.y',
    jwt('not json'),
    jwt('[]'),
    jwt('null'),
    jwt('"text"'),
    `a.${Buffer.from([0x7b, 0xff, 0x7d]).toString('base64url')}.c`,
  ])('fault 49 (malformed token): decodeJwt returns undefined for %j', (token) => {
    expect(decodeJwt(token)).toBeUndefined();
  });

  it('fault 49 (malformed token): decodeJwt never throws', () => {
    fc.assert(
      fc.property(fc.string(), fc.string(), fc.string(), (a, b, c) => void decodeJwt(`${a}.${b}.${c}`)),
    );
  });

  it('fault 48 (__proto__): decodeJwt drops __proto__, so a copy of the claims gets no prototype from it', () => {
    const claims = decodeJwt(jwt('{"sub":"1","__proto__":{"admin":true}}'));
    expect(claims).toEqual({ sub: '1' });
    expect((Object.assign({}, claims) as Record<string, unknown>)['admin']).toBeUndefined();
  });

  it('fault 50 (long input): decodeJwt does not decode a token of a megabyte', () => {
    expect(decodeJwt(jwt(JSON.stringify({ a: 'x'.repeat(1_000_000) })))).toBeUndefined();
  });
});
