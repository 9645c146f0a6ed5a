/** The client of the whole app: an ordinary one, or one that shares a session with amazon-cognito-identity-js. */
import { createCognito, type Cognito } from 'cognito-kit';
import type { LocalAwsConfig } from './local-aws.ts';

export async function createClient(aws: LocalAwsConfig): Promise<Cognito> {
  const { userPoolId, clientId, identityPoolId, endpoint } = aws;
  const rest = { identityPoolId, endpoint, guest: true };
  if (!isLegacy()) return createCognito({ userPoolId, clientId, ...rest });

  const [{ fromCognitoUserPool }, { CognitoUserPool }] = await Promise.all([
    import('cognito-kit/identity-js'),
    import('amazon-cognito-identity-js'),
  ]);
  const pool = new CognitoUserPool({ UserPoolId: userPoolId, ClientId: clientId, endpoint });
  return fromCognitoUserPool(pool, rest);
}

/** `?legacy=1` starts the demo on the session that amazon-cognito-identity-js left in this browser. */
export const isLegacy = () => new URLSearchParams(location.search).has('legacy');
