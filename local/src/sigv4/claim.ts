/**
 * Reads the signature of a request from the Authorization header or from the query of a presigned URL.
 * https://docs.aws.amazon.com/AmazonS3/latest/API/sigv4-query-string-auth.html
 */
import { readQuery } from './encoding.ts';
import { failed, type SignatureFailure } from './failure.ts';

export const algorithm = 'AWS4-HMAC-SHA256';

export interface SignatureClaim {
  /** The place of the signature. A presigned URL is valid for `expires` seconds from `time`. */
  form: { name: 'header' } | { name: 'query'; expires: number };
  accessKeyId: string;
  scope: { date: string; region: string; service: string };
  /** Lower-case names, in the order sent. */
  signedHeaders: readonly string[];
  /** 64 hexadecimal digits. */
  signature: string;
  /** `yyyymmddThhmmssZ`, exactly as it was signed. */
  timestamp: string;
  /** Milliseconds since the epoch. */
  time: number;
  sessionToken: string | undefined;
}

export type ClaimReading = { claim: SignatureClaim } | { failure: SignatureFailure };

const sevenDays = 7 * 24 * 3600;

/** Writes milliseconds since the epoch as `yyyymmddThhmmssZ`. */
export const writeTimestamp = (time: number): string =>
  `${new Date(time).toISOString().slice(0, 19).replace(/[-:]/g, '')}Z`;

/**
 * Reads `yyyymmddThhmmssZ` as milliseconds since the epoch. Returns NaN for any other text and for dates that do
 * not exist, such as 30 February.
 */
export const readTimestamp = (text: string): number => {
  const parts = /^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z$/.exec(text)?.slice(1) ?? [];
  const [year = '', month, day, hour, minute, second] = parts;
  const time = Date.parse(`${year}-${month}-${day}T${hour}:${minute}:${second}Z`);
  // `Date.parse` accepts 30 February as 1 or 2 March.
  return !Number.isNaN(time) && writeTimestamp(time) === text ? time : Number.NaN;
};

interface Fields {
  form: SignatureClaim['form'];
  credential: string | undefined;
  signedHeaders: string | undefined;
  signature: string | undefined;
  timestamp: string | undefined;
  sessionToken: string | undefined;
}

const readFields = (fields: Fields): ClaimReading => {
  const { form, credential = '', signedHeaders = '', signature = '', timestamp = '', sessionToken } = fields;
  const [accessKeyId, date, region, service, terminator, ...rest] = credential.split('/');
  if (!accessKeyId || !date || !region || !service || terminator !== 'aws4_request' || rest.length > 0) {
    return failed(
      'malformed',
      'The credential must be <access key id>/<date>/<region>/<service>/aws4_request.',
    );
  }
  if (!/^[0-9a-f]{64}$/.test(signature)) {
    return failed('malformed', 'The signature must be 64 lower-case hexadecimal digits.');
  }
  const names = signedHeaders.split(';');
  if (names.some((name) => !/^[a-z0-9!#$%&'*+.^_`|~-]+$/.test(name))) {
    return failed('malformed', 'SignedHeaders must be lower-case header names with semicolons between them.');
  }
  const time = readTimestamp(timestamp);
  if (Number.isNaN(time)) return failed('malformed', 'X-Amz-Date must be like 20261130T120000Z.');
  const scope = { date, region, service };
  return {
    claim: { form, accessKeyId, scope, signedHeaders: names, signature, timestamp, time, sessionToken },
  };
};

const fromHeader = (authorization: string, headers: Headers): ClaimReading => {
  const [scheme, ...rest] = authorization.trim().split(/\s+/);
  if (scheme !== algorithm) {
    return failed(
      'malformed',
      `The Authorization header must begin with ${algorithm}; nothing else is accepted.`,
    );
  }
  const fields = new Map<string, string>();
  for (const part of rest.join(' ').split(/[, ]+/)) {
    const [name, ...value] = part.split('=');
    if (name) fields.set(name, value.join('='));
  }
  const date = headers.get('date');
  const fallback = date === null ? Number.NaN : Date.parse(date);
  return readFields({
    form: { name: 'header' },
    credential: fields.get('Credential'),
    signedHeaders: fields.get('SignedHeaders'),
    signature: fields.get('Signature'),
    timestamp: headers.get('x-amz-date') ?? (Number.isNaN(fallback) ? undefined : writeTimestamp(fallback)),
    sessionToken: headers.get('x-amz-security-token') ?? undefined,
  });
};

const fromQuery = (pairs: readonly (readonly [string, string])[]): ClaimReading => {
  const names = pairs.map(([name]) => name.toLowerCase()).filter((name) => name.startsWith('x-amz-'));
  if (new Set(names).size < names.length) {
    return failed('malformed', 'A parameter of the presigned URL occurs twice.');
  }
  const get = (name: string) => pairs.find(([other]) => other === name)?.[1];
  if (get('X-Amz-Algorithm') !== algorithm) {
    return failed('malformed', `X-Amz-Algorithm only supports "${algorithm}".`);
  }
  const lifetime = get('X-Amz-Expires') ?? '';
  const expires = /^\d{1,9}$/.test(lifetime) ? Number(lifetime) : 0;
  if (expires < 1 || expires > sevenDays) {
    return failed('malformed', `X-Amz-Expires must be between 1 and ${sevenDays} seconds (one week).`);
  }
  return readFields({
    form: { name: 'query', expires },
    credential: get('X-Amz-Credential'),
    signedHeaders: get('X-Amz-SignedHeaders'),
    signature: get('X-Amz-Signature'),
    timestamp: get('X-Amz-Date'),
    sessionToken: get('X-Amz-Security-Token'),
  });
};

export const readClaim = (query: string, headers: Headers): ClaimReading => {
  const pairs = readQuery(query);
  if (!pairs) return failed('malformed', 'The query string is not percent-encoded UTF-8.');
  const presigned = pairs.some(([name]) => /^x-amz-(algorithm|signature|credential)$/i.test(name));
  const authorization = headers.get('authorization');
  if (authorization !== null && presigned) {
    return failed('malformed', 'A request is signed in its headers or in its query, not in both.');
  }
  if (authorization !== null) return fromHeader(authorization, headers);
  return presigned ? fromQuery(pairs) : failed('missing', 'The request is not signed.');
};
