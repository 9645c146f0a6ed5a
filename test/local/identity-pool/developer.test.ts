/**
 * Developer authenticated identities: a backend with the right permission obtains identities and tokens for its own
 * users.
 */
import {
  DescribeIdentityCommand,
  GetOpenIdTokenForDeveloperIdentityCommand,
  LookupDeveloperIdentityCommand,
  MergeDeveloperIdentitiesCommand,
  UnlinkDeveloperIdentityCommand,
} from '@aws-sdk/client-cognito-identity';
import { createLocalJWKSet, decodeJwt, jwtVerify } from 'jose';
import { describe, expect, it } from 'vitest';
import type { Statement } from '../../../local/src/iam/principal.ts';
import { type AwsSide, createAwsSide } from '../sts/aws-side.ts';
import { asGuest, asUser } from '../sts/principals.ts';
import { ada, developerProvider, getId, getKeys, issuer, refused, vouch } from './calls.ts';

const identityProvider = 'cognito-identity.amazonaws.com';
const setUp = () => {
  const aws = createAwsSide();
  aws.pool.developerProviderName = developerProvider;
  return aws;
};
const login = (Token: string | undefined) => ({ [identityProvider]: Token ?? '' });

describe('GetOpenIdTokenForDeveloperIdentity', () => {
  it('one developer user gets one identity and a token, valid for 15 minutes, that names the developer provider', async () => {
    const aws = setUp();
    const { IdentityId, Token = '' } = await vouch(aws, 'user-7');
    expect((await vouch(aws, 'user-7')).IdentityId).toBe(IdentityId);
    expect((await vouch(aws, 'user-8')).IdentityId).not.toBe(IdentityId);
    const { payload, protectedHeader } = await jwtVerify(
      Token,
      createLocalJWKSet(await aws.openIdKeys.published()),
    );
    expect(protectedHeader.alg).toBe('RS512');
    expect(payload).toMatchObject({
      iss: 'https://cognito-identity.amazonaws.com',
      aud: aws.pool.id,
      sub: IdentityId,
      amr: ['authenticated', developerProvider, `${developerProvider}:${aws.pool.id}:user-7`],
    });
    expect((payload.exp ?? 0) - (payload.iat ?? 0)).toBe(900);
  });

  it('TokenDuration sets the lifetime of the token, up to one day', async () => {
    const aws = setUp();
    const { Token = '' } = await vouch(aws, 'user-7', { TokenDuration: 86_400 });
    const { exp = 0, iat = 0 } = decodeJwt(Token);
    expect(exp - iat).toBe(86_400);
    for (const TokenDuration of [0, 86_401, 1.5])
      await expect(vouch(aws, 'user-7', { TokenDuration })).rejects.toMatchObject({
        name: 'ValidationException',
      });
  });

  it('the token gives credentials for its own identity only, until it expires', async () => {
    const aws = setUp();
    const { IdentityId = '', Token } = await vouch(aws, 'user-7');
    const keys = await getKeys(aws, IdentityId, login(Token));
    expect(keys.IdentityId).toBe(IdentityId);
    const session = aws.sts.issued[keys.Credentials?.AccessKeyId ?? ''];
    expect(session?.principal).toMatchObject({
      roleArn: aws.pool.roles.authenticated,
      context: {
        'cognito-identity.amazonaws.com:amr': expect.arrayContaining(['authenticated', developerProvider]),
      },
    });
    expect(session?.principal).not.toHaveProperty('sessionPolicy');
    expect(await getId(aws, login(Token))).toBe(IdentityId);
    const otherUser = await vouch(aws, 'user-8');
    await expect(getKeys(aws, otherUser.IdentityId ?? '', login(Token))).rejects.toMatchObject(
      refused(/^Logins don't match/),
    );
    await expect(getKeys(aws, IdentityId)).rejects.toMatchObject(refused(/^Logins don't match/));
    aws.advance(901);
    await expect(getKeys(aws, IdentityId, login(Token))).rejects.toMatchObject(refused(/Token expired/));
  });

  it('fault 64 (foreign token): a forged token or a token of another pool gives no credentials', async () => {
    const aws = setUp();
    const { IdentityId = '', Token = '' } = await vouch(aws, 'user-7');
    const [head = '', body = '', signature = ''] = Token.split('.');
    const claims = { ...decodeJwt(Token), sub: 'us-east-1:00000000-0000-4000-8000-000000000000' };
    const changed = Buffer.from(JSON.stringify(claims)).toString('base64url');
    const unsigned = Buffer.from('{"alg":"none"}').toString('base64url');
    for (const forged of [[head, changed, signature].join('.'), `${unsigned}.${body}.`, 'x'])
      await expect(getKeys(aws, IdentityId, login(forged))).rejects.toMatchObject(
        refused("Invalid login token. Couldn't verify signed token."),
      );
    const otherPool = { ...aws.pool, id: 'us-east-1:11111111-1111-4111-8111-111111111111' };
    aws.pools.pools[otherPool.id] = otherPool;
    const foreign = await aws.admin().send(
      new GetOpenIdTokenForDeveloperIdentityCommand({
        IdentityPoolId: otherPool.id,
        Logins: { [developerProvider]: 'user-7' },
      }),
    );
    await expect(getKeys(aws, IdentityId, login(foreign.Token))).rejects.toMatchObject(
      refused('Invalid login token. Incorrect token audience.'),
    );
  });

  it('a developer user is linked to the identity of a guest or of a signed-in user', async () => {
    const aws = setUp();
    const guest = await getId(aws);
    expect((await vouch(aws, 'user-7', { IdentityId: guest })).IdentityId).toBe(guest);
    const adasId = await getId(aws, await ada(aws));
    expect((await vouch(aws, 'user-8', { IdentityId: adasId })).IdentityId).toBe(adasId);
    expect((await vouch(aws, 'user-8')).IdentityId).toBe(adasId);
    expect(await getId(aws, await ada(aws))).toBe(adasId);
    // Several user identifiers of the developer provider can belong to one identity.
    expect((await vouch(aws, 'user-8-again', { IdentityId: adasId })).IdentityId).toBe(adasId);
    await expect(vouch(aws, 'user-7', { IdentityId: adasId })).rejects.toMatchObject({
      name: 'DeveloperUserAlreadyRegisteredException',
    });
    await expect(
      vouch(aws, 'user-9', { IdentityId: 'us-east-1:00000000-0000-4000-8000-000000000000' }),
    ).rejects.toMatchObject({ name: 'ResourceNotFoundException' });
  });

  it('verified logins of other providers are linked in the same call', async () => {
    const aws = setUp();
    const google = issuer(aws, 'accounts.google.com');
    const { IdentityId = '' } = await vouch(aws, 'user-7', { Logins: await google('g-7') });
    expect(await getId(aws, await google('g-7'))).toBe(IdentityId);
    await expect(vouch(aws, 'user-8', { Logins: await google('g-8', {}, 'other') })).rejects.toMatchObject(
      refused("Invalid login token. Couldn't verify signed token."),
    );
    await expect(vouch(aws, 'user-8', { Logins: { 'login.missing.app': 'x' } })).rejects.toMatchObject(
      refused('Token is not from a supported provider of this identity pool.'),
    );
  });

  it('an identity has at most 20 logins', async () => {
    const aws = setUp();
    const { IdentityId = '' } = await vouch(aws, 'name-1');
    for (let index = 2; index <= 20; index += 1) await vouch(aws, `name-${index}`, { IdentityId });
    await expect(vouch(aws, 'name-21', { IdentityId })).rejects.toMatchObject({
      name: 'LimitExceededException',
    });
  });

  it('a call is refused if the pool has no developer provider or the login is not of that provider', async () => {
    const aws = setUp();
    await expect(
      aws.admin().send(
        new GetOpenIdTokenForDeveloperIdentityCommand({
          IdentityPoolId: aws.pool.id,
          Logins: await ada(aws),
        }),
      ),
    ).rejects.toMatchObject({ name: 'InvalidParameterException' });
    delete aws.pool.developerProviderName;
    await expect(vouch(aws, 'user-7')).rejects.toMatchObject(refused(/has no developer provider/));
  });

  it('the name of the developer provider in Logins is refused by GetId', async () => {
    const aws = setUp();
    await vouch(aws, 'user-7');
    await expect(getId(aws, { [developerProvider]: 'user-7' })).rejects.toMatchObject(
      refused('Token is not from a supported provider of this identity pool.'),
    );
  });
});

describe('permission to call GetOpenIdTokenForDeveloperIdentity', () => {
  const asRole = async (aws: AwsSide, ...statements: Statement[]) => {
    const role = aws.iam.roles[aws.pool.roles.authenticated ?? ''];
    if (role)
      role.policies = [{ name: 'backend', document: { Version: '2012-10-17', Statement: statements } }];
    return aws.admin((await asUser(aws)).keys);
  };
  const command = (aws: AwsSide) =>
    new GetOpenIdTokenForDeveloperIdentityCommand({
      IdentityPoolId: aws.pool.id,
      Logins: { [developerProvider]: 'user-7' },
    });
  const Action = 'cognito-identity:GetOpenIdTokenForDeveloperIdentity';
  const arn = (id: string) => `arn:aws:cognito-identity:us-east-1:123456789012:identitypool/${id}`;

  it('the account and a role that is allowed on this pool may call it', async () => {
    const aws = setUp();
    const allowed = await asRole(aws, { Effect: 'Allow', Action, Resource: arn(aws.pool.id) });
    await expect(allowed.send(command(aws))).resolves.toHaveProperty('Token');
    const elsewhere = await asRole(aws, { Effect: 'Allow', Action, Resource: arn('us-east-1:other') });
    await expect(elsewhere.send(command(aws))).rejects.toMatchObject({
      name: 'AccessDeniedException',
      message: `User: arn:aws:sts::123456789012:assumed-role/cognito-kit-user/CognitoIdentityCredentials is not authorized to perform: ${Action} on resource: ${arn(aws.pool.id)} because no identity-based policy allows the ${Action} action`,
    });
    expect(aws.lines.at(-1)).toContain('is not arn:aws:cognito-identity');
  });

  it('users, guests, unsigned requests and wrong signatures are refused', async () => {
    const aws = setUp();
    for (const { keys } of [await asUser(aws), await asGuest(aws)])
      await expect(aws.admin(keys).send(command(aws))).rejects.toMatchObject({
        name: 'AccessDeniedException',
      });
    await expect(aws.identity.send(command(aws))).rejects.toMatchObject({
      name: 'UnrecognizedClientException',
    });
    await expect(
      aws.admin({ ...aws.sts.root, secretAccessKey: 'guess' }).send(command(aws)),
    ).rejects.toMatchObject({ name: 'InvalidSignatureException' });
    const tampering = aws.admin(aws.sts.root, (request) => {
      const headers = new Headers(request.headers);
      const body = JSON.stringify({
        IdentityPoolId: aws.pool.id,
        Logins: { [developerProvider]: 'somebody-else' },
      });
      return new Request(request.url, { method: 'POST', headers, body });
    });
    await expect(tampering.send(command(aws))).rejects.toMatchObject({ name: 'InvalidSignatureException' });
    const bare = await aws.services.identity(
      new Request(aws.endpoint, {
        method: 'POST',
        headers: { 'x-amz-target': 'AWSCognitoIdentityService.GetOpenIdTokenForDeveloperIdentity' },
        body: '{}',
      }),
    );
    expect(bare.status).toBe(400);
    expect(await bare.json()).toMatchObject({ __type: 'MissingAuthenticationTokenException' });
    expect(aws.lines.join('\n')).toContain(
      'refused: cognito-identity: missing: The request is not signed. (POST /)',
    );
  });
});

describe('the users of a developer provider', () => {
  const setUpTwo = async () => {
    const aws = setUp();
    const [one, two] = [await vouch(aws, 'one'), await vouch(aws, 'two')];
    return {
      aws,
      admin: aws.admin(),
      IdentityPoolId: aws.pool.id,
      one: one.IdentityId ?? '',
      two: two.IdentityId ?? '',
    };
  };

  it('LookupDeveloperIdentity finds users by identity and by name, in pages', async () => {
    const { aws, admin, IdentityPoolId, one, two } = await setUpTwo();
    await vouch(aws, 'uno', { IdentityId: one });
    const byName = await admin.send(
      new LookupDeveloperIdentityCommand({ IdentityPoolId, DeveloperUserIdentifier: 'uno' }),
    );
    expect(byName).toMatchObject({ IdentityId: one, DeveloperUserIdentifierList: ['one', 'uno'] });
    const page = await admin.send(
      new LookupDeveloperIdentityCommand({ IdentityPoolId, IdentityId: one, MaxResults: 1 }),
    );
    expect(page.DeveloperUserIdentifierList).toEqual(['one']);
    const next = await admin.send(
      new LookupDeveloperIdentityCommand({
        IdentityPoolId,
        IdentityId: one,
        MaxResults: 1,
        NextToken: page.NextToken,
      }),
    );
    expect(next).toMatchObject({ DeveloperUserIdentifierList: ['uno'] });
    expect(next.NextToken).toBeUndefined();
    await expect(
      admin.send(
        new LookupDeveloperIdentityCommand({
          IdentityPoolId,
          IdentityId: two,
          DeveloperUserIdentifier: 'one',
        }),
      ),
    ).rejects.toMatchObject({ name: 'ResourceConflictException' });
    for (const input of [{ DeveloperUserIdentifier: 'three' }, { IdentityId: 'us-east-1:00' }])
      await expect(
        admin.send(new LookupDeveloperIdentityCommand({ IdentityPoolId, ...input })),
      ).rejects.toMatchObject({ name: 'ResourceNotFoundException' });
    await expect(admin.send(new LookupDeveloperIdentityCommand({ IdentityPoolId }))).rejects.toMatchObject({
      name: 'InvalidParameterException',
    });
  });

  it('MergeDeveloperIdentities moves the source user to the identity of the destination user', async () => {
    const { aws, admin, IdentityPoolId, one, two } = await setUpTwo();
    const merged = await admin.send(
      new MergeDeveloperIdentitiesCommand({
        IdentityPoolId,
        DeveloperProviderName: developerProvider,
        SourceUserIdentifier: 'one',
        DestinationUserIdentifier: 'two',
      }),
    );
    expect(merged.IdentityId).toBe(two);
    expect((await vouch(aws, 'one')).IdentityId).toBe(two);
    expect((await admin.send(new DescribeIdentityCommand({ IdentityId: one }))).Logins).toBeUndefined();
  });

  it('MergeDeveloperIdentities refuses two identities that both have a login of one public provider', async () => {
    const { aws, admin, IdentityPoolId, one, two } = await setUpTwo();
    const google = issuer(aws, 'accounts.google.com');
    await vouch(aws, 'one', { Logins: await google('g-1') });
    await vouch(aws, 'two', { Logins: await google('g-2') });
    const merge = (source: string, name = developerProvider) =>
      admin.send(
        new MergeDeveloperIdentitiesCommand({
          IdentityPoolId,
          DeveloperProviderName: name,
          SourceUserIdentifier: source,
          DestinationUserIdentifier: 'two',
        }),
      );
    await expect(merge('one')).rejects.toMatchObject({ name: 'ResourceConflictException' });
    await expect(merge('three')).rejects.toMatchObject({ name: 'ResourceNotFoundException' });
    await expect(merge('one', 'login.other.app')).rejects.toMatchObject({
      name: 'InvalidParameterException',
    });
    expect([(await vouch(aws, 'one')).IdentityId, (await vouch(aws, 'two')).IdentityId]).toEqual([one, two]);
  });

  it('UnlinkDeveloperIdentity removes one user identifier; the last one disables the identity', async () => {
    const { aws, admin, IdentityPoolId, one, two } = await setUpTwo();
    await vouch(aws, 'uno', { IdentityId: one });
    const unlink = (IdentityId: string, DeveloperUserIdentifier: string) =>
      admin.send(
        new UnlinkDeveloperIdentityCommand({
          IdentityPoolId,
          IdentityId,
          DeveloperProviderName: developerProvider,
          DeveloperUserIdentifier,
        }),
      );
    await unlink(one, 'one');
    expect((await vouch(aws, 'uno')).IdentityId).toBe(one);
    expect((await vouch(aws, 'one')).IdentityId).not.toBe(one);
    await expect(unlink(one, 'two')).rejects.toMatchObject({ name: 'ResourceNotFoundException' });
    await unlink(two, 'two');
    await expect(getKeys(aws, two)).rejects.toMatchObject(
      refused(`Access to Identity '${two}' is forbidden.`),
    );
  });
});
