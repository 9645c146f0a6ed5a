/** A config creates the user pools, identity pools, roles, users, triggers, buckets and tables that it describes. */
import { describe, expect, it } from 'vitest';
import { createLocalAws, defineLocalAws, type LocalAwsOptions } from 'cognito-kit-local';
import { startLocalAws } from 'cognito-kit-local/node';
import { DynamoDBClient, QueryCommand, ScanCommand } from '@aws-sdk/client-dynamodb';
import { GetObjectCommand, S3Client } from '@aws-sdk/client-s3';

/** The fields of replies that these tests read. */
interface Reply extends Record<string, unknown> {
  AuthenticationResult: { AccessToken: string; IdToken: string };
  Credentials: { AccessKeyId: string };
  IdentityId: string;
  UserAttributes: unknown;
  message: string;
}

const ask = (aws: ReturnType<typeof createLocalAws>) => async (target: string, input: object) => {
  const reply = await aws.fetch(aws.config.endpoint, {
    method: 'POST',
    headers: { 'x-amz-target': target },
    body: JSON.stringify(input),
  });
  return (await reply.json()) as Reply;
};
const idp = 'AWSCognitoIdentityProviderService.';
const identity = 'AWSCognitoIdentityService.';
const signIn = (
  aws: ReturnType<typeof createLocalAws>,
  ClientId: string,
  USERNAME: string,
  PASSWORD: string,
) =>
  ask(aws)(`${idp}InitiateAuth`, {
    ClientId,
    AuthFlow: 'USER_PASSWORD_AUTH',
    AuthParameters: { USERNAME, PASSWORD },
  });

describe('several user pools', () => {
  const aws = createLocalAws({
    userPools: [
      { clients: [{}, { id: 'server', secret: 'shh' }] },
      {
        passwordPolicy: { minimumLength: 12 },
        users: [{ email: 'eve@example.com', password: 'Eve-pass-1' }],
      },
      { id: 'us-east-1_Given', clients: [{ id: 'given' }] },
    ],
    identityPools: [{}, { id: '11111111-2222-4333-8444-555555555555', name: 'second' }],
  });

  it('user pools and identity pools get the ids of the config, or ids that are equal in every run', () => {
    const again = createLocalAws({ userPools: [{}, {}], identityPools: [{}, {}] });
    expect(aws.userPools.map(({ id, clients }) => [id, clients.map((client) => client.id)])).toEqual([
      ['us-east-1_Local0001', ['4localwebclient0for1browse', 'server']],
      ['us-east-1_Local0002', ['4localpool0002client0001ck']],
      ['us-east-1_Given', ['given']],
    ]);
    expect(again.userPools[1]).toMatchObject({
      id: 'us-east-1_Local0002',
      clients: [{ id: '4localpool0002client0001ck' }],
    });
    expect(aws.identityPools[1]).toEqual({
      id: 'us-east-1:11111111-2222-4333-8444-555555555555',
      name: 'second',
    });
    expect(again.identityPools[1]!.id).toMatch(/^us-east-1:[0-9a-f-]{36}$/);
    expect(again.identityPools[1]!.id).not.toBe(again.identityPools[0]!.id);
  });

  it('each user pool has its own users and its own password policy', async () => {
    const second = aws.userPools[1]!.clients[0]!.id;
    expect(await signIn(aws, second, 'eve', 'Eve-pass-1')).toHaveProperty('AuthenticationResult');
    expect(await signIn(aws, aws.config.clientId, 'eve', 'Eve-pass-1')).toMatchObject({
      __type: 'NotAuthorizedException',
    });
    const short = {
      Username: 'short',
      Password: 'Short-1-pw',
      UserAttributes: [{ Name: 'email', Value: 's@example.com' }],
    };
    expect(await ask(aws)(`${idp}SignUp`, { ClientId: second, ...short })).toMatchObject({
      __type: 'InvalidPasswordException',
    });
    expect(await ask(aws)(`${idp}SignUp`, { ClientId: aws.config.clientId, ...short })).toHaveProperty(
      'UserSub',
    );
  });

  it('an identity pool without userPools accepts the users of every user pool', async () => {
    const { AuthenticationResult } = await signIn(aws, aws.userPools[1]!.clients[0]!.id, 'eve', 'Eve-pass-1');
    const reply = await ask(aws)(`${identity}GetId`, {
      IdentityPoolId: aws.identityPools[1]!.id,
      Logins: {
        [`cognito-idp.us-east-1.amazonaws.com/${aws.userPools[1]!.id}`]: AuthenticationResult.IdToken,
      },
    });
    expect(reply['IdentityId']).toMatch(/^us-east-1:/);
  });
});

