/** Byte ranges, one per request. https://www.rfc-editor.org/rfc/rfc9110#section-14 */
import { s3Error } from './errors.ts';

export interface ByteRange {
  first: number;
  /** Index of the last byte, inclusive. */
  last: number;
}

/**
 * Reads a Range header. Returns undefined, for the whole object, without a header or when it is not a single byte
 * range. Throws ServiceError InvalidRange.
 */
export const readRange = (header: string | null, size: number): ByteRange | undefined => {
  const [whole, from = '', to = ''] = /^bytes=(\d*)-(\d*)$/.exec(header?.replaceAll(' ', '') ?? '') ?? [];
  if (whole === undefined || (from === '' && to === '')) return undefined;
  if (from !== '' && to !== '' && Number(to) < Number(from)) return undefined;
  const first = from === '' ? Math.max(size - Number(to), 0) : Number(from);
  const last = from === '' || to === '' ? size - 1 : Math.min(Number(to), size - 1);
  if (first >= size) {
    throw s3Error(
      'InvalidRange',
      'The requested range is not satisfiable',
      { RangeRequested: header ?? '', ActualObjectSize: size },
      { 'content-range': `bytes */${size}` },
    );
  }
  return { first, last };
};
