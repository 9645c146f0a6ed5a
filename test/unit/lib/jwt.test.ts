import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { decodeJwt } from '../../../src/lib/jwt.ts';

const part = (text: string) => Buffer.from(text).toString('base64url');
const jwt = (payload: string) => `${part('{"alg":"RS256"}')}.${part(payload)}.sig`;

describe('decodeJwt', () => {
  it('reads the payload, whatever is in it', () => {
    fc.assert(
      fc.property(
        fc.dictionary(
          fc.string().filter((key) => key !== '__proto__'),
          fc.jsonValue(),
        ),
        (claims) => {
          const json = JSON.stringify(claims);
          // A nested __proto__ is dropped too, see below.
          fc.pre(!json.includes('__proto__'));
          expect(decodeJwt(jwt(json))).toEqual(JSON.parse(json));
        },
      ),
    );
  });

  it('fault 51: reads text beyond Latin', () => {
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
  ])('fault 49: %j is no token', (token) => {
    expect(decodeJwt(token)).toBeUndefined();
  });

  it('fault 49: never throws', () => {
    fc.assert(
      fc.property(fc.string(), fc.string(), fc.string(), (a, b, c) => void decodeJwt(`${a}.${b}.${c}`)),
    );
  });

  it('fault 48: drops __proto__, so that no copy gets a prototype from it', () => {
    const claims = decodeJwt(jwt('{"sub":"1","__proto__":{"admin":true}}'));
    expect(claims).toEqual({ sub: '1' });
    expect((Object.assign({}, claims) as Record<string, unknown>)['admin']).toBeUndefined();
  });

  it('fault 50: does not decode a megabyte', () => {
    expect(decodeJwt(jwt(JSON.stringify({ a: 'x'.repeat(1_000_000) })))).toBeUndefined();
  });
});
