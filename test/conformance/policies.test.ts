/** IAM policies on the local S3 and DynamoDB: AWS's clients may do what their role's policy allows, and no more. */
import { CognitoIdentityProvider } from '@aws-sdk/client-cognito-identity-provider';
import {
  DeleteObjectCommand,
  GetObjectCommand,
  ListObjectsV2Command,
  PutObjectCommand,
} from '@aws-sdk/client-s3';
import { GetCommand, PutCommand, QueryCommand, ScanCommand } from '@aws-sdk/lib-dynamodb';
import { describe, expect, it } from 'vitest';
import type { PolicyDocument } from '../../local/src/iam/principal.ts';
import { clients, exchange } from './principals.ts';
import { localAwsForTests } from '../support/local-aws-server.ts';
import { ada } from '../support/users.ts';

const lines: string[] = [];
const { password } = ada;
const Bucket = 'cognito-kit-local';
const arn = `arn:aws:s3:::${Bucket}`;
const policy = (...Statement: Extract<PolicyDocument['Statement'], readonly unknown[]>): PolicyDocument => ({
  Version: '2012-10-17',
  Statement,
});

/** Maps each role, named like its user, to the policy under test. */
const policies = {
  tagged: policy({ Effect: 'Allow', Action: 's3:*', Resource: `${arn}/teams/\${aws:PrincipalTag/team}/*` }),
  guarded: policy(
    { Effect: 'Allow', Action: 's3:*', Resource: [arn, `${arn}/*`] },
    { Effect: 'Deny', Action: 's3:DeleteObject', Resource: '*' },
    { Sid: 'NoSecrets', Effect: 'Deny', Action: 's3:*', Resource: `${arn}/secret/*` },
  ),
  lister: policy({
    Effect: 'Allow',
    Action: 's3:ListBucket',
    Resource: arn,
    Condition: {
      StringLike: { 's3:prefix': ['public/*', "${aws:PrincipalTag/home, 'no-home'}/*"] },
      NumericLessThanEquals: { 's3:max-keys': 10 },
    },
  }),
  inverse: policy({ Effect: 'Allow', NotAction: 's3:Delete*', Resource: '*' }),
  narrow: policy({
    Effect: 'Allow',
    Action: ['dynamodb:Query', 'dynamodb:GetItem', 'dynamodb:PutItem'],
    Resource: 'arn:aws:dynamodb:us-east-1:123456789012:table/notes',
    Condition: {
      'ForAllValues:StringEquals': {
        'dynamodb:LeadingKeys': ['${cognito-identity.amazonaws.com:sub}', 'shared'],
      },
      Null: { 'dynamodb:LeadingKeys': 'false' },
    },
  }),
  scanner: policy({
    Effect: 'Allow',
    Action: ['dynamodb:Query', 'dynamodb:Scan'],
    Resource: '*',
    Condition: {
      'ForAllValues:StringEquals': { 'dynamodb:LeadingKeys': '${cognito-identity.amazonaws.com:sub}' },
    },
  }),
} as const;
type Name = keyof typeof policies;
const names = Object.keys(policies) as Name[];

const aws = localAwsForTests({
  print: (line) => void lines.push(line),
  userPools: [
    {
      clients: [{ authFlows: ['USER_PASSWORD_AUTH'] }],
      users: names.map((username) => ({ username, email: `${username}@example.com`, password })),
    },
  ],
  roles: Object.fromEntries(names.map((name) => [name, { policies: { [name]: policies[name] } }])),
  identityPools: [
    {
      principalTags: {
        'cognito-idp.us-east-1.amazonaws.com/us-east-1_Local0001': {
          source: 'custom',
          claims: { team: 'cognito:username' },
        },
      },
      roleMappings: {
        'us-east-1_Local0001': {
          type: 'Rules',
          ambiguousRoleResolution: 'Deny',
          rules: names.map((name) => ({
            claim: 'cognito:username',
            matchType: 'Equals',
            value: name,
            role: name,
          })),
        },
      },
    },
  ],
});

