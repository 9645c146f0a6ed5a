/** Streamed bodies with signed chunks: AWS's published examples verify, and any change of them is refused. */
import { describe, expect, it } from 'vitest';
import { hmacSha256, sha256Hex } from '../../../local/src/lib/digest.ts';
import { toHex, utf8 } from '../../../local/src/lib/bytes.ts';
import { verifySignature } from '../../../local/src/sigv4/verify.ts';

const secret = 'wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY';
const scope = '20130524/us-east-1/s3/aws4_request';
const time = '20130524T000000Z';
const decoder = new TextDecoder();

const verify = async (request: Request) => {
  const result = await verifySignature(request, {
    service: 's3',
    region: 'us-east-1',
    now: Date.parse('2013-05-24T00:00:00Z'),
    secretOf: (id) => (id === 'AKIAIOSFODNN7EXAMPLE' ? secret : undefined),
  });
  return 'failure' in result
    ? result.failure
    : {
        kind: 'verified' as const,
        message: '',
        trailers: result.trailers,
        // Replaces a body of `a` only by its length, so that a failure does not print it.
        body: decoder.decode(result.body).replace(/^(a+)$/, (all) => `${all.length} a`),
      };
};

/** The object of the documentation: 65 KiB of `a`, in chunks of 64 KiB and 1 KiB. */
const exampleRequest = (
  kind: string,
  signedHeaders: string,
  seed: string,
  signatures: readonly [string, string, string],
  end: string,
  headers: Record<string, string> = {},
) => {
  const [first, second, last] = signatures;
  const body = `10000;chunk-signature=${first}\r\n${'a'.repeat(65_536)}\r\n400;chunk-signature=${second}\r\n${'a'.repeat(1024)}\r\n0;chunk-signature=${last}\r\n${end}`;
  return (change = (text: string) => text) =>
    new Request('https://s3.amazonaws.com/examplebucket/chunkObject.txt', {
      method: 'PUT',
      body: change(body),
      headers: {
        'content-encoding': 'aws-chunked',
        'x-amz-date': time,
        'x-amz-storage-class': 'REDUCED_REDUNDANCY',
        'x-amz-decoded-content-length': '66560',
        'x-amz-content-sha256': kind,
        authorization: `AWS4-HMAC-SHA256 Credential=AKIAIOSFODNN7EXAMPLE/${scope},SignedHeaders=${signedHeaders},Signature=${seed}`,
        ...headers,
      },
    });
};

const withoutTrailers = exampleRequest(
  'STREAMING-AWS4-HMAC-SHA256-PAYLOAD',
  'content-encoding;content-length;host;x-amz-content-sha256;x-amz-date;x-amz-decoded-content-length;x-amz-storage-class',
  '4f232c4386841ef735655705268965c44a0e4690baa4adea153f7db9fa80a0a9',
  [
    'ad80c730a21e5b8d04586a2213dd63b9a0e99e0e2307b0ade35a65485a288648',
    '0055627c9e194cb4542bae2aa5492e3c1575bbb81b612b7d234b86a503ef5497',
    'b6c6ea8a5354eaf15b3cb7646744f4275b71ea724fed81ceb9323e279d449df9',
  ],
  '\r\n',
);
const withTrailers = exampleRequest(
  'STREAMING-AWS4-HMAC-SHA256-PAYLOAD-TRAILER',
  'content-encoding;host;x-amz-content-sha256;x-amz-date;x-amz-decoded-content-length;x-amz-storage-class;x-amz-trailer',
  '106e2a8a18243abcf37539882f36619c00e2dfc72633413f02d3b74544bfeb8e',
  [
    'b474d8862b1487a5145d686f57f013e54db672cee1c953b3010fb58501ef5aa2',
    '1c1344b170168f8e65b41376b44b20fe354e373826ccbbe2c1d40a8cae51e5c7',
    '2ca2aba2005185cf7159c6277faf83795951dd77a3a99e6e65d5c9f85863f992',
  ],
  'x-amz-checksum-crc32c:sOO8/Q==\r\nx-amz-trailer-signature:d81f82fc3505edab99d459891051a732e8730629a2e4a59689829ca17fe2e435\r\n\r\n',
  { 'x-amz-trailer': 'x-amz-checksum-crc32c' },
);

