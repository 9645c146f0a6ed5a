/**
 * The password policy of a user pool, with which a form checks a password before anything is sent.
 * https://docs.aws.amazon.com/cognito/latest/developerguide/managing-users-passwords.html
 */
export interface PasswordPolicy {
  /** The least number of characters. */
  minLength: number;
  requireLowercase?: boolean;
  requireUppercase?: boolean;
  requireNumbers?: boolean;
  requireSymbols?: boolean;
}

/** Fills in a policy: rules that it leaves out are not required. Without a policy, that of a new user pool applies. */
export function resolvePasswordPolicy(policy?: PasswordPolicy): Required<PasswordPolicy> {
  const required = !policy;
  return {
    minLength: 8,
    requireLowercase: required,
    requireUppercase: required,
    requireNumbers: required,
    requireSymbols: required,
    ...policy,
  };
}
