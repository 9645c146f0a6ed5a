/** AWS credentials as an app uses them: the provider for AWS SDK clients, and functions that take the kit's client. */

export interface AwsCredentials {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  readonly sessionToken: string;
  readonly expiration: Date;
  /** A guest's id is a secret: with it anyone can request the guest's keys. */
  readonly identityId: string;
}

export interface CredentialsOptions {
  /** Requests new keys even if the stored ones are valid. Default false. */
  forceRefresh?: boolean | undefined;
  /** A role in place of the pool's choice. Its keys are stored in memory only. See `credentialsForRole`. */
  roleArn?: string | undefined;
  /** See `linkGuest`. Default false. */
  linkGuest?: boolean | undefined;
}

/** The function that AWS SDK clients take as `credentials`. */
export interface AwsCredentialsProvider {
  (options?: CredentialsOptions): Promise<AwsCredentials>;
  /** Prevents the SDK from memoizing the keys, which would stay in use after a switch of user. */
  readonly memoized: true;
}

/** The member of the kit's client that these functions use; a client of `createCognito` is one. */
export interface CredentialsHost {
  readonly credentials: AwsCredentialsProvider;
}

/**
 * Gives the identity of this browser's guest, and with it the guest's data, to the signed-in user. The kit never does so
 * unasked, since the guest of a shared device may have been another person. If the user has an identity already, Cognito
 * merges the guest's into it. `onIdentityChange` reports the cause `linked`.
 * https://docs.aws.amazon.com/cognito/latest/developerguide/switching-identities.html
 * @returns the identity id that the user has from now on; without a guest in this browser, the user's own
 * @throws {CognitoError} `NotSignedIn`; errors of `cognito.credentials`, after which the guest stays stored
 */
export async function linkGuest(cognito: CredentialsHost): Promise<string> {
  const { identityId } = await cognito.credentials({ linkGuest: true });
  return identityId;
}

/**
 * Returns a provider for one of the roles in the user's `cognito:roles` claim, in place of the pool's choice:
 * `new S3Client({ credentials: credentialsForRole(cognito, roleArn) })`. A refused role is an error; no other role takes
 * its place. The keys are stored in memory only.
 * https://docs.aws.amazon.com/cognito/latest/developerguide/role-based-access-control.html
 * @param roleArn Undefined: the pool's choice
 */
export function credentialsForRole(
  cognito: CredentialsHost,
  roleArn: string | undefined,
): AwsCredentialsProvider {
  const provide = (options?: CredentialsOptions) => cognito.credentials({ ...options, roleArn });
  return Object.assign(provide, { memoized: true as const });
}
