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

/** A new pool's. */
export const defaultPasswordPolicy: Required<PasswordPolicy> = {
  minLength: 8,
  requireLowercase: true,
  requireUppercase: true,
  requireNumbers: true,
  requireSymbols: true,
};

/** A policy that the app gives is the whole policy: what it leaves out is not required. */
export const resolvePasswordPolicy = (policy?: PasswordPolicy): Required<PasswordPolicy> =>
  policy
    ? {
        requireLowercase: false,
        requireUppercase: false,
        requireNumbers: false,
        requireSymbols: false,
        ...policy,
      }
    : defaultPasswordPolicy;
