/** OIDC and public providers, user pools that are asked whether the user is still signed in, and tags from claims. */
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
  ])('%s is taken by its keys, and seen as what it is', async (name) => {
    const aws = createAwsSide();
    const login = issuer(aws, name);
    const session = await sessionOf(aws, await login('g-1'));
    expect(session.context).toMatchObject({
      'cognito-identity.amazonaws.com:amr': ['authenticated', name, `${name}:an-app:g-1`],
      'aws:FederatedProvider': 'cognito-identity.amazonaws.com',
    });
    expect(await getId(aws, await login('g-1'))).toBe(await getId(aws, await login('g-1')));
  });

  it('may leave `https://` out of its issuer, as Google does', async () => {
    const aws = createAwsSide();
    const login = issuer(aws, 'accounts.google.com');
    await expect(getId(aws, await login('g-1', { iss: 'accounts.google.com' }))).resolves.toBeTruthy();
  });

  it('fault 65: is refused with another’s key, after its end, for another audience, of another issuer', async () => {
    const aws = createAwsSide();
    const login = issuer(aws, 'login.example.com', ['an-app', 'another-app']);
    await expect(getId(aws, await login('g', {}, 'stranger’s'))).rejects.toMatchObject(unverified);
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

  it('is narrowed by the pool’s own audiences', async () => {
    const aws = createAwsSide();
    const login = issuer(aws, 'login.example.com', ['an-app', 'another-app']);
    aws.pool.openIdProviders = [{ providerName: 'login.example.com', audiences: ['another-app'] }];
    await expect(getId(aws, await login('g'))).rejects.toMatchObject(
      refused('Invalid login token. Incorrect token audience.'),
    );
    await expect(getId(aws, await login('g', { aud: 'another-app' }))).resolves.toBeTruthy();
  });

  it('that the pool does not list, or that nobody registered, is refused, and the terminal says which', async () => {
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

  it('cannot pass for a user pool, nor a user pool for it', async () => {
    const aws = createAwsSide();
    const login = issuer(aws, 'login.example.com');
    const { 'login.example.com': token = '' } = await login('ada', {
      iss: `https://${provider}`,
      aud: clientId,
      token_use: 'id',
    });
    await expect(getId(aws, { [provider]: token })).rejects.toMatchObject(unverified);
    const { [provider]: own = '' } = await ada(aws);
    await expect(getId(aws, { 'login.example.com': own })).rejects.toMatchObject(unverified);
  });
});

describe('ServerSideTokenCheck', () => {
  const check = (serverSideTokenCheck: 'checked' | 'unchecked' | undefined) => {
    const aws = createAwsSide();
    aws.pool.providers = [
      { providerName: provider, clientId, ...(serverSideTokenCheck && { serverSideTokenCheck }) },
    ];
    return aws;
  };

  it('refuses the token of somebody who has signed out everywhere, before it runs out', async () => {
    const aws = check('checked');
    const logins = await ada(aws);
    const id = await getId(aws, logins);
    await getKeys(aws, id, logins);
    aws.signedOut.add('ada');
    const revoked = refused('Invalid login token. Token is revoked.');
    await expect(getId(aws, logins)).rejects.toMatchObject(revoked);
    await expect(getKeys(aws, id, logins)).rejects.toMatchObject(revoked);
    await expect(getId(aws, await ada(aws, {}, 'eve'))).resolves.toBeTruthy();
  });

  it('is off unless the provider says otherwise', async () => {
    for (const setting of ['unchecked', undefined] as const) {
      const aws = check(setting);
      aws.signedOut.add('ada');
      await expect(getId(aws, await ada(aws))).resolves.toBeTruthy();
    }
  });

  it('is asked of the app client that the token is for', async () => {
    const aws = check('checked');
    aws.pool.providers = [...aws.pool.providers, { providerName: provider, clientId: 'another' }];
    aws.signedOut.add('ada');
    await expect(getId(aws, await ada(aws, { aud: 'another' }))).resolves.toBeTruthy();
    await expect(getId(aws, await ada(aws))).rejects.toMatchObject({ name: 'NotAuthorizedException' });
  });
});

describe('attributes for access control', () => {
  const teams = (tagging: 'allowed' | 'none' = 'allowed') => {
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

  it('put claims into the session as principal tags, for policies to look at', async () => {
    const aws = teams();
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

  it('need sts:TagSession in the role’s trust policy', async () => {
    const aws = teams('none');
    await expect(sessionOf(aws, await ada(aws, { 'custom:team': 'red' }))).rejects.toMatchObject(invalid);
    expect(aws.lines.join('\n')).toMatch(/does not trust the identity pool: .*sts:TagSession/);
    delete aws.pool.principalTags;
    await expect(sessionOf(aws, await ada(aws, { 'custom:team': 'red' }))).resolves.toBeTruthy();
  });

  it('may be kept out by the trust policy’s conditions on them', async () => {
    const aws = teams();
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

  it('have a default mapping of sub and aud', async () => {
    const aws = teams();
    aws.pool.principalTags = { [provider]: { source: 'defaults' } };
    expect((await sessionOf(aws, await ada(aws))).context).toMatchObject({
      'aws:PrincipalTag/username': 'ada',
      'aws:PrincipalTag/client': clientId,
    });
  });

  it('leave out a claim that is not there or has several values', async () => {
    const aws = teams();
    const { context } = await sessionOf(aws, await ada(aws, { 'custom:team': ['red', 'blue'] }));
    expect(context).not.toHaveProperty('aws:PrincipalTag/team');
    expect(context).toHaveProperty('aws:PrincipalTag/username', 'ada');
  });

  it('are no guest’s, and of no other provider', async () => {
    const aws = teams();
    const login = issuer(aws, 'login.example.com');
    for (const session of [
      await sessionOf(aws),
      await sessionOf(aws, await login('g', { 'custom:team': 'red' })),
    ])
      expect(Object.keys(session.context).filter((key) => key.startsWith('aws:PrincipalTag'))).toEqual([]);
  });
});
