/** Reads an S3 client's answer as flat fields, without values that differ between two runs: times, ids, tokens. */
import type { S3Client } from '@aws-sdk/client-s3';

/** Values by path, such as `output.Contents.0.Key`. */
export type Answer = Readonly<Record<string, string | number | boolean>>;

/** Fields whose presence is compared and whose value is not. */
const masked = new Set([
  'LastModified',
  'Date',
  'UploadId',
  'NextContinuationToken',
  'ContinuationToken',
  'Location',
  'Initiated',
]);
/** Fields that are not compared. */
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

/** Stores the client's last raw response. */
export const watchResponses = (client: S3Client): { last: WireResponse | undefined } => {
  const responses: { last: WireResponse | undefined } = { last: undefined };
  client.middlewareStack.add(
    (next) => async (args) => {
      const result = await next(args);
      responses.last = result.response as WireResponse;
      return result;
    },
    { step: 'deserialize', priority: 'low', name: 'watchResponses' },
  );
  return responses;
};

const withBodyText = async (output: object): Promise<object> => {
  const { Body: body } = output as { Body?: { transformToByteArray(): Promise<Uint8Array> } };
  if (!body) return output;
  const bytes = await body.transformToByteArray();
  const bodyText =
    bytes.length > 200 ? `${bytes.length} bytes: ${bytes.slice(0, 3).join()}` : Buffer.from(bytes).toString();
  return { ...output, Body: bodyText };
};

/** Returns one request's answer: the status, whether the body is XML, and the client's output or the error's name. */
export const answerOf = async (
  call: () => Promise<object>,
  responses: { last: WireResponse | undefined },
): Promise<Answer> => {
  responses.last = undefined;
  const answer: Record<string, string | number | boolean> = {};
  try {
    flatten(await withBodyText(await call()), 'output', answer);
  } catch (error) {
    if (!responses.last) throw error; // no response: the test itself is wrong
    answer['error'] = (error as Error).name;
  }
  const { statusCode, headers }: WireResponse = responses.last ?? { statusCode: 0, headers: {} };
  answer['status'] = statusCode;
  if (headers['content-range'] !== undefined) answer['content-range'] = headers['content-range'];
  // compares only whether a body is XML: S3 and fauxqs differ in `text/` and `charset`
  const type = headers['content-type'] ?? '';
  if (statusCode < 300 && type.includes('xml')) answer['xml'] = true;
  return answer;
};

export type Difference = Readonly<Record<string, readonly [local: unknown, fauxqs: unknown]>>;

/** Returns the fields in which two answers differ, `undefined` for a missing field. */
export const compare = (local: Answer, fauxqs: Answer): Difference =>
  Object.fromEntries(
    [...new Set([...Object.keys(local), ...Object.keys(fauxqs)])]
      .filter((field) => local[field] !== fauxqs[field])
      .map((field) => [field, [local[field], fauxqs[field]]]),
  );
