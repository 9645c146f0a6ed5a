/** Signature failures as the JSON services of Cognito say them. https://docs.aws.amazon.com/cognitoidentity/latest/APIReference/CommonErrors.html */
import { ServiceError } from '../service-error.ts';
import type { FailureKind, SignatureFailure } from '../sigv4/failure.ts';

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

const words: Partial<Record<FailureKind, string>> = {
  missing: 'Missing Authentication Token',
  unknownKey: 'The security token included in the request is invalid.',
};

export const signatureError = ({ kind, message }: SignatureFailure): ServiceError =>
  new ServiceError(dialect[kind], words[kind] ?? message, kind === 'bodyTooLarge' ? 413 : 400);
