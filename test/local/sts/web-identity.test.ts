/**
 * The classic flow: an OpenID token of an identity pool or a trusted issuer is exchanged for a role by its trust
 * policy.
 */
import { GetOpenIdTokenCommand } from '@aws-sdk/client-cognito-identity';
import { GetObjectCommand, PutObjectCommand } from '@aws-sdk/client-s3';
import {
  type AssumeRoleWithWebIdentityCommandInput,
  AssumeRoleWithWebIdentityCommand,
  GetCallerIdentityCommand,
  STSClient,
} from '@aws-sdk/client-sts';
import { createLocalJWKSet, jwtVerify, SignJWT } from 'jose';
import { describe, expect, it } from 'vitest';
import { trustOf } from '../../../local/src/defaults/policies.ts';
import type { Role } from '../../../local/src/iam/state.ts';
import type { PolicyDocument } from '../../../local/src/iam/principal.ts';
import {
  ada,
  addRole,
  developerProvider,
  getId,
  issuer,
  type Logins,
  refused,
  vouch,
} from '../identity-pool/calls.ts';
import { type AwsSide, Bucket, createAwsSide, forger, provider, requestHandler } from './aws-side.ts';

const userRole = 'arn:aws:iam::123456789012:role/cognito-kit-user';
const guestRole = 'arn:aws:iam::123456789012:role/cognito-kit-guest';

const setUp = () => {
  const aws = createAwsSide();
  aws.pool.classicFlow = 'allowed';
  return aws;
};
const tokenOf = async (aws: AwsSide, logins?: Logins) => {
  const { Token = '', IdentityId = '' } = await aws.identity.send(
    new GetOpenIdTokenCommand({ IdentityId: await getId(aws, logins), ...(logins && { Logins: logins }) }),
  );
  return { token: Token, identityId: IdentityId };
};
/** Calls AssumeRoleWithWebIdentity without keys, because the operation is not signed. */
const assume = (
  aws: AwsSide,
  WebIdentityToken: string,
  change: Partial<AssumeRoleWithWebIdentityCommandInput> = {},
) =>
  new STSClient({
    region: 'us-east-1',
    endpoint: aws.endpoint,
    maxAttempts: 1,
    requestHandler: requestHandler(aws.services.sts) as never,
  }).send(
    new AssumeRoleWithWebIdentityCommand({
      RoleArn: userRole,
      RoleSessionName: 'app',
      WebIdentityToken,
      ...change,
    }),
  );
const clientsOf = (aws: AwsSide, { Credentials: keys }: Awaited<ReturnType<typeof assume>>) =>
  aws.clients({
    accessKeyId: keys?.AccessKeyId ?? '',
    secretAccessKey: keys?.SecretAccessKey ?? '',
    sessionToken: keys?.SessionToken ?? '',
  });
const denied = {
  name: 'AccessDenied',
  message: 'Not authorized to perform sts:AssumeRoleWithWebIdentity',
  $metadata: { httpStatusCode: 403 },
};

