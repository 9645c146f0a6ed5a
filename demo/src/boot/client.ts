/** Creates the app's client: an ordinary one, or one that shares its session with amazon-cognito-identity-js. */
import { createCognito, type Cognito } from 'cognito-kit';
import type { LocalAwsConfig } from './local-aws.ts';

export async function createClient(aws: LocalAwsConfig): Promise<Cognito> {
  const { userPoolId, clientId, identityPoolId, endpoint } = aws;
  if (!isLegacy()) return createCognito({ userPoolId, clientId, identityPoolId, endpoint, guest: true });

  const { fromCognitoUserPool } = await import('cognito-kit/identity-js'); // first, since it defines a global that the library needs
  const { CognitoUserPool } = await import('amazon-cognito-identity-js');
  const pool = new CognitoUserPool({ UserPoolId: userPoolId, ClientId: clientId, endpoint });
  return createCognito({ ...fromCognitoUserPool(pool), identityPoolId, guest: true });
}

/** Whether the URL has `?legacy=1`, which starts the demo with the session of amazon-cognito-identity-js. */
const isLegacy = () => new URLSearchParams(location.search).has('legacy');
