/**
 * Decodes bodies that the AWS SDKs stream as `aws-chunked`.
 * https://docs.aws.amazon.com/AmazonS3/latest/API/sigv4-streaming.html
 * https://docs.aws.amazon.com/AmazonS3/latest/API/sigv4-streaming-trailers.html
 */
import { type Bytes, concat } from '../lib/bytes.ts';

export interface Chunk {
  bytes: Bytes;
  /** 64 hexadecimal digits; undefined for unsigned chunks. */
  signature: string | undefined;
}

export interface Frames {
  /** The last chunk is empty. It is signed like the others. */
  chunks: readonly Chunk[];
  /** Trailing headers by lower-case name, in the order sent. */
  trailers: Readonly<Record<string, string>>;
}

export interface ChunkedBody {
  body: Bytes;
  /** Trailing headers by lower-case name. */
  trailers: Readonly<Record<string, string>>;
}

/** Upper limit for the first line of a chunk, in bytes. */
const longestHead = 128;

const lineEnd = (bytes: Bytes, from: number): number => {
  for (let offset = from; offset + 1 < Math.min(bytes.length, from + longestHead); offset += 1) {
    if (bytes[offset] === 13 && bytes[offset + 1] === 10) return offset;
  }
  return -1;
};

const ascii = (bytes: Bytes) => new TextDecoder('latin1').decode(bytes);

/**
 * Reads the lines of trailing headers. Returns undefined without the empty line at the end, since the body was
 * then cut short.
 */
const readTrailers = (bytes: Bytes): Record<string, string> | undefined => {
  const lines = ascii(bytes).split('\r\n');
  if (lines.pop() !== '' || lines.pop() !== '') return undefined;
  const trailers: Record<string, string> = {};
  for (const line of lines) {
    const colon = line.indexOf(':');
    const name = line.slice(0, colon).trim().toLowerCase();
    if (colon < 1 || !name.startsWith('x-amz-')) return undefined;
    trailers[name] = line.slice(colon + 1).trim();
  }
  return trailers;
};

const heads = {
  unsigned: /^([0-9a-f]{1,8})$/i,
  signed: /^([0-9a-f]{1,8});chunk-signature=([0-9a-f]{64})$/i,
};

/** Splits a body into its chunks. Returns undefined when the framing is broken or cut short. */
export const readFrames = (bytes: Bytes, kind: keyof typeof heads): Frames | undefined => {
  const chunks: Chunk[] = [];
  let offset = 0;
  for (;;) {
    const end = lineEnd(bytes, offset);
    const head = end < 0 ? undefined : heads[kind].exec(ascii(bytes.subarray(offset, end)));
    if (!head) return undefined;
    const length = Number.parseInt(head[1] ?? '', 16);
    offset = end + 2;
    chunks.push({ bytes: bytes.subarray(offset, offset + length), signature: head[2] });
    if (length === 0) {
      const trailers = readTrailers(bytes.subarray(offset));
      return trailers && { chunks, trailers };
    }
    if (bytes[offset + length] !== 13 || bytes[offset + length + 1] !== 10) return undefined;
    offset += length + 2;
  }
};

export const joinChunks = ({ chunks, trailers }: Frames): ChunkedBody => ({
  body: concat(...chunks.map((chunk) => chunk.bytes)),
  trailers,
});

/** Decodes a body without checking chunk signatures. Returns undefined when the framing is broken or cut short. */
export const decodeChunked = (bytes: Bytes): ChunkedBody | undefined => {
  const frames = readFrames(bytes, 'unsigned');
  return frames && joinChunks(frames);
};
