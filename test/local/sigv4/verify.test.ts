/** Signature Version 4: AWS's examples and the SDK's own signer verify, and any change of a request is refused. */
import { Sha256 } from '@aws-crypto/sha256-js';
import { SignatureV4 } from '@smithy/signature-v4';
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { toHex, utf8 } from '../../../local/src/lib/bytes.ts';
import { sha256, sha256Hex } from '../../../local/src/lib/digest.ts';
import { decodeChunked } from '../../../local/src/sigv4/aws-chunked.ts';
import { readTimestamp, writeTimestamp } from '../../../local/src/sigv4/claim.ts';
import { canonicalPath } from '../../../local/src/sigv4/encoding.ts';
import { verifySignature } from '../../../local/src/sigv4/verify.ts';

const now = Date.parse('2026-11-30T12:00:00Z');
const credentials = { accessKeyId: 'AKIDEXAMPLE', secretAccessKey: 'a secret / of+forty characters' };
const verify = (request: Request, service = 's3', receivedAt = now) =>
  verifySignature(request, {
    service,
    region: 'us-east-1',
    now: receivedAt,
    secretOf: (id) => (id === credentials.accessKeyId ? credentials.secretAccessKey : undefined),
  });
const kindOf = async (request: Request, service = 's3', receivedAt = now) => {
  const result = await verify(request, service, receivedAt);
  return 'failure' in result ? result.failure.kind : 'verified';
};

interface Parts {
  method?: string;
  path?: string;
  query?: Record<string, string>;
  headers?: Record<string, string>;
  body?: string;
  service?: string;
  region?: string;
  signedAt?: number;
  keys?: typeof credentials;
}

const host = 'localhost:4599';
/** Returns whether the text has no half of a surrogate pair, which UTF-8 cannot encode. */
const wellFormed = (text: string) => !/[\ud800-\udfff]/u.test(text);
const signed = async (parts: Parts = {}) => {
  const { method = 'PUT', path = '/bucket/a.txt', query = {}, body = 'hello', service = 's3' } = parts;
  const signer = new SignatureV4({
    service,
    region: parts.region ?? 'us-east-1',
    credentials: parts.keys ?? credentials,
    sha256: Sha256,
    uriEscapePath: service !== 's3',
  });
  const hash = await sha256Hex(body);
  const headers = { host, 'x-amz-content-sha256': hash, ...parts.headers };
  const unsigned = {
    method,
    protocol: 'http:',
    hostname: 'localhost',
    port: 4599,
    path,
    query,
    headers,
    body,
  };
  const signing = { signingDate: new Date(parts.signedAt ?? now) };
  const result = await signer.sign(unsigned as Parameters<typeof signer.sign>[0], signing);
  const search = new URLSearchParams(query).toString().replaceAll('+', '%20');
  return {
    url: `http://${host}${path}${search ? `?${search}` : ''}`,
    init: { method, headers: result.headers, ...(method !== 'GET' && { body }) },
  };
};
const request = async (parts: Parts = {}) => {
  const { url, init } = await signed(parts);
  return new Request(url, init);
};

describe("AWS's published examples", () => {
  const example = {
    accessKeyId: 'AKIAIOSFODNN7EXAMPLE',
    secret: 'wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY',
    signedAt: Date.parse('2013-05-24T00:00:00Z'),
  };
  const check = (signedRequest: Request) =>
    verifySignature(signedRequest, {
      service: 's3',
      region: 'us-east-1',
      now: example.signedAt,
      secretOf: (id) => (id === example.accessKeyId ? example.secret : undefined),
    });
  const empty = 'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855';
  const scope = 'AKIAIOSFODNN7EXAMPLE/20130524/us-east-1/s3/aws4_request';

  it('the GET with a range verifies', async () => {
    const signedRequest = new Request('https://examplebucket.s3.amazonaws.com/test.txt', {
      headers: {
        range: 'bytes=0-9',
        'x-amz-content-sha256': empty,
        'x-amz-date': '20130524T000000Z',
        authorization: `AWS4-HMAC-SHA256 Credential=${scope},SignedHeaders=host;range;x-amz-content-sha256;x-amz-date,Signature=f0e8bdb87c964420e857bd35b5d6ed310bd44f0170aba48dd91039c6036bdb41`,
      },
    });
    expect(await check(signedRequest)).toHaveProperty('claim.accessKeyId', example.accessKeyId);
  });

  it('the PUT with a dollar sign in its key verifies', async () => {
    const signedRequest = new Request('https://examplebucket.s3.amazonaws.com/test$file.text', {
      method: 'PUT',
      body: 'Welcome to Amazon S3.',
      headers: {
        date: 'Fri, 24 May 2013 00:00:00 GMT',
        'x-amz-date': '20130524T000000Z',
        'x-amz-storage-class': 'REDUCED_REDUNDANCY',
        'x-amz-content-sha256': '44ce7dd67c959e0d3524ffac1771dfbba87d2b6b4b4e99e42034a8b803f8b072',
        authorization: `AWS4-HMAC-SHA256 Credential=${scope},SignedHeaders=date;host;x-amz-content-sha256;x-amz-date;x-amz-storage-class,Signature=98ad721746da40c64f1a55b78f14c238d841ea1380cd77a1b5971af0ece108bd`,
      },
    });
    expect(await check(signedRequest)).toHaveProperty('claim.accessKeyId', example.accessKeyId);
  });

  it('the presigned GET verifies', async () => {
    const signedRequest = new Request(
      `https://examplebucket.s3.amazonaws.com/test.txt?X-Amz-Algorithm=AWS4-HMAC-SHA256&X-Amz-Credential=${encodeURIComponent(scope)}&X-Amz-Date=20130524T000000Z&X-Amz-Expires=86400&X-Amz-SignedHeaders=host&X-Amz-Signature=aeeed9bbccd4d02ee5c0109b86d86835f995330da4c265957d157751f604d404`,
    );
    expect(await check(signedRequest)).toHaveProperty('claim.form', { name: 'query', expires: 86400 });
  });
});

