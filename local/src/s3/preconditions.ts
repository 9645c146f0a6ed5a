/** Conditional requests. https://www.rfc-editor.org/rfc/rfc9110#section-13.2.2 */
import { s3Error } from './errors.ts';
import type { StoredObject } from './state.ts';

const lists = (header: string, etag: string): boolean =>
  header
    .split(',')
    .map((part) =>
      part
        .trim()
        .replace(/^W\//, '')
        .replace(/^"(.*)"$/, '$1'),
    )
    .some((part) => part === '*' || part === etag);

/** Rounds to seconds, since HTTP dates have no milliseconds. */
const seconds = (time: number) => Math.floor(time / 1000);

const failed = (condition: string) =>
  s3Error('PreconditionFailed', 'At least one of the pre-conditions you specified did not hold', {
    Condition: condition,
  });

/** Checks the conditions of a read. Throws ServiceError PreconditionFailed. */
export const readPreconditions = (headers: Headers, object: StoredObject): 'send' | 'unchanged' => {
  const modified = seconds(object.lastModified);
  const match = headers.get('if-match');
  if (match !== null && !lists(match, object.etag)) throw failed('If-Match');
  const until = Date.parse(headers.get('if-unmodified-since') ?? '');
  if (match === null && modified > seconds(until)) throw failed('If-Unmodified-Since');
  const noneMatch = headers.get('if-none-match');
  if (noneMatch !== null) return lists(noneMatch, object.etag) ? 'unchanged' : 'send';
  return modified <= seconds(Date.parse(headers.get('if-modified-since') ?? '')) ? 'unchanged' : 'send';
};

/** Checks the conditions of a write: `If-None-Match` and `If-Match`. Throws ServiceError. */
export const checkWritePreconditions = (headers: Headers, object: StoredObject | undefined): void => {
  const match = headers.get('if-match');
  if (match !== null && !object) throw s3Error('NoSuchKey', 'The specified key does not exist.');
  if (match !== null && object && !lists(match, object.etag)) throw failed('If-Match');
  const noneMatch = headers.get('if-none-match');
  if (noneMatch !== null && object && lists(noneMatch, object.etag)) throw failed('If-None-Match');
};
