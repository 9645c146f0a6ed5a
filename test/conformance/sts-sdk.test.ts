/** AWS's STS client on the local STS: roles for web identity tokens of a trusted issuer, and the caller identity. */
import * as sdk from '@aws-sdk/client-sts';
import {
  AssumeRoleWithWebIdentityCommand,
  type AssumeRoleWithWebIdentityCommandInput,
  GetCallerIdentityCommand,
  STSClient,
} from '@aws-sdk/client-sts';
import { GetObjectCommand, ListObjectsV2Command, S3Client } from '@aws-sdk/client-s3';
import { fromWebToken } from '@aws-sdk/credential-providers';
import { exportJWK, generateKeyPair, type JWTPayload, SignJWT } from 'jose';
import { describe, expect, it } from 'vitest';
import { localAwsForTests } from '../support/local-aws-server.ts';

const host = 'login.example.com/tenant';
const account = '123456789012';
const signer = await generateKeyPair('ES256', { extractable: true });
const jwk = { ...(await exportJWK(signer.publicKey)), kid: 'tenant-1', alg: 'ES256' };
const lines: string[] = [];
const role = `arn:aws:iam::${account}:role/federated`;
const picture = { Bucket: 'cognito-kit-local', Key: 'public/gallery/the-old-quay.svg' };

const aws = localAwsForTests({
  print: (line) => void lines.push(line),
  issuers: [{ issuer: `https://${host}`, jwks: { keys: [jwk] }, audiences: ['an-app'] }],
  roles: {
    federated: {
      maxSessionDuration: 7200,
      trust: {
        Version: '2012-10-17',
        Statement: {
          Effect: 'Allow',
          Principal: { Federated: `arn:aws:iam::${account}:oidc-provider/${host}` },
          Action: ['sts:AssumeRoleWithWebIdentity', 'sts:TagSession'],
          Condition: {
            StringEquals: { [`${host}:aud`]: 'an-app' },
            StringLike: { [`${host}:sub`]: 'team-a/*' },
          },
        },
      },
      policies: {
        gallery: {
          Version: '2012-10-17',
          Statement: {
            Effect: 'Allow',
            Action: 's3:GetObject',
            Resource: 'arn:aws:s3:::cognito-kit-local/public/${aws:PrincipalTag/shelf}/*',
          },
        },
      },
    },
  },
});

const tokenOf = (sub = 'team-a/ada', claims: JWTPayload = {}, key = signer.privateKey) =>
  new SignJWT({
    iss: `https://${host}`,
    aud: 'an-app',
    sub,
    'https://aws.amazon.com/tags': { principal_tags: { shelf: ['gallery'] } },
    ...claims,
  })
    .setProtectedHeader({ alg: 'ES256', kid: 'tenant-1' })
    .setIssuedAt()
    .setExpirationTime('5h')
    .sign(key);
const common = () => ({ region: aws.config.region, endpoint: aws.url, maxAttempts: 1 });
const assumeRole = async (change: Partial<AssumeRoleWithWebIdentityCommandInput> = {}) =>
  new STSClient(common()).send(
    new AssumeRoleWithWebIdentityCommand({
      RoleArn: role,
      RoleSessionName: 'ada@example.com',
      WebIdentityToken: await tokenOf(),
      ...change,
    }),
  );
const keysOf = ({ Credentials: keys }: Awaited<ReturnType<typeof assumeRole>>) => ({
  accessKeyId: keys?.AccessKeyId ?? '',
  secretAccessKey: keys?.SecretAccessKey ?? '',
  sessionToken: keys?.SessionToken ?? '',
});