describe('GetOpenIdToken', () => {
  it('GetOpenIdToken is refused unless the pool allows the classic flow, and the terminal says why', async () => {
    const aws = createAwsSide();
    const classicFlowOff = refused(
      'Basic (classic) flow is not enabled, please use enhanced flow.',
      'InvalidParameterException',
    );
    await expect(tokenOf(aws)).rejects.toMatchObject(classicFlowOff);
    await expect(tokenOf(aws, await ada(aws))).rejects.toMatchObject(classicFlowOff);
    aws.pool.classicFlow = 'refused';
    await expect(tokenOf(aws)).rejects.toMatchObject(classicFlowOff);
    expect(aws.lines.join('\n')).toContain("Set classicFlow to 'allowed'");
  });

  it('GetOpenIdToken is refused in a pool with role mappings', async () => {
    const aws = setUp();
    aws.pool.roleMappings = { [provider]: { type: 'Token', ambiguousRoleResolution: 'Deny' } };
    await expect(tokenOf(aws, await ada(aws))).rejects.toMatchObject(
      refused(
        'Basic (classic) flow is not supported with RoleMappings, please use enhanced flow.',
        'InvalidParameterException',
      ),
    );
  });

  it('the token is valid for ten minutes and names the identity and its login', async () => {
    const aws = setUp();
    const { token, identityId } = await tokenOf(aws, await ada(aws));
    const { payload } = await jwtVerify(token, createLocalJWKSet(await aws.openIdKeys.published()));
    expect(payload).toMatchObject({
      iss: 'https://cognito-identity.amazonaws.com',
      aud: aws.pool.id,
      sub: identityId,
      amr: ['authenticated', provider, `${provider}:CognitoSignIn:ada`],
    });
    expect((payload.exp ?? 0) - (payload.iat ?? 0)).toBe(600);
    expect(payload).not.toHaveProperty(['https://aws.amazon.com/tags']);
  });

  it('GetOpenIdToken refuses the logins that GetCredentialsForIdentity refuses', async () => {
    const aws = setUp();
    const id = await getId(aws, await ada(aws));
    const getOpenIdToken = (Logins?: Logins) =>
      aws.identity.send(new GetOpenIdTokenCommand({ IdentityId: id, ...(Logins && { Logins }) }));
    await expect(getOpenIdToken()).rejects.toMatchObject(refused(/^Logins don't match/));
    await expect(getOpenIdToken(await ada(aws, {}, 'eve'))).rejects.toMatchObject({
      name: 'ResourceConflictException',
    });
    await expect(
      getOpenIdToken({ [provider]: await aws.idToken('ada', {}, forger.privateKey) }),
    ).rejects.toMatchObject(refused("Invalid login token. Couldn't verify signed token."));
    aws.pool.guests = 'refused';
    await expect(tokenOf(aws)).rejects.toMatchObject(
      refused('Unauthenticated access is not supported for this identity pool.'),
    );
  });
});

describe('AssumeRoleWithWebIdentity', () => {
  it('a token of an identity pool gives credentials in an unsigned call', async () => {
    const aws = setUp();
    const { token, identityId } = await tokenOf(aws, await ada(aws));
    const reply = await assume(aws, token);
    expect(reply).toMatchObject({
      SubjectFromWebIdentityToken: identityId,
      Audience: aws.pool.id,
      Provider: 'cognito-identity.amazonaws.com',
      AssumedRoleUser: {
        Arn: 'arn:aws:sts::123456789012:assumed-role/cognito-kit-user/app',
        AssumedRoleId: 'AROAUSERSLOCALAWS22:app',
      },
    });
    expect((reply.Credentials?.Expiration?.getTime() ?? 0) - aws.platform.now()).toBeGreaterThan(3_590_000);
    const { sts, s3 } = clientsOf(aws, reply);
    expect((await sts.send(new GetCallerIdentityCommand({}))).Arn).toBe(reply.AssumedRoleUser?.Arn);
    const Key = `private/${identityId}/a.txt`;
    await s3.send(new PutObjectCommand({ Bucket, Key, Body: 'mine' }));
    await expect(
      s3.send(new PutObjectCommand({ Bucket, Key: 'private/us-east-1:else/a.txt', Body: 'theirs' })),
    ).rejects.toMatchObject({ name: 'AccessDenied' });
  });

  it('a guest gets no session policy, unlike in the enhanced flow', async () => {
    const aws = setUp();
    const { token } = await tokenOf(aws);
    const reply = await assume(aws, token, { RoleArn: guestRole });
    const issued = aws.sts.issued[reply.Credentials?.AccessKeyId ?? ''];
    expect(issued?.principal).not.toHaveProperty('sessionPolicy');
    expect(issued?.principal.context).toMatchObject({
      'cognito-identity.amazonaws.com:amr': ['unauthenticated'],
      'cognito-identity.amazonaws.com:aud': aws.pool.id,
      'aws:FederatedProvider': 'cognito-identity.amazonaws.com',
    });
  });

  it('fault 74 (role trust): a trust policy for others denies with one message; the terminal gives the reason', async () => {
    const aws = setUp();
    const guest = await tokenOf(aws);
    const user = await tokenOf(aws, await ada(aws));
    const trusting = (name: string, trustPolicy: PolicyDocument) => addRole(aws, name, { trustPolicy });
    const open = (Condition: object) => ({
      Version: '2012-10-17' as const,
      Statement: {
        Effect: 'Allow' as const,
        Principal: { Federated: 'cognito-identity.amazonaws.com' },
        Action: 'sts:AssumeRoleWithWebIdentity',
        Condition: Condition as never,
      },
    });
    const key = 'cognito-identity.amazonaws.com';
    const attempts: [token: string, role: string, why: RegExp][] = [
      [guest.token, userRole, /amr asks for \[authenticated\], and the request has \[unauthenticated\]/],
      [user.token, guestRole, /amr asks for \[unauthenticated\]/],
      [user.token, 'arn:aws:iam::123456789012:role/nobody', /there is no such role/],
      [
        user.token,
        trusting('other-pool', trustOf('us-east-1:other', 'authenticated')),
        /aud asks for \[us-east-1:other\]/,
      ],
      [user.token, trusting('untied', open({})), /has to test both .*:aud and .*:amr/],
      [
        user.token,
        trusting(
          'one-person',
          open({
            StringEquals: { [`${key}:aud`]: aws.pool.id, [`${key}:sub`]: 'us-east-1:else' },
            'ForAnyValue:StringLike': { [`${key}:amr`]: 'authenticated' },
          }),
        ),
        /sub asks for \[us-east-1:else\]/,
      ],
      [
        user.token,
        trusting(
          'google-only',
          open({
            StringEquals: { [`${key}:aud`]: aws.pool.id },
            'ForAnyValue:StringLike': { [`${key}:amr`]: 'accounts.google.com' },
          }),
        ),
        /amr asks for \[accounts\.google\.com\]/,
      ],
    ];
    for (const [token, RoleArn, why] of attempts) {
      await expect(assume(aws, token, { RoleArn })).rejects.toMatchObject(denied);
      expect(aws.lines.at(-1)).toMatch(why);
    }
    expect(aws.lines.join('\n')).not.toContain(user.identityId);
  });

  it('a trust policy can test sts:RoleSessionName', async () => {
    const aws = setUp();
    const { token } = await tokenOf(aws, await ada(aws));
    const RoleArn = addRole(aws, 'named', {
      trustPolicy: {
        Version: '2012-10-17',
        Statement: [
          ...[trustOf(aws.pool.id, 'authenticated').Statement].flat(),
          {
            Effect: 'Deny',
            Principal: '*',
            Action: 'sts:AssumeRoleWithWebIdentity',
            Condition: { StringNotLike: { 'sts:RoleSessionName': 'app-*' } },
          },
        ],
      },
    });
    await expect(assume(aws, token, { RoleArn })).rejects.toMatchObject(denied);
    await expect(assume(aws, token, { RoleArn, RoleSessionName: 'app-1' })).resolves.toBeTruthy();
  });

  it('a malformed, forged or expired token and a token for an unknown audience are refused', async () => {
    const aws = setUp();
    const { token } = await tokenOf(aws, await ada(aws));
    const invalid = (message: string | RegExp) => refused(message, 'InvalidIdentityTokenException');
    await expect(assume(aws, 'no.token')).rejects.toMatchObject(
      invalid(/^The ID Token provided is not a valid JWT/),
    );
    const [head = '', , signature = ''] = token.split('.');
    const [, body = ''] = (await tokenOf(aws)).token.split('.');
    await expect(assume(aws, [head, body, signature].join('.'))).rejects.toMatchObject(
      invalid(/Couldn't verify the token's signature/),
    );
    const hmac = await new SignJWT({
      iss: 'https://cognito-identity.amazonaws.com',
      aud: aws.pool.id,
      sub: 'x',
    })
      .setProtectedHeader({ alg: 'HS256' })
      .setIssuedAt()
      .setExpirationTime('1h')
      .sign(new TextEncoder().encode('x'.repeat(32)));
    await expect(assume(aws, hmac)).rejects.toMatchObject(invalid(/Couldn't verify the token's signature/));
    await expect(assume(aws, await aws.idToken('ada'))).rejects.toMatchObject(
      invalid(`No OpenIDConnect provider found in your account for https://${provider}`),
    );
    aws.advance(601);
    await expect(assume(aws, token)).rejects.toMatchObject(
      refused(
        /^Token expired: current date\/time \d+ must be before the expiration date\/time \d+$/,
        'ExpiredTokenException',
      ),
    );
    delete aws.pools.pools[aws.pool.id];
    aws.advance(-601);
    await expect(assume(aws, token)).rejects.toMatchObject(invalid('Incorrect token audience'));
  });

  it('input is validated before the token is checked', async () => {
    const aws = setUp();
    const { token } = await tokenOf(aws, await ada(aws));
    const invalidInputs: Partial<AssumeRoleWithWebIdentityCommandInput>[] = [
      { RoleArn: 'role' },
      { RoleSessionName: 'a' },
      { RoleSessionName: 'with space' },
      { RoleSessionName: 'x'.repeat(65) },
      { DurationSeconds: 899 },
      { DurationSeconds: 43_201 },
      { PolicyArns: [{ arn: 'arn:aws:iam::aws:policy/ReadOnlyAccess' }] },
    ];
    for (const change of invalidInputs)
      await expect(assume(aws, token, change)).rejects.toMatchObject({ name: 'ValidationError' });
    const bare = await aws.services.sts(
      new Request(aws.endpoint, { method: 'POST', body: 'Action=AssumeRoleWithWebIdentity' }),
    );
    expect(await bare.text()).toContain('<Code>ValidationError</Code>');
  });

  it('DurationSeconds sets the lifetime, up to the maximum of the role (one hour by default)', async () => {
    const aws = setUp();
    const { token } = await tokenOf(aws, await ada(aws));
    const endOf = async (change: Partial<AssumeRoleWithWebIdentityCommandInput>) => {
      const { Credentials } = await assume(aws, token, change);
      return ((Credentials?.Expiration?.getTime() ?? 0) - aws.platform.now()) / 1000;
    };
    expect(await endOf({ DurationSeconds: 900 })).toBeLessThanOrEqual(900);
    await expect(endOf({ DurationSeconds: 3601 })).rejects.toMatchObject(
      refused(
        'The requested DurationSeconds exceeds the MaxSessionDuration set for this role.',
        'ValidationError',
      ),
    );
    const RoleArn = addRole(aws, 'long', { maxSessionDuration: 43_200 });
    expect(await endOf({ DurationSeconds: 43_200, RoleArn })).toBeGreaterThan(43_000);
  });

  it('the Policy parameter narrows the permissions of the role and never widens them', async () => {
    const aws = setUp();
    const { token, identityId } = await tokenOf(aws, await ada(aws));
    const Policy = JSON.stringify({
      Version: '2012-10-17',
      Statement: { Effect: 'Allow', Action: 's3:GetObject', Resource: '*' },
    });
    const reply = await assume(aws, token, { Policy });
    expect(reply.PackedPolicySize).toBeGreaterThan(0);
    const { s3 } = clientsOf(aws, reply);
    await s3.send(new GetObjectCommand({ Bucket, Key: 'public/gallery/the-old-quay.svg' }));
    await expect(
      s3.send(new PutObjectCommand({ Bucket, Key: `private/${identityId}/a`, Body: 'x' })),
    ).rejects.toMatchObject({
      name: 'AccessDenied',
      message: expect.stringContaining('no session policy allows'),
    });
    await expect(
      s3.send(new GetObjectCommand({ Bucket, Key: 'private/us-east-1:else/a' })),
    ).rejects.toMatchObject({ name: 'AccessDenied' });
    for (const malformed of ['{', '[]', '{"Version":"2012-10-17","Statement":{"Effect":"Allow"}}'])
      await expect(assume(aws, token, { Policy: malformed })).rejects.toMatchObject({
        name: 'MalformedPolicyDocumentException',
      });
    await expect(assume(aws, token, { Policy: `${Policy}${' '.repeat(2048)}` })).rejects.toMatchObject({
      name: 'PackedPolicyTooLargeException',
    });
  });

  it('a token for a developer identity is accepted', async () => {
    const aws = setUp();
    aws.pool.developerProviderName = developerProvider;
    const { Token = '', IdentityId } = await vouch(aws, 'user-7', { PrincipalTags: { team: 'red' } });
    await expect(assume(aws, Token)).rejects.toMatchObject(denied);
    expect(aws.lines.at(-1)).toContain('sts:TagSession');
    const RoleArn = addRole(aws, 'tagged', { trustPolicy: trustOf(aws.pool.id, 'authenticated', 'allowed') });
    const reply = await assume(aws, Token, { RoleArn });
    expect(reply.SubjectFromWebIdentityToken).toBe(IdentityId);
    expect(aws.sts.issued[reply.Credentials?.AccessKeyId ?? '']?.principal.context).toMatchObject({
      'aws:PrincipalTag/team': 'red',
    });
  });
});

describe('a token of an issuer that the account trusts', () => {
  const name = 'login.example.com';
  const trusting = (
    aws: AwsSide,
    Condition: object,
    federated = `arn:aws:iam::123456789012:oidc-provider/${name}`,
  ) =>
    addRole(aws, 'federated', {
      trustPolicy: {
        Version: '2012-10-17',
        Statement: {
          Effect: 'Allow',
          Principal: { Federated: federated },
          Action: 'sts:AssumeRoleWithWebIdentity',
          Condition: Condition as never,
        },
      },
    } satisfies Partial<Role>);

  it('the token gives a role that names the issuer, without an identity pool', async () => {
    const aws = createAwsSide();
    const sign = issuer(aws, name);
    const { [name]: token = '' } = await sign('o-7');
    const RoleArn = trusting(aws, { StringEquals: { [`${name}:aud`]: 'an-app', [`${name}:sub`]: 'o-7' } });
    const reply = await assume(aws, token, { RoleArn });
    expect(reply).toMatchObject({
      SubjectFromWebIdentityToken: 'o-7',
      Audience: 'an-app',
      Provider: `arn:aws:iam::123456789012:oidc-provider/${name}`,
    });
    expect(aws.sts.issued[reply.Credentials?.AccessKeyId ?? '']?.principal.context).toMatchObject({
      [`${name}:sub`]: 'o-7',
    });
    const { [name]: otherUserToken = '' } = await sign('o-8');
    await expect(assume(aws, otherUserToken, { RoleArn })).rejects.toMatchObject(denied);
    const { [name]: forged = '' } = await sign('o-7', {}, 'other');
    await expect(assume(aws, forged, { RoleArn })).rejects.toMatchObject({
      name: 'InvalidIdentityTokenException',
    });
    const { [name]: foreignAudienceToken = '' } = await sign('o-7', { aud: 'another' });
    await expect(assume(aws, foreignAudienceToken, { RoleArn })).rejects.toMatchObject(
      refused('Incorrect token audience', 'InvalidIdentityTokenException'),
    );
  });

  it('a role for an identity pool refuses the token of an issuer, and the other way round', async () => {
    const aws = setUp();
    const sign = issuer(aws, name);
    const { [name]: token = '' } = await sign('o-7');
    await expect(assume(aws, token, { RoleArn: userRole })).rejects.toMatchObject(denied);
    const RoleArn = trusting(aws, {});
    await expect(assume(aws, (await tokenOf(aws)).token, { RoleArn })).rejects.toMatchObject(denied);
  });

  it.each([
    ['accounts.google.com', { aud: 'an-app', azp: 'a-phone' }, { aud: 'a-phone', oaud: 'an-app', sub: 'g' }],
    ['accounts.google.com', { aud: 'an-app' }, { aud: 'an-app', oaud: 'an-app', sub: 'g' }],
    ['graph.facebook.com', {}, { app_id: 'an-app', id: 'g' }],
    ['www.amazon.com', {}, { app_id: 'an-app', user_id: 'g' }],
  ])('a token of %s with the claims %o sets the condition keys %o', async (issuerName, claims, keys) => {
    const aws = createAwsSide();
    const sign = issuer(aws, issuerName);
    const { [issuerName]: token = '' } = await sign('g', claims);
    const conditions = Object.fromEntries(
      Object.entries(keys).map(([key, value]) => [`${issuerName}:${key}`, value]),
    );
    await expect(
      assume(aws, token, { RoleArn: trusting(aws, { StringEquals: conditions }, issuerName) }),
    ).resolves.toBeTruthy();
  });

  it('session tags of the token are applied if the role allows sts:TagSession', async () => {
    const aws = createAwsSide();
    const sign = issuer(aws, name);
    const { [name]: token = '' } = await sign('o', {
      'https://aws.amazon.com/tags': { principal_tags: { team: ['red'] }, transitive_tag_keys: ['team'] },
    });
    const RoleArn = trusting(aws, {});
    await expect(assume(aws, token, { RoleArn })).rejects.toMatchObject(denied);
    const role = aws.iam.roles[RoleArn];
    const [statement] = [role?.trustPolicy.Statement].flat();
    if (role && statement && !Array.isArray(statement))
      role.trustPolicy = {
        Version: '2012-10-17',
        Statement: { ...statement, Action: ['sts:AssumeRoleWithWebIdentity', 'sts:TagSession'] },
      };
    const reply = await assume(aws, token, { RoleArn });
    expect(aws.sts.issued[reply.Credentials?.AccessKeyId ?? '']?.principal.context).toMatchObject({
      'aws:PrincipalTag/team': 'red',
    });
  });
});