describe("requests of the SDK's signer", () => {
  const names = fc.array(
    fc
      .string({ unit: 'binary', minLength: 1, maxLength: 8 })
      .filter((name) => name !== '.' && name !== '..' && wellFormed(name)),
    { minLength: 1, maxLength: 4 },
  );
  const texts = fc.string({ unit: 'grapheme', maxLength: 12 }).filter((text) => wellFormed(text));

  /** The SDK's own signer loses a parameter of this name. */
  const queryNames = texts.filter((text) => text !== '__proto__');

  it('any path, query and body verifies, for S3 and for other services', async () => {
    await fc.assert(
      fc.asyncProperty(
        names,
        fc.dictionary(queryNames, texts),
        fc.string(),
        fc.constantFrom('s3', 'dynamodb'),
        async (segments, query, body, service) => {
          const path = `/${segments.map((name) => encodeURIComponent(name).replace(/[!'()*]/g, (char) => `%${char.charCodeAt(0).toString(16).toUpperCase()}`)).join('/')}`;
          const result = await verify(await request({ path, query, body, service }), service);
          expect(result).toMatchObject({ body: utf8(body) });
        },
      ),
      { numRuns: 150 },
    );
  });

  it('a signature with one changed digit is refused', async () => {
    const { url, init } = await signed();
    const authorization = init.headers['authorization'] ?? '';
    const start = authorization.indexOf('Signature=') + 'Signature='.length;
    for (const offset of [0, 31, 63]) {
      const digit = authorization[start + offset] === '0' ? '1' : '0';
      const altered =
        authorization.slice(0, start + offset) + digit + authorization.slice(start + offset + 1);
      expect(
        await kindOf(new Request(url, { ...init, headers: { ...init.headers, authorization: altered } })),
      ).toBe('wrongSignature');
    }
  });
});

describe('a request that was changed after signing', () => {
  it.each([
    [
      'another method',
      (url: string, init: RequestInit) => new Request(url, { ...init, method: 'POST' }),
      'wrongSignature',
    ],
    [
      'another key',
      (url: string, init: RequestInit) => new Request(url.replace('a.txt', 'b.txt'), init),
      'wrongSignature',
    ],
    ['another query', (url: string, init: RequestInit) => new Request(`${url}?acl`, init), 'wrongSignature'],
    [
      'another body',
      (url: string, init: RequestInit) => new Request(url, { ...init, body: 'hellO' }),
      'payloadMismatch',
    ],
    [
      'a longer body',
      (url: string, init: RequestInit) => new Request(url, { ...init, body: 'hello!' }),
      'payloadMismatch',
    ],
    [
      'a `..` in the path',
      (url: string, init: RequestInit) => new Request(url.replace('a.txt', 'x/../b.txt'), init),
      'wrongSignature',
    ],
  ])('a request with %s is refused', async (_, tamper, kind) => {
    const { url, init } = await signed();
    expect(await kindOf(tamper(url, init))).toBe(kind);
  });

  it.each([
    ['a changed signed header', { 'x-amz-meta-kind': 'other' }, 'wrongSignature'],
    ['an added x-amz- header', { 'x-amz-acl': 'public-read' }, 'unsignedHeader'],
    ['another host', { host: 'elsewhere:4599' }, 'wrongSignature'],
    ['another date', { 'x-amz-date': '20261130T120001Z' }, 'wrongSignature'],
    ['an unsigned payload', { 'x-amz-content-sha256': 'UNSIGNED-PAYLOAD' }, 'wrongSignature'],
  ])('a request with %s is refused', async (_, changedHeaders, kind) => {
    const { url, init } = await signed({ headers: { 'x-amz-meta-kind': 'one' } });
    expect(
      await kindOf(
        new Request(url, {
          ...init,
          headers: { ...init.headers, ...changedHeaders } as Record<string, string>,
        }),
      ),
    ).toBe(kind);
  });

  it('a request without one of its signed headers is refused', async () => {
    const { url, init } = await signed({ headers: { 'x-amz-meta-kind': 'one' } });
    const { 'x-amz-meta-kind': _, ...rest } = init.headers;
    expect(await kindOf(new Request(url, { ...init, headers: rest }))).toBe('wrongSignature');
  });
});

