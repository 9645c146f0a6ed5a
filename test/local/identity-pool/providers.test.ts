/** OIDC and public providers, the server-side token check of user pools, and principal tags from claims. */
import { describe, expect, it } from 'vitest';
import { GetObjectCommand, ListObjectsV2Command, PutObjectCommand } from '@aws-sdk/client-s3';
import { trustOf } from '../../../local/src/defaults/policies.ts';
import type { Statement } from '../../../local/src/iam/principal.ts';
import { Bucket, clientId, createAwsSide, provider } from '../sts/aws-side.ts';
import { ada, addRole, getId, getKeys, issuer, refused, sessionOf } from './calls.ts';

const unsupported = refused('Token is not from a supported provider of this identity pool.');
const unverified = refused("Invalid login token. Couldn't verify signed token.");

describe('an OIDC or public provider', () => {
  it.each([
    'accounts.google.com',
    'graph.facebook.com',
    'www.amazon.com',
    'appleid.apple.com',
    'login.example.com/tenant',
  ])('a token of %s is accepted by its published keys, and the session names that provider', async (name) => {
    const aws = createAwsSide();
    const login = issuer(aws, name);
    const session = await sessionOf(aws, await login('g-1'));
    expect(session.context).toMatchObject({
      'cognito-identity.amazonaws.com:amr': ['authenticated', name, `${name}:an-app:g-1`],
      'aws:FederatedProvider': 'cognito-identity.amazonaws.com',
    });
    expect(await getId(aws, await login('g-1'))).toBe(await getId(aws, await login('g-1')));
  });

  it('an issuer without https:// is accepted, as Google sends it', async () => {
    const aws = createAwsSide();
    const login = issuer(aws, 'accounts.google.com');
    await expect(getId(aws, await login('g-1', { iss: 'accounts.google.com' }))).resolves.toBeTruthy();
  });

  it('fault 65 (forged token): a token with a wrong key, an expired one, a wrong audience or issuer is refused', async () => {
    const aws = createAwsSide();
    const login = issuer(aws, 'login.example.com', ['an-app', 'another-app']);
    await expect(getId(aws, await login('g', {}, 'other'))).rejects.toMatchObject(unverified);
    await expect(getId(aws, await login('g', { exp: 1 }))).rejects.toMatchObject(
      refused(/^Invalid login token\. Token expired: \d+ >= 1$/),
    );
    await expect(getId(aws, await login('g', { aud: 'third-app' }))).rejects.toMatchObject(
      refused('Invalid login token. Incorrect token audience.'),
    );
    await expect(getId(aws, await login('g', { iss: 'https://login.example.org' }))).rejects.toMatchObject(
      refused("Invalid login token. Issuer doesn't match providerName"),
    );
    await expect(getId(aws, await login('g', { aud: ['x', 'another-app'] }))).resolves.toBeTruthy();
  });

  it('the audiences of the pool narrow those of the provider', async () => {
    const aws = createAwsSide();
    const login = issuer(aws, 'login.example.com', ['an-app', 'another-app']);
    aws.pool.openIdProviders = [{ providerName: 'login.example.com', audiences: ['another-app'] }];
    await expect(getId(aws, await login('g'))).rejects.toMatchObject(
      refused('Invalid login token. Incorrect token audience.'),
    );
    await expect(getId(aws, await login('g', { aud: 'another-app' }))).resolves.toBeTruthy();
  });

  it('a provider that the pool or the account does not list is refused, and the terminal says which', async () => {
    const aws = createAwsSide();
    const login = issuer(aws, 'login.example.com');
    const good = await login('g');
    delete aws.iam.issuers;
    await expect(getId(aws, good)).rejects.toMatchObject(unverified);
    expect(aws.lines.join('\n')).toContain('the account trusts no such issuer');
    delete aws.pool.openIdProviders;
    await expect(getId(aws, good)).rejects.toMatchObject(unsupported);
    await expect(getId(aws, { __proto__: null, constructor: 'x' } as never)).rejects.toMatchObject(
      unsupported,
    );
  });

  it('an OIDC provider cannot sign tokens for a user pool, nor a user pool for it', async () => {
    const aws = createAwsSide();
    const login = issuer(aws, 'login.example.com');
    const { 'login.example.com': token = '' } = await login('ada', {
      iss: `https://${provider}`,
      aud: clientId,
      token_use: 'id',
    });
    await expect(getId(aws, { [provider]: token })).rejects.toMatchObject(unverified);
    const { [provider]: userPoolToken = '' } = await ada(aws);
    await expect(getId(aws, { 'login.example.com': userPoolToken })).rejects.toMatchObject(unverified);
  });
});

