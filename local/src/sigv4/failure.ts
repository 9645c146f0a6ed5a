/** Why a request is not taken as signed. Each service says it in its own dialect. */
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
