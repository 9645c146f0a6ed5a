/**
 * The known differences between the local S3 and fauxqs, by step name, with the AWS page that says which is right.
 * The test fails for a difference that is not listed, and for a listed one that no longer exists.
 */
import { createHash } from 'node:crypto';
import type { Answer } from './answers.ts';

export interface KnownDifference {
  local: Answer;
  fauxqs: Answer;
  /** AWS's rule in short, and its page. */
  aws: string;
}

const api = (page: string) => `https://docs.aws.amazon.com/AmazonS3/latest/API/${page}.html`;
const guide = (page: string) => `https://docs.aws.amazon.com/AmazonS3/latest/userguide/${page}.html`;
const rfc9110 = (section: string) => `https://www.rfc-editor.org/rfc/rfc9110#section-${section}`;

/** Fields that only the local S3 sends, in every answer. Each must match AWS's documentation. */
export const onlyLocalFields: readonly { field: RegExp; local: RegExp; aws: string }[] = [
  {
    field: /^output\.ChecksumCRC32$/,
    local: /^[A-Za-z0-9+/]{6}==(-\d+)?$/,
    aws: `The checksum that was sent with the object comes back: ${guide('checking-object-integrity-upload')}`,
  },
  {
    field: /^output\.ChecksumType$/,
    local: /^(FULL_OBJECT|COMPOSITE)$/,
    aws: `x-amz-checksum-type in the response syntax: ${api('API_PutObject')}`,
  },
  {
    field: /^output\.AcceptRanges$/,
    local: /^bytes$/,
    aws: `accept-ranges in the response syntax: ${api('API_GetObject')}`,
  },
];

const ok = { status: 200 };
const unchanged = { status: 304 };
const failed = { status: 412, error: 'PreconditionFailed' };
const malformed = { status: 400, error: 'MalformedXML' };
const unsatisfiable = { status: 416, error: 'InvalidRange', 'content-range': 'bytes */14' };

const heads = `HEAD takes the same conditions and ranges as GET: ${api('API_HeadObject')}`;
const writes = `Conditional writes: 412 where the condition fails, 404 where If-Match finds no object: ${guide('conditional-writes')}`;
const ignored = `A range that is not valid, or of another unit, is ignored: ${rfc9110('14.2')}, which ${api('API_GetObject')} follows`;

/** Returns the fields of a listing with one key for each letter, in this order. */
const listingOf = (names: string): Answer => {
  const fields = names.split('').map((name, index) => {
    const etag = createHash('md5').update(name).digest('hex');
    return {
      [`output.Contents.${index}.Key`]: `compare/order/${name}`,
      [`output.Contents.${index}.ETag`]: `"${etag}"`,
      [`output.Contents.${index}.Size`]: Buffer.byteLength(name),
    };
  });
  return Object.assign({}, ...fields) as Answer;
};

