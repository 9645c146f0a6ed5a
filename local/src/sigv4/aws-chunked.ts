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
  for (let at = from; at + 1 < Math.min(bytes.length, from + longestHead); at += 1) {
    if (bytes[at] === 13 && bytes[at + 1] === 10) return at;
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
    const at = line.indexOf(':');
    const name = line.slice(0, at).trim().toLowerCase();
    if (at < 1 || !name.startsWith('x-amz-')) return undefined;
    trailers[name] = line.slice(at + 1).trim();
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
  let at = 0;
  for (;;) {
    const end = lineEnd(bytes, at);
    const head = end < 0 ? undefined : heads[kind].exec(ascii(bytes.subarray(at, end)));
    if (!head) return undefined;
    const length = Number.parseInt(head[1] ?? '', 16);
    at = end + 2;
    chunks.push({ bytes: bytes.subarray(at, at + length), signature: head[2] });
    if (length === 0) {
      const trailers = readTrailers(bytes.subarray(at));
      return trailers && { chunks, trailers };
    }
    if (bytes[at + length] !== 13 || bytes[at + length + 1] !== 10) return undefined;
    at += length + 2;
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
