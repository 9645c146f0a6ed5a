/**
 * A second implementation of Signature Version 4, on Node's crypto and independent of the local AWS. It signs the fuzz
 * requests and verifies the signature of every request that succeeded.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv-create-signed-request.html
 */
import { createHash, createHmac } from 'node:crypto';

export interface SigningKeys {
  accessKeyId: string;
  secretAccessKey: string;
  sessionToken?: string;
}

export interface Sent {
  method: string;
  url: string;
  headers: Headers;
  body: Uint8Array;
}

const sha256 = (data: string | Uint8Array) => createHash('sha256').update(data).digest('hex');
const hmac = (key: string | Buffer, data: string) => createHmac('sha256', key).update(data).digest();
const escaped = (text: string) =>
  encodeURIComponent(text).replace(/[!'()*]/g, (char) => `%${char.charCodeAt(0).toString(16).toUpperCase()}`);

/** Throws a URIError for bytes that are not UTF-8. */
const reencoded = (text: string) => escaped(decodeURIComponent(text));

const targetOf = (url: string) => {
  const [, path = '/', query = ''] = /^https?:\/\/[^/?#]*([^?#]*)\??([^#]*)/.exec(url) ?? [];
  return { path: path === '' ? '/' : path, query };
};

const canonicalQuery = (query: string) =>
  query
    .split('&')
    .filter((pair) => pair !== '')
    .map((pair) => {
      const [name = '', ...value] = pair.split('=');
      return [reencoded(name), reencoded(value.join('='))] as const;
    })
    .filter(([name]) => name !== 'X-Amz-Signature')
    .toSorted(([a, x], [b, y]) => (a < b || (a === b && x < y) ? -1 : 1))
    .map(([name, value]) => `${name}=${value}`)
    .join('&');

interface Claim {
  credential: string;
  date: string;
  signedHeaders: string;
  payload: string;
}

const signatureOf = ({ method, url, headers }: Sent, claim: Claim, secret: string): string => {
  const [, day = '', region = '', service = ''] = claim.credential.split('/');
  const { path, query } = targetOf(url);
  const once = path.split('/').map(reencoded).join('/');
  const uri = service === 's3' ? once : once.split('/').map(escaped).join('/');
  const lines = claim.signedHeaders
    .split(';')
    .map((name) => `${name}:${(headers.get(name) ?? '').trim().replace(/ +/g, ' ')}\n`);
  const canonical = [
    method,
    uri,
    canonicalQuery(query),
    lines.join(''),
    claim.signedHeaders,
    claim.payload,
  ].join('\n');
  const scope = `${day}/${region}/${service}/aws4_request`;
  const key = [region, service, 'aws4_request'].reduce(
    (from: Buffer, part) => hmac(from, part),
    hmac(`AWS4${secret}`, day),
  );
  return hmac(key, `AWS4-HMAC-SHA256\n${claim.date}\n${scope}\n${sha256(canonical)}`).toString('hex');
};

const payloadOf = (sent: Sent) => sent.headers.get('x-amz-content-sha256') ?? sha256(sent.body);

const amzDate = (now: number) => `${new Date(now).toISOString().slice(0, 19).replace(/[-:]/g, '')}Z`;

/** Signs the request: adds `Authorization` and its companions to the headers. `Host` is the URL's. */
export function sign(
  sent: Sent,
  keys: SigningKeys,
  service: string,
  now: number,
  region = 'us-east-1',
): void {
  const { headers } = sent;
  headers.set('host', new URL(sent.url).host);
  headers.set('x-amz-date', amzDate(now));
  if (service === 's3') headers.set('x-amz-content-sha256', sha256(sent.body));
  if (keys.sessionToken !== undefined) headers.set('x-amz-security-token', keys.sessionToken);
  const date = amzDate(now);
  const credential = `${keys.accessKeyId}/${date.slice(0, 8)}/${region}/${service}/aws4_request`;
  const signedHeaders = [...headers.keys()].toSorted().join(';');
  const signature = signatureOf(
    sent,
    { credential, date, signedHeaders, payload: payloadOf(sent) },
    keys.secretAccessKey,
  );
  headers.set(
    'authorization',
    `AWS4-HMAC-SHA256 Credential=${credential}, SignedHeaders=${signedHeaders}, Signature=${signature}`,
  );
}

const readClaim = ({ url, headers }: Sent) => {
  const authorization = headers.get('authorization');
  if (authorization !== null) {
    const field = (name: string) => new RegExp(`${name}=([^, ]*)`).exec(authorization)?.[1] ?? '';
    return {
      credential: field('Credential'),
      signedHeaders: field('SignedHeaders'),
      signature: field('Signature'),
      date: headers.get('x-amz-date') ?? '',
      token: headers.get('x-amz-security-token') ?? undefined,
      presigned: false,
    };
  }
  const query = new URL(url).searchParams;
  return {
    credential: query.get('X-Amz-Credential') ?? '',
    signedHeaders: query.get('X-Amz-SignedHeaders') ?? '',
    signature: query.get('X-Amz-Signature') ?? '',
    date: query.get('X-Amz-Date') ?? '',
    token: query.get('X-Amz-Security-Token') ?? undefined,
    presigned: true,
  };
};

/** Returns the keys that signed the request, or undefined if the signature is wrong. */
export function signerOf(sent: Sent, known: readonly SigningKeys[]): SigningKeys | undefined {
  const { credential, signedHeaders, signature, date, token, presigned } = readClaim(sent);
  const keys = known.find(({ accessKeyId }) => accessKeyId === credential.split('/')[0]);
  if (!keys || keys.sessionToken !== token || !signedHeaders.split(';').includes('host')) return undefined;
  const stated = sent.headers.get('x-amz-content-sha256');
  if (!presigned && stated !== null && /^[0-9a-f]{64}$/.test(stated) && stated !== sha256(sent.body))
    return undefined;
  const payload = presigned ? 'UNSIGNED-PAYLOAD' : payloadOf(sent);
  try {
    const right = signatureOf(sent, { credential, signedHeaders, date, payload }, keys.secretAccessKey);
    return right === signature ? keys : undefined;
  } catch {
    return undefined;
  }
}
