/** Signs in by SRP with amazon-cognito-identity-js, which stores its tokens in localStorage. */
import type { LocalAwsConfig } from '../boot/local-aws.ts';

interface Credentials {
  username: string;
  password: string;
}

export async function signInWithIdentityJs(
  aws: LocalAwsConfig,
  { username, password }: Credentials,
): Promise<void> {
  await import('cognito-kit/identity-js'); // defines Node's `global`, which that library expects
  const { AuthenticationDetails, CognitoUser, CognitoUserPool } = await import('amazon-cognito-identity-js');

  const Pool = new CognitoUserPool({
    UserPoolId: aws.userPoolId,
    ClientId: aws.clientId,
    endpoint: aws.endpoint,
  });
  const user = new CognitoUser({ Username: username, Pool });

  await new Promise<void>((resolve, reject) => {
    const rejectChallenge = () =>
      reject(new Error('This user needs a step that this form does not have. Sign in as ada.'));
    user.authenticateUser(new AuthenticationDetails({ Username: username, Password: password }), {
      onSuccess: () => resolve(),
      onFailure: reject,
      newPasswordRequired: rejectChallenge,
      totpRequired: rejectChallenge,
      mfaRequired: rejectChallenge,
    });
  });
}
