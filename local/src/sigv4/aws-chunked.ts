/**
 * Takes a body apart that was sent as `aws-chunked` with a trailer, as the AWS SDK sends streams.
 * https://docs.aws.amazon.com/AmazonS3/latest/API/sigv4-streaming-trailers.html
 */
import { type Bytes, concat } from '../lib/bytes.ts';

export interface ChunkedBody {
  body: Bytes;
  /** Trailing headers by lower-case name. */
  trailers: Readonly<Record<string, string>>;
}

const lineEnd = (bytes: Bytes, from: number): number => {
  for (let at = from; at + 1 < bytes.length; at += 1) {
    if (bytes[at] === 13 && bytes[at + 1] === 10) return at;
  }
  return -1;
};

const ascii = (bytes: Bytes) => new TextDecoder('latin1').decode(bytes);

/** Lines of trailing headers, and an empty one behind them: without it the body was cut short. */
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

/** undefined when the framing is broken or cut short. */
export const decodeChunked = (bytes: Bytes): ChunkedBody | undefined => {
  const chunks: Bytes[] = [];
  let at = 0;
  for (;;) {
    const end = lineEnd(bytes, at);
    const size = end < 0 ? '' : ascii(bytes.subarray(at, end));
    if (!/^[0-9a-f]{1,8}$/i.test(size)) return undefined;
    const length = Number.parseInt(size, 16);
    at = end + 2;
    if (length === 0) {
      const trailers = readTrailers(bytes.subarray(at));
      return trailers && { body: concat(...chunks), trailers };
    }
    if (bytes[at + length] !== 13 || bytes[at + length + 1] !== 10) return undefined;
    chunks.push(bytes.subarray(at, at + length));
    at += length + 2;
  }
};