export const differences: Readonly<Record<string, KnownDifference>> = {
  'gets the stored headers': {
    local: {
      'output.CacheControl': 'max-age=60',
      'output.ContentDisposition': 'attachment; filename="a.txt"',
      'output.ContentEncoding': 'identity',
      'output.ContentLanguage': 'nb',
    },
    fauxqs: {},
    aws: `System-defined metadata comes back with the object: ${guide('UsingMetadata')}`,
  },
  'gets with other headers': {
    local: { 'output.ContentType': 'text/html', 'output.CacheControl': 'no-cache' },
    fauxqs: { 'output.ContentType': 'text/plain; charset=utf-8' },
    aws: `response-content-type and its like override the stored headers: ${api('API_GetObject')}`,
  },
  'refuses a wrong MD5': {
    local: { status: 400, error: 'BadDigest' },
    fauxqs: ok,
    aws: `BadDigest: ${api('ErrorResponses')}`,
  },
  'refuses a wrong checksum': {
    local: { status: 400, error: 'BadDigest' },
    fauxqs: ok,
    aws: `BadDigest: ${api('ErrorResponses')}`,
  },
  'has stored neither refused object': {
    local: { status: 404, error: 'NotFound' },
    fauxqs: ok,
    aws: `What was refused is not stored: ${guide('checking-object-integrity-upload')}`,
  },
  'copies an object': {
    local: { status: 501, error: 'NotImplemented' },
    fauxqs: ok,
    aws: `AWS copies (${api('API_CopyObject')}): not in our subset, and refused by name`,
  },

  'ranges: a suffix longer than the object': {
    local: { status: 206, 'content-range': 'bytes 0-13/14', 'output.Body': 'Hello, harbour' },
    fauxqs: unsatisfiable,
    aws: `A suffix longer than the object means all of it: ${rfc9110('14.1.2')}`,
  },
  'ranges: backwards': { local: ok, fauxqs: unsatisfiable, aws: ignored },
  'ranges: another unit': { local: ok, fauxqs: unsatisfiable, aws: ignored },
  'ranges: in a head': {
    local: { status: 206, 'content-range': 'bytes 0-4/14', 'output.ContentLength': 5 },
    fauxqs: { status: 200, 'output.ContentLength': 14 },
    aws: heads,
  },

  'if-match: any': { local: ok, fauxqs: failed, aws: `* matches whatever is there: ${rfc9110('13.1.1')}` },
  'if-match: one of two': { local: ok, fauxqs: failed, aws: `A list of entity tags: ${rfc9110('13.1.1')}` },
  'if-match: in a head': { local: { status: 412 }, fauxqs: ok, aws: heads },
  'if-none-match: any': {
    local: unchanged,
    fauxqs: ok,
    aws: `* matches whatever is there: ${rfc9110('13.1.2')}`,
  },
  'if-none-match: in a head': { local: unchanged, fauxqs: ok, aws: heads },
  'if-modified-since: its own date': {
    local: unchanged,
    fauxqs: ok,
    aws: `HTTP dates have whole seconds, and the object's own date is not later than itself: ${rfc9110('13.1.3')}`,
  },
  'if-match goes before if-unmodified-since': {
    local: ok,
    fauxqs: failed,
    aws: `If-Match true and If-Unmodified-Since false: 200 and the data: ${api('API_GetObject')}`,
  },
  'if-none-match goes before if-modified-since': {
    local: ok,
    fauxqs: unchanged,
    aws: `If-Modified-Since is not looked at beside If-None-Match: ${rfc9110('13.1.3')}`,
  },
  'puts with if-none-match: any, over an object': { local: failed, fauxqs: ok, aws: writes },
  'puts with if-match: another, over an object': { local: failed, fauxqs: ok, aws: writes },
  'puts with if-match, under a key that does not exist': {
    local: { status: 404, error: 'NoSuchKey' },
    fauxqs: ok,
    aws: writes,
  },

  'lists zero keys': {
    local: { 'output.IsTruncated': false },
    fauxqs: { 'output.IsTruncated': true },
    aws: `IsTruncated comes with a NextContinuationToken, which a page of none cannot have: ${api('API_ListObjectsV2')}`,
  },
  'lists the level’s second page': {
    local: {
      'output.KeyCount': 3,
      'output.CommonPrefixes.length': 2,
      'output.CommonPrefixes.0.Prefix': 'compare/list/e/',
      'output.CommonPrefixes.1.Prefix': 'compare/list/g/',
    },
    fauxqs: {
      'output.KeyCount': 4,
      'output.CommonPrefixes.length': 3,
      'output.CommonPrefixes.0.Prefix': 'compare/list/d/',
      'output.CommonPrefixes.1.Prefix': 'compare/list/e/',
      'output.CommonPrefixes.2.Prefix': 'compare/list/g/',
    },
    aws: `The next page goes on where the last ended, common prefixes included: ${api('API_ListObjectsV2')}`,
  },
  'lists with escaped names': {
    local: {
      'output.EncodingType': 'url',
      'output.Prefix': 'compare/%C3%A4%20b',
      'output.Contents.0.Key': 'compare/%C3%A4%20b%2Bc%26d%3De%27f%28g%29%21~%2A%2541%252F.txt',
    },
    fauxqs: {
      'output.Prefix': 'compare/ä b',
      'output.Contents.0.Key': "compare/ä b+c&d=e'f(g)!~*%41%2F.txt",
    },
    aws: `EncodingType is answered, and names are encoded: ${api('API_ListObjectsV2')}`,
  },
  'lists names by their bytes': {
    local: listingOf('AB_abzé'),
    fauxqs: listingOf('_aAbBéz'),
    aws: `Keys are listed in UTF-8 binary order: ${guide('ListingKeysUsingAPIs')}`,
  },

  'deletes quietly': {
    local: {},
    fauxqs: { 'output.Deleted.length': 1, 'output.Deleted.0.Key': 'compare/list/b' },
    aws: `Quiet mode answers with errors only: ${api('API_DeleteObjects')}`,
  },
  'deletes an empty list': {
    local: malformed,
    fauxqs: ok,
    aws: `Delete has at least one Object: MalformedXML, ${api('ErrorResponses')}`,
  },

  'lists the parts': {
    local: {
      ...ok,
      'output.Parts.length': 3,
      'output.NextPartNumberMarker': '7',
      'output.IsTruncated': false,
    },
    fauxqs: { status: 404, error: 'NoSuchKey' },
    aws: `fauxqs has no ListParts: ${api('API_ListParts')}`,
  },
  'refuses a part under another key': {
    local: { status: 404, error: 'NoSuchUpload' },
    fauxqs: ok,
    aws: `An upload is of one key: ${api('API_UploadPart')}`,
  },
  'refuses part 0': {
    local: { status: 400, error: 'InvalidArgument' },
    fauxqs: ok,
    aws: `Part numbers are 1 to 10,000: ${api('API_UploadPart')}`,
  },
  'refuses part 10,001': {
    local: { status: 400, error: 'InvalidArgument' },
    fauxqs: ok,
    aws: `Part numbers are 1 to 10,000: ${api('API_UploadPart')}`,
  },
  'refuses to complete without parts': {
    local: malformed,
    fauxqs: ok,
    aws: `CompleteMultipartUpload lists its parts: MalformedXML, ${api('ErrorResponses')}`,
  },
};
