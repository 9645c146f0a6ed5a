/** The reasons for refusing a signature. Each service has its own error codes for them. */
export type FailureKind =
  | 'missing'
  | 'malformed'
  | 'unsupported'
  | 'unknownKey'
  | 'wrongScope'
  | 'skewed'
  | 'expiredUrl'
  | 'unsignedHeader'
  | 'payloadMismatch'
  | 'wrongSignature'
  | 'invalidToken'
  | 'expiredToken'
  | 'bodyTooLarge'
  | 'bodyCutShort';

export interface SignatureFailure {
  kind: FailureKind;
  message: string;
}

export const failed = (kind: FailureKind, message: string): { failure: SignatureFailure } => ({
  failure: { kind, message },
});
