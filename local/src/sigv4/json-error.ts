/**
 * The error codes of AWS's JSON services for a refused signature.
 * https://docs.aws.amazon.com/cognitoidentity/latest/APIReference/CommonErrors.html
 */
import { ServiceError } from '../protocol/service-error.ts';
import type { FailureKind, SignatureFailure } from './failure.ts';

const dialect = {
  missing: 'MissingAuthenticationTokenException',
  malformed: 'IncompleteSignatureException',
  unsupported: 'IncompleteSignatureException',
  unknownKey: 'UnrecognizedClientException',
  wrongScope: 'InvalidSignatureException',
  skewed: 'InvalidSignatureException',
  expiredUrl: 'InvalidSignatureException',
  unsignedHeader: 'InvalidSignatureException',
  payloadMismatch: 'InvalidSignatureException',
  wrongSignature: 'InvalidSignatureException',
  invalidToken: 'UnrecognizedClientException',
  expiredToken: 'ExpiredTokenException',
  bodyTooLarge: 'RequestEntityTooLargeException',
  bodyCutShort: 'SerializationException',
} as const satisfies Record<FailureKind, string>;

const common: Partial<Record<FailureKind, string>> = {
  missing: 'Missing Authentication Token',
  unknownKey: 'The security token included in the request is invalid.',
};

/** @param own the sentences of a service that differ from the common ones */
export const signatureError = ({ kind, message }: SignatureFailure, own: typeof common = {}): ServiceError =>
  new ServiceError(dialect[kind], own[kind] ?? common[kind] ?? message, kind === 'bodyTooLarge' ? 413 : 400);
