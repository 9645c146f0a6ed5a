/** What an app may do with its identity pool besides taking credentials: functions that take the client. */
import type { AwsCredentialsProvider, CredentialsOptions } from './credentials.ts';

/** A client that gives AWS credentials; `createCognito`'s is one. */
export interface CredentialsHost {
  readonly credentials: AwsCredentialsProvider;
}

/**
 * Gives the identity of this browser's guest, and with it what the guest stored, to who is signed in. Never done
 * unasked: on a shared device the guest may have been another person. Where the user has an identity already, the
 * service merges the guest's into it. `onIdentityChange` tells, with the cause `linked`. Resolves with the identity id
 * that the user has from now on; without a guest in this browser that is their own.
 * https://docs.aws.amazon.com/cognito/latest/developerguide/switching-identities.html
 * @throws {CognitoError} `NotSignedIn`; and what `cognito.credentials` throws, the guest being kept
 */
export async function linkGuest(cognito: CredentialsHost): Promise<string> {
  const { identityId } = await cognito.credentials({ linkGuest: true });
  return identityId;
}

/**
 * For `new S3Client({ credentials: credentialsForRole(cognito, roleArn) })`: keys of one of the roles that the user's
 * `cognito:roles` claim names, instead of the pool's choice. A role that is refused is an error; no other one is taken
 * in its place. The keys are kept in memory only.
 * https://docs.aws.amazon.com/cognito/latest/developerguide/role-based-access-control.html
 */
export function credentialsForRole(
  cognito: CredentialsHost,
  roleArn: string | undefined,
): AwsCredentialsProvider {
  const provide = (options?: CredentialsOptions) => cognito.credentials({ ...options, roleArn });
  return Object.assign(provide, { memoized: true as const });
}
