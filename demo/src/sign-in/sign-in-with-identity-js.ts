/** What an app on amazon-cognito-identity-js does: SRP by that library, its tokens in localStorage. */
import type { LocalAwsConfig } from '../boot/local-aws.ts';

interface Person {
  username: string;
  password: string;
}

export async function signInWithIdentityJs(aws: LocalAwsConfig, person: Person): Promise<void> {
  await import('cognito-kit/identity-js'); // that library expects Node's `global`, which this brings
  const { AuthenticationDetails, CognitoUser, CognitoUserPool } = await import('amazon-cognito-identity-js');

  const Pool = new CognitoUserPool({
    UserPoolId: aws.userPoolId,
    ClientId: aws.clientId,
    endpoint: aws.endpoint,
  });
  const user = new CognitoUser({ Username: person.username, Pool });

  await new Promise<void>((resolve, reject) => {
    const more = () => reject(new Error('This user needs one more step. Try ada, who needs none.'));
    user.authenticateUser(
      new AuthenticationDetails({ Username: person.username, Password: person.password }),
      {
        onSuccess: () => resolve(),
        onFailure: reject,
        newPasswordRequired: more,
        totpRequired: more,
        mfaRequired: more,
      },
    );
  });
}
