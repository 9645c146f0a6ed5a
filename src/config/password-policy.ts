/**
 * What a user pool asks of a password, so that a form can say so before anything is sent.
 * https://docs.aws.amazon.com/cognito/latest/developerguide/managing-users-passwords.html
 */
export interface PasswordPolicy {
  /** Characters. */
  minLength: number;
  requireLowercase?: boolean;
  requireUppercase?: boolean;
  requireNumbers?: boolean;
  requireSymbols?: boolean;
}

/** A policy that the app gives is the whole policy: what it leaves out is not required. Without one it is a new pool's. */
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
