/** AWS credentials and clients of a user, a guest and the account itself, obtained through the identity pool. */
import { GetCredentialsForIdentityCommand, GetIdCommand } from '@aws-sdk/client-cognito-identity';
import { type AwsSide, type Keys, provider } from './aws-side.ts';

const credentialsOf = async (aws: AwsSide, Logins?: Record<string, string>) => {
  const { IdentityId = '' } = await aws.identity.send(
    new GetIdCommand({ IdentityPoolId: aws.pool.id, ...(Logins && { Logins }) }),
  );
  const { Credentials } = await aws.identity.send(
    new GetCredentialsForIdentityCommand({ IdentityId, ...(Logins && { Logins }) }),
  );
  const keys: Keys = {
    accessKeyId: Credentials?.AccessKeyId ?? '',
    secretAccessKey: Credentials?.SecretKey ?? '',
    sessionToken: Credentials?.SessionToken ?? '',
  };
  return { identityId: IdentityId, keys, ...aws.clients(keys) };
};

export const asUser = async (aws: AwsSide, sub = 'ada') =>
  credentialsOf(aws, { [provider]: await aws.idToken(sub) });
export const asGuest = (aws: AwsSide) => credentialsOf(aws);
export const asRoot = (aws: AwsSide) => ({ keys: aws.sts.root, ...aws.clients(aws.sts.root) });
