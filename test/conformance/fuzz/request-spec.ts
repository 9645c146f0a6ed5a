/** A request before it is sent. Placeholders such as `{{ada.access}}` get their value at run time. */
import * as fc from 'fast-check';
import { hostileText } from './hostile-values.ts';

export type Signer = 'unsigned' | 'ada' | 'guest' | 'root' | 'forger';

export interface RequestSpec {
  service: 'userPool' | 'identityPool' | 's3' | 'dynamodb' | 'sts' | 'local' | 'wellKnown';
  as: Signer;
  method: string;
  /** The path with its query. */
  path: string;
  headers: Readonly<Record<string, string>>;
  body: string;
  /** The changes after signing. */
  alter: readonly Alteration[];
}

type Part = 'body' | 'path' | 'authorization' | 'x-amz-target';

export type Alteration =
  | { kind: 'header'; name: string; value: string | undefined }
  | { kind: 'cut'; part: Part; position: number }
  | { kind: 'flip'; part: Part; position: number }
  | { kind: 'insert'; part: Part; position: number; text: string }
  | { kind: 'method'; method: string };

const position = fc.double({ min: 0, max: 1, noNaN: true });
const part = fc.constantFrom<Part>('body', 'path', 'authorization', 'x-amz-target');

export const methods = fc.constantFrom(
  'GET',
  'PUT',
  'POST',
  'DELETE',
  'HEAD',
  'OPTIONS',
  'PATCH',
  'PROPFIND',
);

const headerNames = [
  'authorization',
  'x-amz-date',
  'date',
  'x-amz-security-token',
  'x-amz-content-sha256',
  'x-amz-target',
  'content-type',
  'content-encoding',
  'content-md5',
  'x-amz-decoded-content-length',
  'x-amz-trailer',
  'x-amz-checksum-crc32',
  'x-amz-checksum-sha256',
  'x-amz-sdk-checksum-algorithm',
  'x-amz-meta-a',
  'x-amz-copy-source',
  'x-http-method-override',
  'x-forwarded-for',
  'x-forwarded-host',
  'origin',
  'range',
  'if-match',
  'if-none-match',
  'if-modified-since',
  'if-unmodified-since',
  'access-control-request-method',
  'access-control-request-headers',
];

const headerValues = fc.oneof(
  fc.constantFrom(
    '',
    'AWS4-HMAC-SHA256',
    'AWS4-HMAC-SHA256 Credential=, SignedHeaders=, Signature=',
    `AWS4-HMAC-SHA256 Credential=__proto__/20261123/us-east-1/s3/aws4_request, SignedHeaders=host, Signature=${'0'.repeat(64)}`,
    'AWS4-ECDSA-P256-SHA256 Credential=a/b/c/d/e',
    'AWS a:b',
    'Bearer {{ada.access}}',
    'Basic YWRhOmFkYQ==',
    '20261123T000000Z',
    '99999999T999999Z',
    'UNSIGNED-PAYLOAD',
    'STREAMING-UNSIGNED-PAYLOAD-TRAILER',
    'STREAMING-AWS4-HMAC-SHA256-PAYLOAD',
    'aws-chunked',
    'AWSCognitoIdentityProviderService.GetUser',
    'AWSCognitoIdentityProviderService.__proto__',
    'AWSCognitoIdentityProviderService.constructor',
    'AWSCognitoIdentityProviderService.',
    'AWSCognitoIdentityService.GetId.GetId',
    'DynamoDB_20120810.Scan',
    'DynamoDB_20120810.toString',
    '__proto__.GetUser',
    '.',
    'application/x-www-form-urlencoded',
    'application/x-amz-json-1.1; charset=utf-16',
    'bytes=0-0,5-9',
    'bytes=-99999999999999999999',
    '*',
    'https://evil.example',
    'null',
    '-1',
    '1e9',
  ),
  hostileText,
);

const alteration: fc.Arbitrary<Alteration> = fc.oneof(
  fc.record({
    kind: fc.constant('header' as const),
    name: fc.constantFrom(...headerNames),
    value: fc.option(headerValues, { nil: undefined }),
  }),
  fc.record({ kind: fc.constant('cut' as const), part, position }),
  fc.record({ kind: fc.constant('flip' as const), part, position }),
  fc.record({ kind: fc.constant('insert' as const), part, position, text: hostileText }),
  fc.record({ kind: fc.constant('method' as const), method: methods }),
);

/** Leaves two of three requests unaltered: their fault is in their content. */
export const alterations: fc.Arbitrary<readonly Alteration[]> = fc.oneof(
  { weight: 2, arbitrary: fc.constant([]) },
  { weight: 1, arbitrary: fc.array(alteration, { minLength: 1, maxLength: 2 }) },
);

/** Returns whether a client can send the header value at all. */
const sendable = (value: string) => /^[\t\x20-\x7e\x80-\xff]*$/.test(value);

const changed = (text: string, alter: Exclude<Alteration, { kind: 'header' | 'method' }>): string => {
  const index = Math.floor(alter.position * text.length);
  if (alter.kind === 'cut') return text.slice(0, index);
  if (alter.kind === 'insert') return text.slice(0, index) + alter.text + text.slice(index);
  const code = text.charCodeAt(index);
  return Number.isNaN(code)
    ? text
    : text.slice(0, index) + String.fromCharCode(code ^ 1) + text.slice(index + 1);
};

export interface Outgoing {
  method: string;
  path: string;
  headers: Headers;
  body: string;
}

/** Returns the request with the alterations applied in order. */
export function applyAlterations(request: Outgoing, alter: readonly Alteration[]): Outgoing {
  const result = { ...request, headers: new Headers(request.headers) };
  const setHeader = (name: string, value: string) => {
    if (sendable(value)) result.headers.set(name, value);
  };
  for (const one of alter) {
    if (one.kind === 'method') result.method = one.method;
    else if (one.kind === 'header') {
      if (one.value === undefined) result.headers.delete(one.name);
      else setHeader(one.name, one.value);
    } else if (one.part === 'body') result.body = changed(result.body, one);
    else if (one.part === 'path') result.path = `/${changed(result.path.slice(1), one)}`;
    else setHeader(one.part, changed(result.headers.get(one.part) ?? '', one));
  }
  return result;
}