describe('ServerSideTokenCheck', () => {
  const createPool = (serverSideTokenCheck: 'checked' | 'unchecked' | undefined) => {
    const aws = createAwsSide();
    aws.pool.providers = [
      { providerName: provider, clientId, ...(serverSideTokenCheck && { serverSideTokenCheck }) },
    ];
    return aws;
  };

  it('an unexpired token of a user who signed out everywhere is refused', async () => {
    const aws = createPool('checked');
    const logins = await ada(aws);
    const id = await getId(aws, logins);
    await getKeys(aws, id, logins);
    aws.signedOut.add('ada');
    const revoked = refused('Invalid login token. Token is revoked.');
    await expect(getId(aws, logins)).rejects.toMatchObject(revoked);
    await expect(getKeys(aws, id, logins)).rejects.toMatchObject(revoked);
    await expect(getId(aws, await ada(aws, {}, 'eve'))).resolves.toBeTruthy();
  });

  it('the server-side token check is off by default', async () => {
    for (const setting of ['unchecked', undefined] as const) {
      const aws = createPool(setting);
      aws.signedOut.add('ada');
      await expect(getId(aws, await ada(aws))).resolves.toBeTruthy();
    }
  });

  it('the check follows the setting of the app client in the token', async () => {
    const aws = createPool('checked');
    aws.pool.providers = [...aws.pool.providers, { providerName: provider, clientId: 'another' }];
    aws.signedOut.add('ada');
    await expect(getId(aws, await ada(aws, { aud: 'another' }))).resolves.toBeTruthy();
    await expect(getId(aws, await ada(aws))).rejects.toMatchObject({ name: 'NotAuthorizedException' });
  });
});

describe('attributes for access control', () => {
  const createTeamsPool = (tagging: 'allowed' | 'none' = 'allowed') => {
    const aws = createAwsSide();
    aws.pool.roles.authenticated = addRole(aws, 'teams', {
      trustPolicy: trustOf(aws.pool.id, 'authenticated', tagging),
      policies: [
        {
          name: 'team',
          document: {
            Version: '2012-10-17',
            Statement: {
              Effect: 'Allow',
              Action: ['s3:PutObject', 's3:GetObject'],
              Resource: `arn:aws:s3:::${Bucket}/teams/\${aws:PrincipalTag/team}/*`,
              Condition: { StringEquals: { 'aws:PrincipalTag/username': '${aws:PrincipalTag/username}' } },
            },
          },
        },
      ],
    });
    aws.pool.principalTags = {
      [provider]: { source: 'custom', claims: { team: 'custom:team', username: 'sub' } },
    };
    return aws;
  };
  const invalid = { name: 'InvalidIdentityPoolConfigurationException' };

  it('claims become principal tags of the session, which policies can test', async () => {
    const aws = createTeamsPool();
    const logins = await ada(aws, { 'custom:team': 'red' });
    const { Credentials: keys } = await getKeys(aws, await getId(aws, logins), logins);
    const { s3 } = aws.clients({
      accessKeyId: keys?.AccessKeyId ?? '',
      secretAccessKey: keys?.SecretKey ?? '',
      sessionToken: keys?.SessionToken ?? '',
    });
    await s3.send(new PutObjectCommand({ Bucket, Key: 'teams/red/a', Body: 'x' }));
    for (const command of [
      new GetObjectCommand({ Bucket, Key: 'teams/blue/a' }),
      new GetObjectCommand({ Bucket, Key: 'teams//a' }),
      new ListObjectsV2Command({ Bucket }),
    ])
      await expect(s3.send(command as never)).rejects.toMatchObject({ name: 'AccessDenied' });
  });

  it('principal tags require sts:TagSession in the trust policy of the role', async () => {
    const aws = createTeamsPool('none');
    await expect(sessionOf(aws, await ada(aws, { 'custom:team': 'red' }))).rejects.toMatchObject(invalid);
    expect(aws.lines.join('\n')).toMatch(/does not trust the identity pool: .*sts:TagSession/);
    delete aws.pool.principalTags;
    await expect(sessionOf(aws, await ada(aws, { 'custom:team': 'red' }))).resolves.toBeTruthy();
  });

  it('a trust policy can deny certain tag values', async () => {
    const aws = createTeamsPool();
    const statement = trustOf(aws.pool.id, 'authenticated', 'allowed').Statement as Statement;
    const role = aws.iam.roles[aws.pool.roles.authenticated ?? ''];
    if (role)
      role.trustPolicy = {
        Version: '2012-10-17',
        Statement: [
          statement,
          {
            Effect: 'Deny',
            Principal: '*',
            Action: 'sts:TagSession',
            Condition: { StringEquals: { 'aws:RequestTag/team': 'admin' } },
          },
        ],
      };
    await expect(sessionOf(aws, await ada(aws, { 'custom:team': 'red' }))).resolves.toBeTruthy();
    await expect(sessionOf(aws, await ada(aws, { 'custom:team': 'admin' }))).rejects.toMatchObject(invalid);
  });

  it('the default mapping tags sub as username and aud as client', async () => {
    const aws = createTeamsPool();
    aws.pool.principalTags = { [provider]: { source: 'defaults' } };
    expect((await sessionOf(aws, await ada(aws))).context).toMatchObject({
      'aws:PrincipalTag/username': 'ada',
      'aws:PrincipalTag/client': clientId,
    });
  });

  it('a claim that is missing or has several values gives no tag', async () => {
    const aws = createTeamsPool();
    const { context } = await sessionOf(aws, await ada(aws, { 'custom:team': ['red', 'blue'] }));
    expect(context).not.toHaveProperty('aws:PrincipalTag/team');
    expect(context).toHaveProperty('aws:PrincipalTag/username', 'ada');
  });

  it('guests and users of other providers get no tags', async () => {
    const aws = createTeamsPool();
    const login = issuer(aws, 'login.example.com');
    for (const session of [
      await sessionOf(aws),
      await sessionOf(aws, await login('g', { 'custom:team': 'red' })),
    ])
      expect(Object.keys(session.context).filter((key) => key.startsWith('aws:PrincipalTag'))).toEqual([]);
  });
});