describe('a presigned URL', () => {
  const query = (extra: string) =>
    `X-Amz-Algorithm=AWS4-HMAC-SHA256&X-Amz-Credential=AKIDEXAMPLE%2F20261130%2Fus-east-1%2Fs3%2Faws4_request&X-Amz-Date=20261130T120000Z&X-Amz-SignedHeaders=host&X-Amz-Signature=${'0'.repeat(64)}&${extra}`;
  it.each([
    ['X-Amz-Expires=60', 'wrongSignature'],
    ['X-Amz-Expires=60&X-Amz-Expires=604800', 'malformed'],
    ['X-Amz-Expires=60&x-amz-expires=604800', 'malformed'],
    ['X-Amz-Expires=0', 'malformed'],
    ['X-Amz-Expires=1e3', 'malformed'],
    ['X-Amz-Expires=604801', 'malformed'],
    ['', 'malformed'],
  ])('a presigned URL with the query "%s" is %s', async (extra, expectedKind) => {
    expect(await kindOf(new Request(`http://${host}/bucket/a?${query(extra)}`))).toBe(expectedKind);
  });

  it('a presigned URL with an authorization header is refused', async () => {
    const { init } = await signed({ method: 'GET' });
    expect(await kindOf(new Request(`http://${host}/bucket/a?${query('X-Amz-Expires=60')}`, init))).toBe(
      'malformed',
    );
  });
});

describe('scope, time and keys', () => {
  it('region, service, secret, key id and authorization header are checked', async () => {
    expect(await kindOf(await request())).toBe('verified');
    expect(await kindOf(await request({ region: 'eu-west-1' }))).toBe('wrongScope');
    expect(await kindOf(await request({ service: 'sts' }))).toBe('wrongScope');
    expect(await kindOf(await request({ keys: { ...credentials, secretAccessKey: 'guess' } }))).toBe(
      'wrongSignature',
    );
    expect(await kindOf(await request({ keys: { ...credentials, accessKeyId: 'AKIDOTHER' } }))).toBe(
      'unknownKey',
    );
    expect(await kindOf(new Request(`http://${host}/bucket/a`))).toBe('missing');
    expect(
      await kindOf(new Request(`http://${host}/bucket/a`, { headers: { authorization: 'Bearer x' } })),
    ).toBe('malformed');
  });

  it('a clock difference of 15 minutes is accepted, one second more is refused', async () => {
    const quarter = 15 * 60_000;
    for (const [signedAt, kind] of [
      [now - quarter, 'verified'],
      [now + quarter, 'verified'],
      [now - quarter - 1000, 'skewed'],
      [now + quarter + 1000, 'skewed'],
    ] as const)
      expect(await kindOf(await request({ signedAt }))).toBe(kind);
  });

  it('the date of the scope must be the date of the request', async () => {
    const { url, init } = await signed({ signedAt: Date.parse('2026-11-30T23:59:00Z') });
    const headers = { ...init.headers, 'x-amz-date': '20261201T000100Z' };
    expect(
      await kindOf(new Request(url, { ...init, headers }), 's3', Date.parse('2026-12-01T00:00:00Z')),
    ).toBe('wrongScope');
  });

  it('the host header must be signed', async () => {
    const { url, init } = await signed();
    const authorization = init.headers['authorization']?.replace('host;', '') ?? '';
    expect(await kindOf(new Request(url, { ...init, headers: { ...init.headers, authorization } }))).toBe(
      'unsignedHeader',
    );
  });

  it('signed headers that a browser page may not set can be missing', async () => {
    const { url, init } = await signed({ headers: { 'content-length': '5' } });
    const { host: _, 'content-length': __, ...rest } = init.headers;
    expect(await kindOf(new Request(url, { ...init, headers: rest }))).toBe('verified');
  });

  it('a service without x-amz-content-sha256 uses the hash of the body', async () => {
    const { url, init } = await signed({ service: 'sts', path: '/', headers: {} });
    expect(await kindOf(new Request(url, init), 'sts')).toBe('verified');
    expect(await kindOf(new Request(url, { ...init, body: 'hellO' }), 'sts')).not.toBe('verified');
  });

  it('timestamps are parsed strictly', () => {
    expect(readTimestamp('20261130T120000Z')).toBe(now);
    expect(writeTimestamp(now)).toBe('20261130T120000Z');
    for (const text of [
      '20261131T120000Z',
      '2026-11-30T12:00:00Z',
      '20261130T120000',
      '',
      '20261130T250000Z',
    ])
      expect(readTimestamp(text)).toBeNaN();
  });
});

