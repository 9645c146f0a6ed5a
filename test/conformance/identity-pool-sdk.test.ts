/** AWS's SDK calls every operation of the local identity pool over HTTP. Unsupported operations are refused by name. */
import * as sdk from '@aws-sdk/client-cognito-identity';
import { CognitoIdentity } from '@aws-sdk/client-cognito-identity';
import { CognitoIdentityProvider } from '@aws-sdk/client-cognito-identity-provider';
import { GetObjectCommand, PutObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { STSClient, GetCallerIdentityCommand } from '@aws-sdk/client-sts';
import { fromCognitoIdentity, fromCognitoIdentityPool, fromWebToken } from '@aws-sdk/credential-providers';
import { createRemoteJWKSet, exportJWK, generateKeyPair, jwtVerify, SignJWT } from 'jose';
import { afterAll, describe, expect, it } from 'vitest';
import { localAwsForTests } from '../support/local-aws-server.ts';
import { ada, userNamed } from '../support/users.ts';

const google = 'accounts.google.com';
const developer = 'login.example.app';
const account = 'arn:aws:iam::123456789012:role';
const signer = await generateKeyPair('RS256', { extractable: true });
const jwk = { ...(await exportJWK(signer.publicKey)), kid: 'google-1', alg: 'RS256' };
const lines: string[] = [];
const allowAll = {
  Version: '2012-10-17',
  Statement: { Effect: 'Allow', Action: 's3:*', Resource: '*' },
} as const;
const { password } = ada;

const aws = localAwsForTests({
  print: (line) => void lines.push(line),
  userPools: [
    {
      clients: [{ authFlows: ['USER_PASSWORD_AUTH', 'REFRESH_TOKEN_AUTH'] }],
      groups: { editors: { role: 'editor', precedence: 1 }, readers: { role: 'reader', precedence: 2 } },
      users: [{ ...ada, groups: ['editors', 'readers'] }, userNamed('grace')],
    },
  ],
  issuers: [{ issuer: `https://${google}`, jwks: { keys: [jwk] }, audiences: ['a-web-app'] }],
  roles: { editor: { policies: { all: allowAll } }, reader: { policies: { all: allowAll } } },
  identityPools: [
    {
      developerProviderName: developer,
      classicFlow: 'allowed',
      userPools: [{ serverSideTokenCheck: 'checked' }],
      openIdProviders: [{ providerName: google }],
    },
  ],
});

/** The operations that answered a test without an error. */
const answered = new Set<string>();
const clientWith = (credentials?: { accessKeyId: string; secretAccessKey: string }) => {
  const client = new CognitoIdentity({
    region: aws.config.region,
    endpoint: aws.url,
    maxAttempts: 1,
    ...(credentials && { credentials }),
  });
  client.middlewareStack.add(
    (next, { commandName = '' }) =>
      async (args) => {
        const result = await next(args);
        answered.add(commandName.replace(/Command$/, ''));
        return result;
      },
    { step: 'initialize', priority: 'high' },
  );
  return client;
};
const unsigned = () => clientWith();
const root = () => clientWith(aws.root);
const userPool = () =>
  new CognitoIdentityProvider({ region: aws.config.region, endpoint: aws.url, maxAttempts: 1 });
const common = () => ({ region: aws.config.region, endpoint: aws.url, maxAttempts: 1 });

const signIn = async (USERNAME = 'ada') => {
  const { AuthenticationResult: result } = await userPool().initiateAuth({
    ClientId: aws.config.clientId,
    AuthFlow: 'USER_PASSWORD_AUTH',
    AuthParameters: { USERNAME, PASSWORD: password },
  });
  return { accessToken: result?.AccessToken ?? '', logins: { [aws.loginKey]: result?.IdToken ?? '' } };
};
const googleLogin = async (sub: string) => ({
  [google]: await new SignJWT({ iss: google, aud: 'a-web-app', sub })
    .setProtectedHeader({ alg: 'RS256', kid: 'google-1' })
    .setIssuedAt()
    .setExpirationTime('10m')
    .sign(signer.privateKey),
});
const pool = () => ({ IdentityPoolId: aws.config.identityPoolId });
const idOf = async (Logins?: Record<string, string>) => {
  const { IdentityId = '' } = await unsigned().getId({ ...pool(), ...(Logins && { Logins }) });
  return IdentityId;
};
const callerOf = async (credentials: ReturnType<typeof fromCognitoIdentity>) =>
  (await new STSClient({ ...common(), credentials }).send(new GetCallerIdentityCommand({}))).Arn;

describe('identity pool: enhanced flow', () => {
  it('returns credentials of the role with the best group precedence, or of the requested role', async () => {
    await root().setIdentityPoolRoles({
      ...pool(),
      Roles: {
        authenticated: `${account}/cognito-kit-user`,
        unauthenticated: `${account}/cognito-kit-guest`,
      },
      RoleMappings: {
        [`${aws.loginKey}:${aws.config.clientId}`]: { Type: 'Token', AmbiguousRoleResolution: 'Deny' },
      },
    });
    const { logins } = await signIn();
    const exchange = (customRoleArn?: string) =>
      callerOf(
        fromCognitoIdentityPool({
          identityPoolId: aws.config.identityPoolId,
          logins,
          ...(customRoleArn !== undefined && { customRoleArn }),
          clientConfig: common(),
        }),
      );
    expect(await exchange()).toContain('assumed-role/editor/CognitoIdentityCredentials');
    expect(await exchange(`${account}/reader`)).toContain('assumed-role/reader/');
    await expect(exchange(`${account}/cognito-kit-user`)).rejects.toMatchObject({
      name: 'NotAuthorizedException',
    });
    const grace = await signIn('grace');
    const message = `The ambiguous role mapping rules for: ${aws.loginKey}:${aws.config.clientId} denied this request.`;
    await expect(
      unsigned().getCredentialsForIdentity({ IdentityId: await idOf(grace.logins), Logins: grace.logins }),
    ).rejects.toMatchObject({ name: 'NotAuthorizedException', message });
    expect(lines.join('\n')).toContain(message);
    const { RoleMappings } = await root().getIdentityPoolRoles(pool());
    expect(Object.keys(RoleMappings ?? {})).toEqual([`${aws.loginKey}:${aws.config.clientId}`]);
  });

  it('refuses the ID token of a user who signed out globally, and prints the reason', async () => {
    const { logins, accessToken } = await signIn();
    const IdentityId = await idOf(logins);
    await unsigned().getCredentialsForIdentity({ IdentityId, Logins: logins });
    await userPool().globalSignOut({ AccessToken: accessToken });
    await expect(unsigned().getCredentialsForIdentity({ IdentityId, Logins: logins })).rejects.toMatchObject({
      name: 'NotAuthorizedException',
    });
    expect(lines.join('\n')).toContain('server-side token check');
  });

  it('links a user’s Google login and unlinks it', async () => {
    const { logins } = await signIn();
    const IdentityId = await idOf({ ...logins, ...(await googleLogin('g-ada')) });
    expect(await idOf(await googleLogin('g-ada'))).toBe(IdentityId);
    expect((await root().describeIdentity({ IdentityId })).Logins).toEqual([aws.loginKey, google]);
    await unsigned().unlinkIdentity({ IdentityId, Logins: logins, LoginsToRemove: [google] });
    expect(await idOf(await googleLogin('g-ada'))).not.toBe(IdentityId);
  });

  it('refuses session tags from claims if the role’s trust policy does not allow them', async () => {
    const tags = { ...pool(), IdentityProviderName: aws.loginKey, PrincipalTags: { mail: 'email' } };
    await root().setPrincipalTagAttributeMap(tags);
    expect(await root().getPrincipalTagAttributeMap(tags)).toMatchObject({
      PrincipalTags: { mail: 'email' },
    });
    const { logins } = await signIn('grace');
    await expect(
      unsigned().getCredentialsForIdentity({ IdentityId: await idOf(logins), Logins: logins }),
    ).rejects.toMatchObject({ name: 'InvalidIdentityPoolConfigurationException' });
    expect(lines.at(-1)).toContain('sts:TagSession');
  });
});

describe('identity pool: developer identities', () => {
  const tokenForDeveloperUser = (user: string, IdentityId?: string) =>
    root().getOpenIdTokenForDeveloperIdentity({
      ...pool(),
      Logins: { [developer]: user },
      ...(IdentityId !== undefined && { IdentityId }),
    });

  it('become credentials through the SDK’s own provider', async () => {
    const { IdentityId: identityId = '', Token = '' } = await tokenForDeveloperUser('user-7');
    const credentials = fromCognitoIdentity({
      identityId,
      logins: { 'cognito-identity.amazonaws.com': Token },
      clientConfig: common(),
    });
    const s3 = new S3Client({ ...common(), forcePathStyle: true, credentials });
    const own = { Bucket: 'cognito-kit-local', Key: `private/${identityId}/a.txt` };
    await s3.send(new PutObjectCommand({ ...own, Body: 'mine' }));
    await expect(
      s3.send(new GetObjectCommand({ ...own, Key: 'private/us-east-1:else/a.txt' })),
    ).rejects.toMatchObject({ name: 'AccessDenied' });
  });

  it('are looked up, merged and unlinked', async () => {
    const [one, two] = [await tokenForDeveloperUser('one'), await tokenForDeveloperUser('two')];
    const DeveloperProviderName = developer;
    const merged = await root().mergeDeveloperIdentities({
      ...pool(),
      DeveloperProviderName,
      SourceUserIdentifier: 'one',
      DestinationUserIdentifier: 'two',
    });
    expect(merged.IdentityId).toBe(two.IdentityId);
    const lookup = await root().lookupDeveloperIdentity({ ...pool(), DeveloperUserIdentifier: 'one' });
    expect(lookup).toMatchObject({ IdentityId: two.IdentityId });
    expect(lookup.DeveloperUserIdentifierList?.toSorted()).toEqual(['one', 'two']);
    await root().unlinkDeveloperIdentity({
      ...pool(),
      IdentityId: two.IdentityId,
      DeveloperProviderName,
      DeveloperUserIdentifier: 'one',
    });
    expect((await tokenForDeveloperUser('one')).IdentityId).not.toBe(two.IdentityId);
    expect(one.IdentityId).not.toBe(two.IdentityId);
  });

  it('are denied without the account’s credentials', async () => {
    const guest = fromCognitoIdentityPool({
      identityPoolId: aws.config.identityPoolId,
      clientConfig: common(),
    });
    const claim = { ...pool(), Logins: { [developer]: 'user-7' } };
    await expect(
      new CognitoIdentity({ ...common(), credentials: guest }).getOpenIdTokenForDeveloperIdentity(claim),
    ).rejects.toMatchObject({ name: 'AccessDeniedException' });
    expect(lines.at(-1)).toMatch(/^denied: User: .*cognito-identity:GetOpenIdTokenForDeveloperIdentity/);
  });
});

describe('identity pool: classic flow', () => {
  it('returns a token that verifies with the published keys, and STS exchanges it for credentials', async () => {
    const { logins } = await signIn();
    const { Token = '', IdentityId } = await unsigned().getOpenIdToken({
      IdentityId: await idOf(logins),
      Logins: logins,
    });
    const keys = createRemoteJWKSet(new URL(`${aws.url}/.well-known/jwks_uri`));
    const { payload } = await jwtVerify(Token, keys, {
      issuer: 'https://cognito-identity.amazonaws.com',
      audience: aws.config.identityPoolId,
    });
    expect(payload.sub).toBe(IdentityId);
    const discovery: { jwks_uri: string } = await fetch(`${aws.url}/.well-known/openid-configuration`).then(
      (reply) => reply.json(),
    );
    expect(discovery.jwks_uri).toBe(`${aws.url}/.well-known/jwks_uri`);

    const assumeRole = (roleArn: string) =>
      callerOf(
        fromWebToken({
          roleArn,
          webIdentityToken: Token,
          roleSessionName: 'app',
          clientConfig: common(),
        }) as never,
      );
    expect(await assumeRole(`${account}/cognito-kit-user`)).toBe(
      'arn:aws:sts::123456789012:assumed-role/cognito-kit-user/app',
    );
    await expect(assumeRole(`${account}/cognito-kit-guest`)).rejects.toMatchObject({ name: 'AccessDenied' });
    expect(lines.at(-1)).toContain('asks for [unauthenticated]');
  });

  it('is refused once the pool disables it', async () => {
    const { $metadata: _, ...settings } = await root().describeIdentityPool(pool());
    const off = await root().updateIdentityPool({
      ...settings,
      AllowClassicFlow: false,
    });
    expect(off).toMatchObject({ AllowClassicFlow: false, DeveloperProviderName: developer });
    await expect(unsigned().getOpenIdToken({ IdentityId: await idOf() })).rejects.toMatchObject({
      name: 'InvalidParameterException',
      message: 'Basic (classic) flow is not enabled, please use enhanced flow.',
    });
  });
});

describe('identity pools and identities', () => {
  it('are created, listed and deleted', async () => {
    const { IdentityPoolId = '' } = await root().createIdentityPool({
      IdentityPoolName: 'second',
      AllowUnauthenticatedIdentities: true,
    });
    expect(
      (await root().listIdentityPools({ MaxResults: 60 })).IdentityPools?.map((one) => one.IdentityPoolId),
    ).toEqual(expect.arrayContaining([aws.config.identityPoolId, IdentityPoolId]));
    const { IdentityId = '' } = await unsigned().getId({ IdentityPoolId });
    expect((await root().listIdentities({ IdentityPoolId, MaxResults: 10 })).Identities).toMatchObject([
      { IdentityId },
    ]);
    expect(await root().deleteIdentities({ IdentityIdsToDelete: [IdentityId] })).toMatchObject({
      UnprocessedIdentityIds: [],
    });
    await expect(unsigned().getCredentialsForIdentity({ IdentityId })).rejects.toMatchObject({
      name: 'ResourceNotFoundException',
    });
    await root().deleteIdentityPool({ IdentityPoolId });
    await expect(unsigned().getId({ IdentityPoolId })).rejects.toMatchObject({
      name: 'ResourceNotFoundException',
    });
  });
});

/** The unsupported operations: the local AWS has no resource tags. */
const missing = ['ListTagsForResource', 'TagResource', 'UntagResource'];

it('identity pool: unsupported operations answer UnknownOperationException', async () => {
  for (const name of missing) {
    const reply = await fetch(aws.url, {
      method: 'POST',
      headers: { 'x-amz-target': `AWSCognitoIdentityService.${name}` },
      body: '{}',
    });
    expect(await reply.json()).toMatchObject({ __type: 'UnknownOperationException' });
  }
});

afterAll(() => {
  const operations = Object.keys(sdk)
    .filter((name) => /^[A-Z]\w+Command$/.test(name) && name !== '$Command')
    .map((name) => name.replace(/Command$/, ''));
  expect(operations.filter((name) => !answered.has(name)).toSorted()).toEqual(missing);
});
