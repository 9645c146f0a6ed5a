/**
 * Holds the body to the hash that was signed with it.
 * https://docs.aws.amazon.com/AmazonS3/latest/API/sig-v4-header-based-auth.html
 */
import { type Bytes, toHex } from '../lib/bytes.ts';
import { sha256 } from '../lib/digest.ts';
import { type ChunkedBody, decodeChunked } from './aws-chunked.ts';
import { failed, type SignatureFailure } from './failure.ts';

export const unsignedPayload = 'UNSIGNED-PAYLOAD';
export const unsignedTrailer = 'STREAMING-UNSIGNED-PAYLOAD-TRAILER';

export type PayloadReading = ChunkedBody | { failure: SignatureFailure };

/** The hash that the request names for its body: S3 must name one, the others may. */
export const namedHash = (
  headers: Headers,
  query: readonly (readonly [string, string])[],
  form: 'header' | 'query',
): string | undefined =>
  headers.get('x-amz-content-sha256') ??
  query.find(([name]) => name === 'X-Amz-Content-Sha256')?.[1] ??
  (form === 'query' ? unsignedPayload : undefined);

const readTrailed = (bytes: Bytes, headers: Headers): PayloadReading => {
  const decoded = decodeChunked(bytes);
  if (!decoded) return failed('malformed', 'The aws-chunked body is broken or was cut short.');
  const length = headers.get('x-amz-decoded-content-length');
  if (length !== null && length !== String(decoded.body.length)) {
    return failed(
      'malformed',
      'You did not provide the number of bytes specified by x-amz-decoded-content-length.',
    );
  }
  const declared = (headers.get('x-amz-trailer') ?? '')
    .toLowerCase()
    .split(/\s*,\s*/)
    .filter(Boolean);
  if (declared.some((name) => !(name in decoded.trailers)) || declared.length === 0) {
    return failed('malformed', 'The trailer that x-amz-trailer announces is missing.');
  }
  return decoded;
};

/** The body as the service sees it, its framing taken off. */
export const readPayload = async (
  bytes: Bytes,
  hash: string,
  headers: Headers,
  service: string,
): Promise<PayloadReading> => {
  if (/^[0-9a-f]{64}$/.test(hash)) {
    return toHex(await sha256(bytes)) === hash
      ? { body: bytes, trailers: {} }
      : failed(
          'payloadMismatch',
          "The provided 'x-amz-content-sha256' header does not match what was computed.",
        );
  }
  if (service === 's3' && hash === unsignedPayload) return { body: bytes, trailers: {} };
  if (service === 's3' && hash === unsignedTrailer) return readTrailed(bytes, headers);
  return hash.startsWith('STREAMING-')
    ? failed(
        'unsupported',
        `The local S3 reads no ${hash} bodies; send ${unsignedTrailer}, or the body's hash.`,
      )
    : failed(
        'malformed',
        'x-amz-content-sha256 must be UNSIGNED-PAYLOAD, a streaming kind, or a SHA-256 in hexadecimal.',
      );
};
