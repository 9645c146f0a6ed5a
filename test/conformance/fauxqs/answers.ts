/** What an S3 client sees of an answer, without what may differ between two runs: times, ids and tokens. */
import type { S3Client } from '@aws-sdk/client-s3';

/** Field by field, `output.Contents.0.Key` and its like. */
export type Answer = Readonly<Record<string, string | number | boolean>>;

/** Present in both or in neither, but never the same twice. */
const masked = new Set([
  'LastModified',
  'Date',
  'UploadId',
  'NextContinuationToken',
  'ContinuationToken',
  'Location',
  'Initiated',
]);
const dropped = new Set(['$metadata', '$response', '$fault', '$service', 'RequestId', 'HostId', 'stack']);

const flatten = (value: unknown, path: string, into: Record<string, string | number | boolean>): void => {
  const name = path.slice(path.lastIndexOf('.') + 1);
  if (value === undefined || value === null || dropped.has(name)) return;
  if (masked.has(name)) into[path] = '<masked>';
  else if (value instanceof Date) into[path] = value.toUTCString();
  else if (value instanceof Uint8Array) into[path] = Buffer.from(value).toString('hex');
  else if (typeof value === 'object') {
    for (const [key, inner] of Object.entries(value)) flatten(inner, `${path}.${key}`, into);
    if (Array.isArray(value)) into[`${path}.length`] = value.length;
  } else into[path] = value as string | number | boolean;
};

interface WireResponse {
  statusCode: number;
  headers: Record<string, string>;
}

/** Keeps each raw answer of a client beside what the client makes of it. */
export const watchAnswers = (client: S3Client): { last: WireResponse | undefined } => {
  const seen: { last: WireResponse | undefined } = { last: undefined };
  client.middlewareStack.add(
    (next) => async (args) => {
      const result = await next(args);
      seen.last = result.response as WireResponse;
      return result;
    },
    { step: 'deserialize', priority: 'low', name: 'watchAnswers' },
  );
  return seen;
};

const text = async (output: object): Promise<object> => {
  const { Body: body } = output as { Body?: { transformToByteArray(): Promise<Uint8Array> } };
  if (!body) return output;
  const bytes = await body.transformToByteArray();
  const shown =
    bytes.length > 200 ? `${bytes.length} bytes: ${bytes.slice(0, 3).join()}` : Buffer.from(bytes).toString();
  return { ...output, Body: shown };
};

/** One request's answer: status, the type of its body, and every field that the client read, or the error's name. */
export const answerOf = async (
  call: () => Promise<object>,
  seen: { last: WireResponse | undefined },
): Promise<Answer> => {
  seen.last = undefined;
  const answer: Record<string, string | number | boolean> = {};
  try {
    flatten(await text(await call()), 'output', answer);
  } catch (error) {
    if (!seen.last) throw error; // never reached a server: the test itself is wrong
    answer['error'] = (error as Error).name;
  }
  const { statusCode, headers }: WireResponse = seen.last ?? { statusCode: 0, headers: {} };
  answer['status'] = statusCode;
  if (headers['content-range'] !== undefined) answer['content-range'] = headers['content-range'];
  // a body's type matters where there is one; S3's and fauxqs's XML differ in `text/` and `charset` at most
  const type = headers['content-type'] ?? '';
  if (statusCode < 300 && type.includes('xml')) answer['xml'] = true;
  return answer;
};

export type Difference = Readonly<Record<string, readonly [ours: unknown, theirs: unknown]>>;

/** Fields in which two answers differ; `undefined` where one has no such field. */
export const compare = (ours: Answer, theirs: Answer): Difference =>
  Object.fromEntries(
    [...new Set([...Object.keys(ours), ...Object.keys(theirs)])]
      .filter((field) => ours[field] !== theirs[field])
      .map((field) => [field, [ours[field], theirs[field]]]),
  );
