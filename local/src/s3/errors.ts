/**
 * S3's errors: a code, its HTTP status, and a small XML document.
 * https://docs.aws.amazon.com/AmazonS3/latest/API/ErrorResponses.html
 */
import { ServiceError } from '../protocol/service-error.ts';
import type { FailureKind, SignatureFailure } from '../sigv4/failure.ts';
import { toXml } from './xml.ts';

const statuses = {
  AccessDenied: 403,
  AuthorizationHeaderMalformed: 400,
  BadDigest: 400,
  EntityTooLarge: 400,
  EntityTooSmall: 400,
  ExpiredToken: 400,
  IncompleteBody: 400,
  InvalidAccessKeyId: 403,
  InvalidArgument: 400,
  InvalidDigest: 400,
  InvalidPart: 400,
  InvalidPartOrder: 400,
  InvalidRange: 416,
  InvalidToken: 400,
  InvalidURI: 400,
  KeyTooLongError: 400,
  MalformedXML: 400,
  MethodNotAllowed: 405,
  NoSuchBucket: 404,
  NoSuchKey: 404,
  NoSuchUpload: 404,
  NotImplemented: 501,
  PreconditionFailed: 412,
  RequestTimeTooSkewed: 403,
  SignatureDoesNotMatch: 403,
  XAmzContentSHA256Mismatch: 400,
} as const;

export type S3ErrorCode = keyof typeof statuses;

/**
 * Makes an error with the status that belongs to its code.
 * @param details elements of the XML document beside code and message
 * @param headers headers of the answer
 */
export const s3Error = (
  code: S3ErrorCode,
  message: string,
  details: Readonly<Record<string, string | number>> = {},
  headers: Readonly<Record<string, string>> = {},
): ServiceError => new ServiceError(code, message, statuses[code], { details, headers });

const dialect = {
  missing: 'AccessDenied',
  malformed: 'AuthorizationHeaderMalformed',
  unsupported: 'NotImplemented',
  unknownKey: 'InvalidAccessKeyId',
  wrongScope: 'AuthorizationHeaderMalformed',
  skewed: 'RequestTimeTooSkewed',
  expiredUrl: 'AccessDenied',
  unsignedHeader: 'AccessDenied',
  payloadMismatch: 'XAmzContentSHA256Mismatch',
  wrongSignature: 'SignatureDoesNotMatch',
  invalidToken: 'InvalidToken',
  expiredToken: 'ExpiredToken',
  bodyTooLarge: 'EntityTooLarge',
  bodyCutShort: 'IncompleteBody',
} as const satisfies Record<FailureKind, S3ErrorCode>;

const words: Partial<Record<FailureKind, string>> = {
  missing: 'Access Denied',
  skewed: 'The difference between the request time and the current time is too large.',
  invalidToken: 'The provided token is malformed or otherwise invalid.',
  expiredToken: 'The provided token has expired.',
};

export const signatureError = ({ kind, message }: SignatureFailure, now: number): ServiceError =>
  s3Error(dialect[kind], words[kind] ?? message, {
    ServerTime: new Date(now).toISOString(),
    ...(kind === 'skewed' && { MaxAllowedSkewMilliseconds: 900_000 }),
  });

/** Writes an error as S3 does. The answer to HEAD has no body. */
export const errorReply = (error: ServiceError, request: Request, requestId: string): Response => {
  const body = toXml('Error', {
    Code: error.code,
    Message: error.message,
    ...error.extras.details,
    Resource: new URL(request.url).pathname,
    RequestId: requestId,
    HostId: 'cognito-kit-local',
  });
  return new Response(request.method === 'HEAD' ? null : body, {
    status: error.status,
    headers: { 'content-type': 'application/xml', ...error.extras.headers },
  });
};