describe('AssumeRoleWithWebIdentity', () => {
  it('returns credentials that STS and S3 accept if the trust policy allows the token', async () => {
    const reply = await assumeRole();
    expect(reply).toMatchObject({
      Provider: `arn:aws:iam::${account}:oidc-provider/${host}`,
      Audience: 'an-app',
      SubjectFromWebIdentityToken: 'team-a/ada',
    });
    const credentials = keysOf(reply);
    const caller = await new STSClient({ ...common(), credentials }).send(new GetCallerIdentityCommand({}));
    expect(caller).toMatchObject({
      Account: account,
      Arn: `arn:aws:sts::${account}:assumed-role/federated/ada@example.com`,
      UserId: reply.AssumedRoleUser?.AssumedRoleId,
    });
    const s3 = new S3Client({ ...common(), forcePathStyle: true, credentials });
    expect((await s3.send(new GetObjectCommand(picture))).ContentType).toBe('image/svg+xml');
    await expect(s3.send(new ListObjectsV2Command({ Bucket: picture.Bucket }))).rejects.toMatchObject({
      name: 'AccessDenied',
    });
  });

  it('returns credentials to the SDK’s web token provider', async () => {
    const credentials = fromWebToken({
      roleArn: role,
      webIdentityToken: await tokenOf(),
      durationSeconds: 7200,
      clientConfig: common(),
    });
    const s3 = new S3Client({ ...common(), forcePathStyle: true, credentials: credentials as never });
    await s3.send(new GetObjectCommand(picture));
    await aws.advance(7000);
    expect((await assumeRole({ WebIdentityToken: await tokenOf() })).Credentials).toBeDefined();
  });

  it('returns credentials that expire after DurationSeconds', async () => {
    const credentials = keysOf(await assumeRole({ DurationSeconds: 900 }));
    await aws.advance(901);
    await expect(
      new STSClient({ ...common(), credentials }).send(new GetCallerIdentityCommand({})),
    ).rejects.toMatchObject({ $metadata: { httpStatusCode: 403 } });
  });

  it.each<[string, () => Promise<Partial<AssumeRoleWithWebIdentityCommandInput>>, string, RegExp]>([
    [
      'another subject',
      async () => ({ WebIdentityToken: await tokenOf('team-b/eve') }),
      'AccessDenied',
      /sub asks for \[team-a\/\*\], and the request has \[team-b\/eve\]/,
    ],
    [
      'another audience',
      async () => ({ WebIdentityToken: await tokenOf('team-a/ada', { aud: 'x' }) }),
      'InvalidIdentityTokenException',
      /Incorrect token audience/,
    ],
    [
      'another issuer',
      async () => ({ WebIdentityToken: await tokenOf('team-a/ada', { iss: 'https://evil.example' }) }),
      'InvalidIdentityTokenException',
      /No OpenIDConnect provider found in your account for https:\/\/evil\.example/,
    ],
    [
      'a forged token',
      async () => ({
        WebIdentityToken: await tokenOf('team-a/ada', {}, (await generateKeyPair('ES256')).privateKey),
      }),
      'InvalidIdentityTokenException',
      /Couldn't verify the token's signature/,
    ],
    [
      'too long a session',
      async () => ({ DurationSeconds: 7201 }),
      'ValidationError',
      /exceeds the MaxSessionDuration/,
    ],
    [
      'a role that trusts identity pools only',
      async () => ({ RoleArn: `arn:aws:iam::${account}:role/cognito-kit-user` }),
      'AccessDenied',
      /no statement of its trust policy lets/,
    ],
    [
      'an invalid policy',
      async () => ({ Policy: '{"Version":"2012-10-17"}' }),
      'MalformedPolicyDocumentException',
      /statement that is not an object/,
    ],
  ])('refuses %s and prints the reason', async (_, change, name, reason) => {
    await expect(assumeRole(await change())).rejects.toMatchObject({ name });
    expect(lines.at(-1)).toMatch(reason);
  });

  it('fault 87 (secrets in logs): prints no token and no secret key', async () => {
    const token = await tokenOf('team-b/eve');
    await assumeRole({ WebIdentityToken: token }).catch(() => {});
    const { secretAccessKey, sessionToken } = keysOf(await assumeRole());
    const all = lines.join('\n');
    for (const secret of [token, token.split('.')[2] ?? '', secretAccessKey, sessionToken])
      expect(all.includes(secret)).toBe(false);
  });
});

it('STS: unsupported operations are refused by name, also for root credentials', async () => {
  const supported = ['AssumeRoleWithWebIdentity', 'GetCallerIdentity'];
  const unsupported = Object.keys(sdk).filter(
    (name) => /^[A-Z]\w+Command$/.test(name) && !supported.includes(name.replace(/Command$/, '')),
  );
  expect(unsupported.length).toBeGreaterThan(3);
  const client = new STSClient({ ...common(), credentials: aws.root });
  for (const name of unsupported) {
    const Command = (sdk as unknown as Record<string, new (input: object) => never>)[name];
    if (!Command) throw new Error(`The SDK has no ${name}.`);
    const reply = client.send(
      new Command({
        RoleArn: role,
        PrincipalArn: role,
        SAMLAssertion: 'eA==',
        RoleSessionName: 'app',
        Name: 'app',
        AccessKeyId: 'AKIAIOSFODNN7EXAMPLE',
        EncodedMessage: 'x',
        TargetPrincipal: 'x',
        TaskPolicyArn: { arn: role },
        Audience: ['x'],
        SigningAlgorithm: 'RS256',
        TradeInToken: 'x',
      }),
    );
    await expect(reply).rejects.toMatchObject({
      name: expect.stringMatching(/^(InvalidAction|MissingAuthenticationToken)$/),
    });
  }
});
