/**
 * Checks the body against the hash that was signed with it.
 * https://docs.aws.amazon.com/AmazonS3/latest/API/sig-v4-header-based-auth.html
 */
import { type Bytes, toHex } from '../lib/bytes.ts';
import { sha256 } from '../lib/digest.ts';
import { getOwn } from '../lib/own.ts';
import { type ChunkedBody, joinChunks, readFrames } from './aws-chunked.ts';
import { checkChunks, type ChunkSigning } from './chunk-signatures.ts';
import { failed, type SignatureFailure } from './failure.ts';

export const unsignedPayload = 'UNSIGNED-PAYLOAD';
export const unsignedTrailer = 'STREAMING-UNSIGNED-PAYLOAD-TRAILER';

/** The framing of each kind of streamed body. */
const streamed: Readonly<Record<string, { chunks: 'signed' | 'unsigned'; trailer: 'needed' | 'none' }>> = {
  [unsignedTrailer]: { chunks: 'unsigned', trailer: 'needed' },
  'STREAMING-AWS4-HMAC-SHA256-PAYLOAD': { chunks: 'signed', trailer: 'none' },
  'STREAMING-AWS4-HMAC-SHA256-PAYLOAD-TRAILER': { chunks: 'signed', trailer: 'needed' },
};

export type PayloadReading = ChunkedBody | { failure: SignatureFailure };

/** Returns the hash that the request names for its body. S3 requires one, other services do not. */
export const namedHash = (
  headers: Headers,
  query: readonly (readonly [string, string])[],
  form: 'header' | 'query',
): string | undefined =>
  headers.get('x-amz-content-sha256') ??
  query.find(([name]) => name === 'X-Amz-Content-Sha256')?.[1] ??
  (form === 'query' ? unsignedPayload : undefined);

const readStreamed = async (
  bytes: Bytes,
  headers: Headers,
  { chunks, trailer }: { chunks: 'signed' | 'unsigned'; trailer: 'needed' | 'none' },
  signing: ChunkSigning,
): Promise<PayloadReading> => {
  const frames = readFrames(bytes, chunks);
  if (!frames) return failed('malformed', 'The aws-chunked body is broken or was cut short.');
  const checked = chunks === 'signed' ? await checkChunks(frames, trailer, signing) : { frames };
  if ('failure' in checked) return checked;
  const decoded = joinChunks(checked.frames);
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
  if (declared.some((name) => !(name in decoded.trailers))) {
    return failed('malformed', 'The trailer that x-amz-trailer announces is missing.');
  }
  const sent = Object.keys(decoded.trailers);
  if ((trailer === 'needed') !== declared.length > 0 || sent.some((name) => !declared.includes(name))) {
    return failed('malformed', 'The trailers that came are not those that x-amz-trailer announces.');
  }
  return decoded;
};

/** Verifies the body and removes its framing. */
export const readPayload = async (
  bytes: Bytes,
  hash: string,
  headers: Headers,
  service: string,
  signing: ChunkSigning,
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
  const stream = service === 's3' ? getOwn(streamed, hash) : undefined;
  if (stream) return readStreamed(bytes, headers, stream, signing);
  return hash.startsWith('STREAMING-')
    ? failed(
        'unsupported',
        `${hash} bodies are not read here; S3 takes ${Object.keys(streamed).join(', ')}, or the body's hash.`,
      )
    : failed(
        'malformed',
        'x-amz-content-sha256 must be UNSIGNED-PAYLOAD, a streaming kind, or a SHA-256 in hexadecimal.',
      );
};
