/** The client of the whole app: an ordinary one, or one that shares a session with amazon-cognito-identity-js. */
import { createCognito, type Cognito } from 'cognito-kit';
import type { LocalAwsConfig } from './local-aws.ts';

export async function createClient(aws: LocalAwsConfig): Promise<Cognito> {
  const { userPoolId, clientId, identityPoolId, endpoint } = aws;
  if (!isLegacy()) return createCognito({ userPoolId, clientId, identityPoolId, endpoint, guest: true });

  const { fromCognitoUserPool } = await import('cognito-kit/identity-js'); // before the library, which it prepares for
  const { CognitoUserPool } = await import('amazon-cognito-identity-js');
  const pool = new CognitoUserPool({ UserPoolId: userPoolId, ClientId: clientId, endpoint });
  return createCognito({ ...fromCognitoUserPool(pool), identityPoolId, guest: true });
}

/** `?legacy=1` starts the demo on the session that amazon-cognito-identity-js left in this browser. */
const isLegacy = () => new URLSearchParams(location.search).has('legacy');
