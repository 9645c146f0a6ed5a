/**
 * Verifies the signatures of a streamed body. Each chunk's signature covers the one before it, and the first
 * covers the request's own. So no chunk can be changed, left out or moved.
 * https://docs.aws.amazon.com/AmazonS3/latest/API/sigv4-streaming.html
 * https://docs.aws.amazon.com/AmazonS3/latest/API/sigv4-streaming-trailers.html
 */
import { type Bytes, equalBytes, toHex, utf8 } from '../lib/bytes.ts';
import { sha256, sha256Hex } from '../lib/digest.ts';
import type { Frames } from './aws-chunked.ts';
import { failed, type SignatureFailure } from './failure.ts';
import { type Signing, signLines } from './signature.ts';

export interface ChunkSigning {
  key: Bytes;
  /** The claim of the request: time, scope and the request's own signature. */
  claim: Signing & { signature: string };
}

const trailerSignature = 'x-amz-trailer-signature';

const wrong = (what: string) =>
  failed(
    'wrongSignature',
    `The signature of ${what} does not match what was computed from it and the signature before it. Check your key and signing method.`,
  );

const same = (expected: string, actual: string | undefined) => equalBytes(utf8(expected), utf8(actual ?? ''));

/** Checks every chunk. Returns the frames without the trailers' signature. */
export const checkChunks = async (
  { chunks, trailers }: Frames,
  trailer: 'needed' | 'none',
  { key, claim }: ChunkSigning,
): Promise<{ frames: Frames } | { failure: SignatureFailure }> => {
  const nothing = await sha256Hex('');
  let before = claim.signature;
  for (const [index, { bytes, signature }] of chunks.entries()) {
    const lines = [before, nothing, toHex(await sha256(bytes))];
    const expected = await signLines(key, 'AWS4-HMAC-SHA256-PAYLOAD', claim, lines);
    if (!same(expected, signature)) return wrong(`chunk ${index + 1} of ${chunks.length}`);
    before = expected;
  }
  const { [trailerSignature]: actual, ...rest } = trailers;
  if (trailer === 'none') {
    return actual === undefined
      ? { frames: { chunks, trailers } }
      : failed('malformed', 'A body without announced trailers has a signature of trailers.');
  }
  const canonical = Object.entries(rest).map(([name, value]) => `${name}:${value}\n`);
  const lines = [before, await sha256Hex(canonical.join(''))];
  const expected = await signLines(key, 'AWS4-HMAC-SHA256-TRAILER', claim, lines);
  return same(expected, actual) ? { frames: { chunks, trailers: rest } } : wrong('the trailers');
};