/** Signs in as the user with that role. */
const signInAs = async (name: Name) => {
  const { AuthenticationResult: result } = await new CognitoIdentityProvider({
    region: aws.config.region,
    endpoint: aws.url,
  }).initiateAuth({
    ClientId: aws.config.clientId,
    AuthFlow: 'USER_PASSWORD_AUTH',
    AuthParameters: { USERNAME: name, PASSWORD: password },
  });
  const keys = await exchange(aws, result?.IdToken ?? '')();
  return { identityId: keys.identityId, ...clients(aws, keys) };
};
const denied = { name: 'AccessDenied' };
const put = (Key: string) => new PutObjectCommand({ Bucket, Key, Body: 'x' });

describe('policies in S3', () => {
  it('a principal tag gives access to the prefix of its team only', async () => {
    const { s3 } = await signInAs('tagged');
    await s3.send(put('teams/tagged/a'));
    for (const key of ['teams/other/a', 'teams/taggedx/a', 'teams//a', 'teams/*/a'])
      await expect(s3.send(put(key))).rejects.toMatchObject(denied);
    expect(lines.at(-1)).toContain('s3:PutObject');
  });

  it('an explicit deny overrides every allow, and the terminal prints the statement', async () => {
    const { s3 } = await signInAs('guarded');
    await s3.send(put('anything/a'));
    await expect(s3.send(new DeleteObjectCommand({ Bucket, Key: 'anything/a' }))).rejects.toMatchObject({
      ...denied,
      message: expect.stringContaining('with an explicit deny in an identity-based policy'),
    });
    await expect(s3.send(put('secret/a'))).rejects.toMatchObject(denied);
    expect(lines.at(-1)).toContain('(guarded/NoSecrets)');
  });

  it('conditions on prefix and page size must both hold, with the default of a missing variable', async () => {
    const { s3 } = await signInAs('lister');
    const list = (Prefix: string | undefined, MaxKeys?: number) =>
      s3.send(new ListObjectsV2Command({ Bucket, Prefix, MaxKeys }));
    await list('public/gallery/', 10);
    await list('no-home/x', 5);
    for (const [prefix, most] of [
      ['public/gallery/', 11],
      ['public/gallery/', undefined],
      ['private/', 5],
      [undefined, 5],
    ] as const)
      await expect(list(prefix, most)).rejects.toMatchObject(denied);
  });

  it('NotAction allows every action except the named ones', async () => {
    const { s3 } = await signInAs('inverse');
    await s3.send(put('x'));
    await s3.send(new GetObjectCommand({ Bucket, Key: 'x' }));
    await expect(s3.send(new DeleteObjectCommand({ Bucket, Key: 'x' }))).rejects.toMatchObject(denied);
  });
});

describe('policies in DynamoDB', () => {
  const refused = { name: 'AccessDeniedException' };
  const TableName = 'notes';
  const queryOwner = (owner: string) =>
    new QueryCommand({
      TableName,
      KeyConditionExpression: '#o = :o',
      ExpressionAttributeNames: { '#o': 'owner' },
      ExpressionAttributeValues: { ':o': owner },
    });

  it('a leading-key condition allows the own and the shared key, and refuses requests without one', async () => {
    const { documents, identityId } = await signInAs('narrow');
    await documents.send(new PutCommand({ TableName, Item: { owner: identityId, id: '1' } }));
    await documents.send(new GetCommand({ TableName, Key: { owner: 'shared', id: '1' } }));
    expect((await documents.send(queryOwner(identityId))).Count).toBe(1);
    for (const command of [
      queryOwner('us-east-1:else'),
      new ScanCommand({ TableName }),
      new GetCommand({ TableName: 'gallery', Key: { id: 'x' } }),
    ])
      await expect(documents.send(command as never)).rejects.toMatchObject(refused);
  });

  it('ForAllValues is true for no values, so an allowed Scan passes', async () => {
    const { documents, identityId } = await signInAs('scanner');
    await documents.send(queryOwner(identityId));
    await expect(documents.send(queryOwner('us-east-1:else'))).rejects.toMatchObject(refused);
    await expect(documents.send(new ScanCommand({ TableName }))).resolves.toBeTruthy();
  });
});
