/** Helpers for identity pool tests: the calls of a client, and a foreign OIDC issuer that signs its own tokens. */
import {
  GetCredentialsForIdentityCommand,
  GetIdCommand,
  GetOpenIdTokenForDeveloperIdentityCommand,
} from '@aws-sdk/client-cognito-identity';
import { exportJWK, generateKeyPair, type JWTPayload, SignJWT } from 'jose';
import type { Role } from '../../../local/src/iam/state.ts';
import type { IdentityPool } from '../../../local/src/identity-pool/state.ts';
import { type AwsSide, provider } from '../sts/aws-side.ts';

export type Logins = Record<string, string>;

export const getId = (aws: AwsSide, logins?: Logins) =>
  aws.identity
    .send(new GetIdCommand({ IdentityPoolId: aws.pool.id, ...(logins && { Logins: logins }) }))
    .then(({ IdentityId = '' }) => IdentityId);

export const getKeys = (aws: AwsSide, IdentityId: string, logins?: Logins, CustomRoleArn?: string) =>
  aws.identity.send(
    new GetCredentialsForIdentityCommand({
      IdentityId,
      ...(logins && { Logins: logins }),
      ...(CustomRoleArn !== undefined && { CustomRoleArn }),
    }),
  );

/** Returns the principal whose session GetCredentialsForIdentity begins. */
export const sessionOf = async (aws: AwsSide, logins?: Logins, customRoleArn?: string) => {
  const { Credentials } = await getKeys(aws, await getId(aws, logins), logins, customRoleArn);
  const issued = aws.sts.issued[Credentials?.AccessKeyId ?? ''];
  if (!issued) throw new Error('the access key id was not issued by this STS');
  return issued.principal;
};

export const ada = async (aws: AwsSide, claims: JWTPayload = {}, sub = 'ada'): Promise<Logins> => ({
  [provider]: await aws.idToken(sub, claims),
});

export const refused = (message: string | RegExp, name = 'NotAuthorizedException') => ({
  name,
  message: typeof message === 'string' ? message : expectMatching(message),
});
const expectMatching = (pattern: RegExp): unknown => ({
  asymmetricMatch: (text: unknown) => typeof text === 'string' && pattern.test(text),
});

export const developerProvider = 'login.example.app';

export const vouch = (
  aws: AwsSide,
  user: string,
  more: { IdentityId?: string; Logins?: Logins; TokenDuration?: number; PrincipalTags?: Logins } = {},
) => {
  const { Logins: otherLogins, ...rest } = more;
  return aws.admin().send(
    new GetOpenIdTokenForDeveloperIdentityCommand({
      IdentityPoolId: aws.pool.id,
      Logins: { [developerProvider]: user, ...otherLogins },
      ...rest,
    }),
  );
};

const issuerKeys = await generateKeyPair('RS256', { extractable: true });
const otherKeys = await generateKeyPair('RS256');
const jwk = { ...(await exportJWK(issuerKeys.publicKey)), kid: 'foreign-1', alg: 'RS256', use: 'sig' };

/** Registers an OIDC issuer with the account and the pool; returns a function that signs tokens as that issuer. */
export const issuer = (aws: AwsSide, name: string, audiences: readonly string[] = ['an-app']) => {
  aws.iam.issuers = {
    ...aws.iam.issuers,
    [name]: { issuer: `https://${name}`, jwks: { keys: [jwk] }, audiences },
  };
  aws.pool.openIdProviders = [...(aws.pool.openIdProviders ?? []), { providerName: name }];
  return async (sub: string, claims: JWTPayload = {}, key: 'own' | 'other' = 'own'): Promise<Logins> => {
    const now = Math.floor(aws.platform.now() / 1000);
    const token = await new SignJWT({
      iss: `https://${name}`,
      aud: audiences[0] ?? '',
      sub,
      iat: now,
      exp: now + 600,
      ...claims,
    })
      .setProtectedHeader({ alg: 'RS256', kid: 'foreign-1' })
      .sign(key === 'own' ? issuerKeys.privateKey : otherKeys.privateKey);
    return { [name]: token };
  };
};

/** Adds a role with the trust policy of the default user role and full access to S3; returns its ARN. */
export const addRole = (aws: AwsSide, name: string, change: Partial<Role> = {}): string => {
  const arn = `arn:aws:iam::123456789012:role/${name}`;
  const defaultUserRole = aws.iam.roles['arn:aws:iam::123456789012:role/cognito-kit-user'];
  if (!defaultUserRole) throw new Error('the default roles have other names');
  const document = {
    Version: '2012-10-17' as const,
    Statement: { Effect: 'Allow' as const, Action: 's3:*', Resource: '*' },
  };
  aws.iam.roles[arn] = {
    ...defaultUserRole,
    name,
    arn,
    id: `AROA${name.toUpperCase()}`,
    policies: [{ name: 'everything', document }],
    ...change,
  };
  return arn;
};

export const setPool = (aws: AwsSide, change: Partial<IdentityPool>): void => {
  Object.assign(aws.pool, change);
};
