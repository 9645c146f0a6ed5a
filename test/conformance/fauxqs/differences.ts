/**
 * Where the two S3s are known to differ, by the step's name, and the page of AWS's that says which of them is right.
 * A difference that is not listed fails the run, and so does one that is listed and no longer there.
 */
import { createHash } from 'node:crypto';
import type { Answer } from './answers.ts';

export interface KnownDifference {
  ours: Answer;
  theirs: Answer;
  /** What AWS says, in short, and where. */
  aws: string;
}

const api = (page: string) => `https://docs.aws.amazon.com/AmazonS3/latest/API/${page}.html`;
const guide = (page: string) => `https://docs.aws.amazon.com/AmazonS3/latest/userguide/${page}.html`;
const rfc9110 = (section: string) => `https://www.rfc-editor.org/rfc/rfc9110#section-${section}`;

/** Fields that only ours has, in every answer of their kind; each has to look as AWS documents it. */
export const everywhere: readonly { field: RegExp; ours: RegExp; aws: string }[] = [
  {
    field: /^output\.ChecksumCRC32$/,
    ours: /^[A-Za-z0-9+/]{6}==(-\d+)?$/,
    aws: `The checksum that was sent with the object comes back: ${guide('checking-object-integrity-upload')}`,
  },
  {
    field: /^output\.ChecksumType$/,
    ours: /^(FULL_OBJECT|COMPOSITE)$/,
    aws: `x-amz-checksum-type in the response syntax: ${api('API_PutObject')}`,
  },
  {
    field: /^output\.AcceptRanges$/,
    ours: /^bytes$/,
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

/** One name a key, in the order of a listing. */
const listed = (names: string): Answer => {
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
  'gets the kept headers': {
    ours: {
      'output.CacheControl': 'max-age=60',
      'output.ContentDisposition': 'attachment; filename="a.txt"',
      'output.ContentEncoding': 'identity',
      'output.ContentLanguage': 'nb',
    },
    theirs: {},
    aws: `System-defined metadata comes back with the object: ${guide('UsingMetadata')}`,
  },
  'gets with other headers': {
    ours: { 'output.ContentType': 'text/html', 'output.CacheControl': 'no-cache' },
    theirs: { 'output.ContentType': 'text/plain; charset=utf-8' },
    aws: `response-content-type and its like override the stored headers: ${api('API_GetObject')}`,
  },
  'refuses a wrong MD5': {
    ours: { status: 400, error: 'BadDigest' },
    theirs: ok,
    aws: `BadDigest: ${api('ErrorResponses')}`,
  },
  'refuses a wrong checksum': {
    ours: { status: 400, error: 'BadDigest' },
    theirs: ok,
    aws: `BadDigest: ${api('ErrorResponses')}`,
  },
  'has kept nothing of those': {
    ours: { status: 404, error: 'NotFound' },
    theirs: ok,
    aws: `What was refused is not stored: ${guide('checking-object-integrity-upload')}`,
  },
  'copies an object': {
    ours: { status: 501, error: 'NotImplemented' },
    theirs: ok,
    aws: `AWS copies (${api('API_CopyObject')}): not in our subset, and refused by name`,
  },

  'ranges: more than there is, from the end': {
    ours: { status: 206, 'content-range': 'bytes 0-13/14', 'output.Body': 'Hello, harbour' },
    theirs: unsatisfiable,
    aws: `A suffix longer than the object means all of it: ${rfc9110('14.1.2')}`,
  },
  'ranges: backwards': { ours: ok, theirs: unsatisfiable, aws: ignored },
  'ranges: another unit': { ours: ok, theirs: unsatisfiable, aws: ignored },
  'ranges: in a head': {
    ours: { status: 206, 'content-range': 'bytes 0-4/14', 'output.ContentLength': 5 },
    theirs: { status: 200, 'output.ContentLength': 14 },
    aws: heads,
  },

  'if-match: any': { ours: ok, theirs: failed, aws: `* matches whatever is there: ${rfc9110('13.1.1')}` },
  'if-match: one of two': { ours: ok, theirs: failed, aws: `A list of tags: ${rfc9110('13.1.1')}` },
  'if-match: in a head': { ours: { status: 412 }, theirs: ok, aws: heads },
  'if-none-match: any': {
    ours: unchanged,
    theirs: ok,
    aws: `* matches whatever is there: ${rfc9110('13.1.2')}`,
  },
  'if-none-match: in a head': { ours: unchanged, theirs: ok, aws: heads },
  'if-modified-since: its own date': {
    ours: unchanged,
    theirs: ok,
    aws: `HTTP dates have whole seconds, and the object's own date is not later than itself: ${rfc9110('13.1.3')}`,
  },
  'if-match goes before if-unmodified-since': {
    ours: ok,
    theirs: failed,
    aws: `If-Match true and If-Unmodified-Since false: 200 and the data: ${api('API_GetObject')}`,
  },
  'if-none-match goes before if-modified-since': {
    ours: ok,
    theirs: unchanged,
    aws: `If-Modified-Since is not looked at beside If-None-Match: ${rfc9110('13.1.3')}`,
  },
  'puts only where nothing is': { ours: failed, theirs: ok, aws: writes },
  'puts only over what was seen': { ours: failed, theirs: ok, aws: writes },
  'puts only over what is not there': { ours: { status: 404, error: 'NoSuchKey' }, theirs: ok, aws: writes },

  'lists none': {
    ours: { 'output.IsTruncated': false },
    theirs: { 'output.IsTruncated': true },
    aws: `IsTruncated comes with a NextContinuationToken, which a page of none cannot have: ${api('API_ListObjectsV2')}`,
  },
  'lists the level’s second page': {
    ours: {
      'output.KeyCount': 3,
      'output.CommonPrefixes.length': 2,
      'output.CommonPrefixes.0.Prefix': 'compare/list/e/',
      'output.CommonPrefixes.1.Prefix': 'compare/list/g/',
    },
    theirs: {
      'output.KeyCount': 4,
      'output.CommonPrefixes.length': 3,
      'output.CommonPrefixes.0.Prefix': 'compare/list/d/',
      'output.CommonPrefixes.1.Prefix': 'compare/list/e/',
      'output.CommonPrefixes.2.Prefix': 'compare/list/g/',
    },
    aws: `The next page goes on where the last ended, common prefixes included: ${api('API_ListObjectsV2')}`,
  },
  'lists with escaped names': {
    ours: {
      'output.EncodingType': 'url',
      'output.Prefix': 'compare/%C3%A4%20b',
      'output.Contents.0.Key': 'compare/%C3%A4%20b%2Bc%26d%3De%27f%28g%29%21~%2A%2541%252F.txt',
    },
    theirs: {
      'output.Prefix': 'compare/ä b',
      'output.Contents.0.Key': "compare/ä b+c&d=e'f(g)!~*%41%2F.txt",
    },
    aws: `EncodingType is answered, and names are encoded: ${api('API_ListObjectsV2')}`,
  },
  'lists names by their bytes': {
    ours: listed('AB_abzé'),
    theirs: listed('_aAbBéz'),
    aws: `Keys are listed in UTF-8 binary order: ${guide('ListingKeysUsingAPIs')}`,
  },

  'deletes quietly': {
    ours: {},
    theirs: { 'output.Deleted.length': 1, 'output.Deleted.0.Key': 'compare/list/b' },
    aws: `Quiet mode answers with errors only: ${api('API_DeleteObjects')}`,
  },
  'deletes none': {
    ours: malformed,
    theirs: ok,
    aws: `Delete has at least one Object: MalformedXML, ${api('ErrorResponses')}`,
  },

  'lists the parts': {
    ours: {
      ...ok,
      'output.Parts.length': 3,
      'output.NextPartNumberMarker': '7',
      'output.IsTruncated': false,
    },
    theirs: { status: 404, error: 'NoSuchKey' },
    aws: `fauxqs has no ListParts: ${api('API_ListParts')}`,
  },
  'refuses a part under another key': {
    ours: { status: 404, error: 'NoSuchUpload' },
    theirs: ok,
    aws: `An upload is of one key: ${api('API_UploadPart')}`,
  },
  'refuses part 0': {
    ours: { status: 400, error: 'InvalidArgument' },
    theirs: ok,
    aws: `Part numbers are 1 to 10,000: ${api('API_UploadPart')}`,
  },
  'refuses part 10,001': {
    ours: { status: 400, error: 'InvalidArgument' },
    theirs: ok,
    aws: `Part numbers are 1 to 10,000: ${api('API_UploadPart')}`,
  },
  'refuses to complete without parts': {
    ours: malformed,
    theirs: ok,
    aws: `CompleteMultipartUpload lists its parts: MalformedXML, ${api('ErrorResponses')}`,
  },
};
