/** Asks an identity pool who somebody is. https://docs.aws.amazon.com/cognitoidentity/latest/APIReference/API_GetId.html */
import { CognitoError } from '../errors.ts';
import type { IdentityPoolCall } from './identity-pool.ts';

/** A guest gets a new identity at every call; a login always the same. */
export async function getId(
  call: IdentityPoolCall,
  identityPoolId: string,
  logins: Readonly<Record<string, string>> | undefined,
  signal: AbortSignal,
): Promise<string> {
  const { IdentityId } = await call('GetId', { IdentityPoolId: identityPoolId, Logins: logins }, signal);
  if (typeof IdentityId === 'string' && IdentityId) return IdentityId;
  throw new CognitoError({
    kind: 'protocol',
    code: 'InvalidResponse',
    message:
      'GetId was answered without an identity id, so there is nobody to ask AWS credentials for. ' +
      'Check the endpoint, and try again.',
  });
}