describe("AWS's published examples of signed chunks", () => {
  it('the example without trailers verifies', async () => {
    expect(await verify(withoutTrailers())).toMatchObject({
      kind: 'verified',
      body: '66560 a',
      trailers: {},
    });
  });

  it('the example with trailers verifies, and its trailer signature is not returned as a trailer', async () => {
    const result = await verify(withTrailers());
    expect(result.message).toBe('');
    expect(result).toMatchObject({
      kind: 'verified',
      body: '66560 a',
      trailers: { 'x-amz-checksum-crc32c': 'sOO8/Q==' },
    });
  });

  it.each<[string, (text: string) => string, string]>([
    ['a byte of a chunk', (text) => text.replace('aaaa', 'aaba'), 'wrongSignature'],
    ['a chunk’s signature', (text) => text.replace('=b474', '=b475'), 'wrongSignature'],
    ['the last chunk’s signature', (text) => text.replace('=2ca2', '=2ca3'), 'wrongSignature'],
    ['a trailer', (text) => text.replace('sOO8', 'sOO9'), 'wrongSignature'],
    ['the trailers’ signature', (text) => text.replace(':d81f', ':d81e'), 'wrongSignature'],
    [
      'the trailers’ signature left out',
      (text) => text.replace(/x-amz-trailer-signature[^\r]*\r\n/, ''),
      'wrongSignature',
    ],
    ['a chunk left out', (text) => text.replace(/400;[^]*?\r\n[^]*?\r\n/, ''), 'wrongSignature'],
    ['the last chunk left out', (text) => text.replace(/0;chunk-signature=2ca2[^]*$/, ''), 'malformed'],
    ['signatures left out', (text) => text.replaceAll(/;chunk-signature=[0-9a-f]+/g, ''), 'malformed'],
    ['cut short in a chunk', (text) => text.slice(0, 40_000), 'malformed'],
    ['cut short in the trailers', (text) => text.slice(0, -4), 'malformed'],
    [
      'a trailer that was not announced',
      (text) => text.replace('x-amz-trailer-s', 'x-amz-meta-a:b\r\nx-amz-trailer-s'),
      'wrongSignature',
    ],
  ])('the example is refused with a change: %s', async (_, change, kind) => {
    const tampered = withTrailers(change);
    expect((await tampered.clone().text()) === (await withTrailers().text())).toBe(false);
    expect(await verify(tampered)).toMatchObject({ kind });
  });

  it('a failure names the chunk', async () => {
    const { message } = (await verify(withTrailers((text) => text.replace('=1c13', '=1c14')))) as {
      message: string;
    };
    expect(message).toContain('chunk 2 of 3');
  });
});

/** Signs a streamed PUT by the rules of the documentation. */
const signed = async (chunks: readonly string[], options: { length?: string; trailer?: string } = {}) => {
  const hex = async (key: Uint8Array<ArrayBuffer>, text: string) => toHex(await hmacSha256(key, utf8(text)));
  let key = utf8(`AWS4${secret}`);
  for (const part of scope.split('/')) key = await hmacSha256(key, utf8(part));
  const headers: Record<string, string> = {
    host: 's3.amazonaws.com',
    'x-amz-content-sha256': 'STREAMING-AWS4-HMAC-SHA256-PAYLOAD',
    'x-amz-date': time,
    ...(options.length !== undefined && { 'x-amz-decoded-content-length': options.length }),
    ...(options.trailer !== undefined && { 'x-amz-trailer': options.trailer }),
  };
  const names = Object.keys(headers).toSorted();
  const canonical = `PUT\n/b/k\n\n${names.map((name) => `${name}:${headers[name]}\n`).join('')}\n${names.join(';')}\n${headers['x-amz-content-sha256']}`;
  let previousSignature = await hex(
    key,
    `AWS4-HMAC-SHA256\n${time}\n${scope}\n${await sha256Hex(canonical)}`,
  );
  headers['authorization'] =
    `AWS4-HMAC-SHA256 Credential=AKIAIOSFODNN7EXAMPLE/${scope},SignedHeaders=${names.join(';')},Signature=${previousSignature}`;
  let body = '';
  for (const chunk of [...chunks, '']) {
    const lines = [time, scope, previousSignature, await sha256Hex(''), await sha256Hex(chunk)].join('\n');
    previousSignature = await hex(key, `AWS4-HMAC-SHA256-PAYLOAD\n${lines}`);
    body += `${utf8(chunk).length.toString(16)};chunk-signature=${previousSignature}\r\n${chunk}\r\n`;
  }
  return (change = (text: string) => text) =>
    new Request('https://s3.amazonaws.com/b/k', { method: 'PUT', headers, body: change(body) });
};

describe('signed chunks', () => {
  it('chunks of any number and content are joined', async () => {
    for (const chunks of [[], ['x'], ['håndbok', '\r\n0;', '\0']])
      expect(await verify((await signed(chunks))())).toMatchObject({
        kind: 'verified',
        body: chunks.join(''),
      });
  });

  it('chunks in another order and repeated chunks are refused', async () => {
    const request = await signed(['aa', 'bb']);
    expect(
      await verify(request((text) => text.replace(/(2;[^]*?aa\r\n)(2;[^]*?bb\r\n)/, '$2$1'))),
    ).toMatchObject({ kind: 'wrongSignature' });
    expect(await verify(request((text) => text.replace(/(2;[^]*?aa\r\n)/, '$1$1')))).toMatchObject({
      kind: 'wrongSignature',
    });
  });

  it('the body must have the announced length and the announced trailers', async () => {
    expect(await verify((await signed(['abc'], { length: '3' }))())).toMatchObject({ kind: 'verified' });
    expect(await verify((await signed(['abc'], { length: '4' }))())).toMatchObject({ kind: 'malformed' });
    expect(await verify((await signed(['abc'], { trailer: 'x-amz-checksum-crc32' }))())).toMatchObject({
      kind: 'malformed',
    });
  });
});
