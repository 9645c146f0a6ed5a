/** The codes of a CognitoError: the service's exception names, and the kit's own. */

/**
 * The service's exceptions.
 * https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/CommonErrors.html and each operation's page.
 */
export type ServiceErrorCode =
  | 'AliasExistsException'
  | 'CodeDeliveryFailureException'
  | 'CodeMismatchException'
  | 'EnableSoftwareTokenMFAException'
  | 'ExpiredCodeException'
  | 'ExternalServiceException'
  | 'ForbiddenException'
  | 'InternalErrorException'
  | 'InvalidIdentityPoolConfigurationException'
  | 'InvalidParameterException'
  | 'InvalidPasswordException'
  | 'InvalidSmsRoleAccessPolicyException'
  | 'InvalidUserPoolConfigurationException'
  | 'LimitExceededException'
  | 'NotAuthorizedException'
  | 'PasswordHistoryPolicyViolationException'
  | 'PasswordResetRequiredException'
  | 'RefreshTokenReuseException'
  | 'ResourceConflictException'
  | 'ResourceNotFoundException'
  | 'SoftwareTokenMFANotFoundException'
  | 'TooManyFailedAttemptsException'
  | 'TooManyRequestsException'
  | 'UnsupportedOperationException'
  | 'UnsupportedTokenTypeException'
  | 'UserLambdaValidationException'
  | 'UserNotConfirmedException'
  | 'UserNotFoundException'
  | 'UsernameExistsException';

/** The kit's own codes, for problems that no reply of the service names. */
export type KitErrorCode =
  | 'Aborted'
  | 'ConfigInvalid'
  | 'InputInvalid'
  | 'InvalidResponse'
  | 'InvalidToken'
  | 'NetworkError'
  | 'NotSignedIn'
  | 'PasskeyCancelled'
  | 'PasskeyExists'
  | 'PasskeyFailed'
  | 'PasskeyTimeout'
  | 'PasskeysUnsupported'
  | 'ServerError'
  | 'SessionEnded'
  | 'SrpRejected'
  | 'Superseded'
  | 'Timeout'
  | 'UnsupportedBrowser'
  | 'UnsupportedChallenge';

/** A code of a CognitoError. Editors complete the known names; a name that AWS adds later passes through unchanged. */
export type CognitoErrorCode = ServiceErrorCode | KitErrorCode | (string & {});
