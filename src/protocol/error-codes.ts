/** Every code that a CognitoError can carry: the service's exception names, and the kit's own. */

/** https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/CommonErrors.html and each operation's page. */
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

/** The kit's own: problems that no reply of the service names. */
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

/** Known names complete in an editor; a name that AWS adds later still passes through as it came. */
export type CognitoErrorCode = ServiceErrorCode | KitErrorCode | (string & {});