describe('canonical paths', () => {
  it('paths are encoded once for S3 and twice for other services', () => {
    expect(canonicalPath('/a b/%C3%A9/c%2Fd//e', 'once')).toBe('/a%20b/%C3%A9/c%2Fd//e');
    expect(canonicalPath('/a%20b/c%2Fd', 'twice')).toBe('/a%2520b/c%252Fd');
    expect(canonicalPath('/%c0%ae', 'once')).toBeUndefined();
  });
});

describe('aws-chunked bodies', () => {
  const chunked = (chunks: readonly string[], trailer = 'x-amz-checksum-crc32:AAAAAA==\r\n') =>
    utf8(
      [
        ...chunks.map((chunk) => `${utf8(chunk).length.toString(16)}\r\n${chunk}\r\n`),
        `0\r\n${trailer}\r\n`,
      ].join(''),
    );

  it('chunks of any content are joined', () => {
    fc.assert(
      fc.property(fc.array(fc.string({ minLength: 1 }).filter((text) => wellFormed(text))), (chunks) => {
        expect(decodeChunked(chunked(chunks))).toEqual({
          body: utf8(chunks.join('')),
          trailers: { 'x-amz-checksum-crc32': 'AAAAAA==' },
        });
      }),
    );
  });

  it('a truncated body or wrong framing is refused', () => {
    const whole = chunked(['hello', 'world']);
    for (let length = 0; length < 24; length += 1)
      expect(decodeChunked(whole.subarray(0, length))).toBeUndefined();
    for (const text of [
      '5\r\nhell\r\n0\r\n\r\n',
      '-5\r\nhello\r\n0\r\n\r\n',
      'x\r\n',
      '5;a=b\r\nhello\r\n0\r\n\r\n',
      'fffffffff\r\n',
    ])
      expect(decodeChunked(utf8(text))).toBeUndefined();
  });

  it('a body must have the trailer that its headers announce', async () => {
    const send = async (trailer: string, announced: string) => {
      const body = new TextDecoder().decode(chunked(['hello'], trailer));
      const headers = {
        'x-amz-content-sha256': 'STREAMING-UNSIGNED-PAYLOAD-TRAILER',
        'x-amz-trailer': announced,
        'x-amz-decoded-content-length': '5',
      };
      return kindOf(await request({ headers, body }));
    };
    expect(await send('x-amz-checksum-crc32:NhCmhg==\r\n', 'x-amz-checksum-crc32')).toBe('verified');
    expect(await send('', 'x-amz-checksum-crc32')).toBe('malformed');
    expect(await send('x-amz-checksum-crc32:NhCmhg==\r\n', 'x-amz-checksum-sha256')).toBe('malformed');
  });

  it('unsigned and chunked payloads are accepted by S3 only', async () => {
    for (const hash of ['UNSIGNED-PAYLOAD', 'STREAMING-UNSIGNED-PAYLOAD-TRAILER']) {
      const signedRequest = await request({
        service: 'dynamodb',
        path: '/',
        headers: { 'x-amz-content-sha256': hash },
      });
      expect(await kindOf(signedRequest, 'dynamodb')).not.toBe('verified');
    }
    const curved = 'STREAMING-AWS4-ECDSA-P256-SHA256-PAYLOAD';
    const kind = await kindOf(await request({ headers: { 'x-amz-content-sha256': curved } }));
    expect(kind).toBe('unsupported');
    expect(toHex(await sha256(utf8('')))).toMatch(/^e3b0c442/);
  });
});