describe('groups, roles and mappings', () => {
  it('a member of a group gets the role of the group', async () => {
    const setup = defineLocalAws({
      userPools: [
        {
          groups: { editors: { precedence: 1, role: 'editor' } },
          users: [{ email: 'edith@example.com', password: 'Galley-proof-3', groups: ['editors'] }],
        },
      ],
      identityPools: [
        { roleMappings: { 'us-east-1_Local0001': { type: 'Token', ambiguousRoleResolution: 'Deny' } } },
      ],
      roles: { editor: { policies: {} } },
    });
    const printed: string[] = [];
    const aws = createLocalAws({ ...setup, print: (line) => printed.push(line) });
    const { AuthenticationResult } = await signIn(aws, aws.config.clientId, 'edith', 'Galley-proof-3');
    const Logins = {
      [`cognito-idp.us-east-1.amazonaws.com/${aws.config.userPoolId}`]: AuthenticationResult.IdToken,
    };
    const { IdentityId } = await ask(aws)(`${identity}GetId`, {
      IdentityPoolId: aws.config.identityPoolId,
      Logins,
    });
    const { Credentials } = await ask(aws)(`${identity}GetCredentialsForIdentity`, { IdentityId, Logins });
    const snapshot = await aws.snapshot();
    expect(snapshot.state.sts.issued[Credentials.AccessKeyId]!.principal.roleArn).toBe(
      'arn:aws:iam::123456789012:role/editor',
    );
  });

  it('default roles exist only if an identity pool uses them', async () => {
    const rolesOf = async (options: LocalAwsOptions) => {
      const { state } = await createLocalAws(options).snapshot();
      return Object.values(state.iam.roles).map(({ name }) => name);
    };
    const only = { authenticated: 'only' };
    expect(await rolesOf({})).toEqual(['cognito-kit-guest', 'cognito-kit-user']);
    expect(
      await rolesOf({
        identityPools: [{ guests: 'refused', roles: only }],
        roles: { only: { policies: {} } },
      }),
    ).toEqual(['only']);
  });
});

describe('users', () => {
  it('a user can be disabled or have a phone number and attributes', async () => {
    const aws = createLocalAws({
      users: [
        { email: 'dora@example.com', password: 'Disabled-1', enabled: false },
        {
          email: 'phil@example.com',
          password: 'Telephone-1',
          phone: '+15555550100',
          attributes: { name: 'Phil' },
        },
      ],
    });
    expect(await signIn(aws, aws.config.clientId, 'dora', 'Disabled-1')).toMatchObject({
      __type: 'NotAuthorizedException',
    });
    const { AuthenticationResult } = await signIn(aws, aws.config.clientId, 'phil', 'Telephone-1');
    const { UserAttributes } = await ask(aws)(`${idp}GetUser`, {
      AccessToken: AuthenticationResult.AccessToken,
    });
    expect(UserAttributes).toEqual(
      expect.arrayContaining([
        { Name: 'phone_number', Value: '+15555550100' },
        { Name: 'phone_number_verified', Value: 'true' },
        { Name: 'name', Value: 'Phil' },
      ]),
    );
  });

  it('a user with a username or a phone number needs no email address', async () => {
    const aws = createLocalAws({
      pool: { usernameAttributes: ['phone_number'], requiredAttributes: ['phone_number'] },
      users: [
        { phone: '+15555550100', password: 'Telephone-1' },
        { username: 'nameless', password: 'Telephone-2' },
      ],
    });
    const { AuthenticationResult } = await signIn(aws, aws.config.clientId, '+15555550100', 'Telephone-1');
    const { Username, UserAttributes } = await ask(aws)(`${idp}GetUser`, {
      AccessToken: AuthenticationResult.AccessToken,
    });
    expect(Username).toBe('15555550100');
    expect(UserAttributes).toEqual([
      { Name: 'sub', Value: expect.any(String) as string },
      { Name: 'phone_number', Value: '+15555550100' },
      { Name: 'phone_number_verified', Value: 'true' },
    ]);
    expect(await signIn(aws, aws.config.clientId, 'nameless', 'Telephone-2')).toHaveProperty(
      'AuthenticationResult.AccessToken',
    );
    const config = (await (await aws.fetch(`${aws.config.endpoint}/_local/config`)).json()) as {
      users: unknown[];
    };
    expect(config.users).toEqual([
      { username: '15555550100', phone: '+15555550100', password: 'Telephone-1' },
      { username: 'nameless', password: 'Telephone-2' },
    ]);
  });
});

describe('triggers', () => {
  it('a trigger is called and its error reaches the app', async () => {
    const aws = createLocalAws({
      triggers: {
        PreSignUp: () => {
          throw new Error('Closed on Sundays');
        },
      },
    });
    const reply = await ask(aws)(`${idp}SignUp`, {
      ClientId: aws.config.clientId,
      Username: 'marie',
      Password: 'Polonium-84',
      UserAttributes: [{ Name: 'email', Value: 'marie@example.com' }],
    });
    expect(reply).toMatchObject({ __type: 'UserLambdaValidationException' });
    expect(reply['message']).toContain('Closed on Sundays');
  });
});

describe('buckets and tables', () => {
  it('buckets and tables contain the objects and rows of the config', async () => {
    const server = await startLocalAws({
      port: 0,
      print: () => {},
      buckets: {
        photos: {
          objects: {
            'public/a.txt': 'hello',
            'public/b': { body: new Uint8Array([1, 2]), contentType: 'x/y' },
          },
        },
      },
      tables: {
        scores: {
          partitionKey: 'player',
          sortKey: { name: 'at', type: 'N' },
          indexes: { byGame: { partitionKey: 'game', sortKey: { name: 'points', type: 'N' } } },
          rows: [{ player: 'ada', at: 1, game: 'go', points: 3, tags: ['x'], won: true, notes: null }],
        },
      },
    });
    try {
      const client = { endpoint: server.url, region: 'us-east-1', credentials: server.aws.rootCredentials };
      const s3 = new S3Client({ ...client, forcePathStyle: true });
      const textObject = await s3.send(new GetObjectCommand({ Bucket: 'photos', Key: 'public/a.txt' }));
      expect([textObject.ContentType, await textObject.Body?.transformToString()]).toEqual([
        'text/plain',
        'hello',
      ]);
      const typedObject = await s3.send(new GetObjectCommand({ Bucket: 'photos', Key: 'public/b' }));
      expect(typedObject.ContentType).toBe('x/y');
      const dynamodb = new DynamoDBClient(client);
      const { Items } = await dynamodb.send(
        new QueryCommand({
          TableName: 'scores',
          IndexName: 'byGame',
          KeyConditionExpression: 'game = :go AND points > :two',
          ExpressionAttributeValues: { ':go': { S: 'go' }, ':two': { N: '2' } },
        }),
      );
      const row = {
        player: { S: 'ada' },
        at: { N: '1' },
        game: { S: 'go' },
        points: { N: '3' },
        tags: { L: [{ S: 'x' }] },
        won: { BOOL: true },
        notes: { NULL: true },
      };
      expect(Items).toEqual([row]);

      // Restores the rows through a snapshot over HTTP.
      const snapshot = await (await fetch(`${server.url}/_local/snapshot`)).text();
      await server.aws.reset();
      const restored = await fetch(`${server.url}/_local/snapshot`, { method: 'POST', body: snapshot });
      expect(restored.status).toBe(200);
      expect((await dynamodb.send(new ScanCommand({ TableName: 'scores' }))).Items).toEqual([row]);
      const refused = await fetch(`${server.url}/_local/snapshot`, { method: 'POST', body: '{"version":2}' });
      expect(refused.status).toBe(400);
      expect(await refused.json()).toMatchObject({ message: expect.stringContaining('Nothing was changed') });
    } finally {
      await server.close();
    }
  });
});
