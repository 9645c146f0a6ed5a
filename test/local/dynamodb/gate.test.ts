/** The DynamoDB gate checks the IAM policy of each request: AWS's clients call it, dynalite answers behind it. */
import {
  TransactWriteCommand,
  BatchGetCommand,
  BatchWriteCommand,
  DeleteCommand,
  GetCommand,
  PutCommand,
  QueryCommand,
  ScanCommand,
  UpdateCommand,
} from '@aws-sdk/lib-dynamodb';
import {
  CreateTableCommand,
  DeleteTableCommand,
  DescribeTableCommand,
  ExecuteStatementCommand,
  QueryCommand as PlainQueryCommand,
} from '@aws-sdk/client-dynamodb';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { tablePlans } from '../../../local/src/config/table-plan.ts';
import { createDynalite, type Dynalite } from '../../../local/src/dynamodb/dynalite.ts';
import { checkShape } from '../../../local/src/dynamodb/values.ts';
import type { Statement } from '../../../local/src/iam/principal.ts';
import { createAwsSide } from '../sts/aws-side.ts';
import { asGuest, asRoot, asUser } from '../sts/principals.ts';

let dynalite: Dynalite;
beforeAll(async () => {
  dynalite = await createDynalite({ tables: tablePlans({}) });
});
beforeEach(() => dynalite.reset());
afterAll(() => dynalite.close());

const TableName = 'notes';
const foreign = 'us-east-1:00000000-1111-2222-3333-444444444444';
const start = () => createAwsSide({ dynamodb: dynalite.handler });
const denied = (operation: string, resource = 'table/notes') => ({
  name: 'AccessDeniedException',
  $metadata: { httpStatusCode: 400 },
  message: `User: arn:aws:sts::123456789012:assumed-role/cognito-kit-user/CognitoIdentityCredentials is not authorized to perform: dynamodb:${operation} on resource: arn:aws:dynamodb:us-east-1:123456789012:${resource} because no identity-based policy allows the dynamodb:${operation} action`,
});

describe("a user's own rows", () => {
  it('a user puts, updates, reads, queries, batches and deletes own rows', async () => {
    const { documents, identityId: owner } = await asUser(start());
    await documents.send(new PutCommand({ TableName, Item: { owner, id: '1', text: 'first', n: 1 } }));
    await documents.send(
      new BatchWriteCommand({
        RequestItems: {
          notes: [{ PutRequest: { Item: { owner, id: '2' } } }, { PutRequest: { Item: { owner, id: '3' } } }],
        },
      }),
    );
    await documents.send(
      new UpdateCommand({
        TableName,
        Key: { owner, id: '1' },
        UpdateExpression: 'SET n = n + :one, #t = if_not_exists(gone, :text)',
        ExpressionAttributeNames: { '#t': 'text' },
        ExpressionAttributeValues: { ':one': 1, ':text': 'changed' },
      }),
    );
    const got = await documents.send(new GetCommand({ TableName, Key: { owner, id: '1' } }));
    expect(got.Item).toEqual({ owner, id: '1', text: 'changed', n: 2 });
    const ownRows = await documents.send(
      new QueryCommand({
        TableName,
        KeyConditionExpression: '#o = :me AND id BETWEEN :from AND :to',
        FilterExpression: 'attribute_not_exists(gone) OR size(gone) > :zero',
        ExpressionAttributeNames: { '#o': 'owner' },
        ExpressionAttributeValues: { ':me': owner, ':from': '1', ':to': '2', ':zero': 0 },
      }),
    );
    expect(ownRows.Items?.map(({ id }) => id)).toEqual(['1', '2']);
    const both = await documents.send(
      new BatchGetCommand({
        RequestItems: {
          notes: {
            Keys: [
              { owner, id: '2' },
              { owner, id: '3' },
            ],
          },
        },
      }),
    );
    expect(both.Responses?.['notes']?.length).toBe(2);
    await documents.send(new DeleteCommand({ TableName, Key: { owner, id: '2' } }));
    expect(
      (await documents.send(new GetCommand({ TableName, Key: { owner, id: '2' } }))).Item,
    ).toBeUndefined();
  });

  it('a query continues from the last key of a page', async () => {
    const { documents, identityId: owner } = await asUser(start());
    for (const id of ['1', '2', '3'])
      await documents.send(new PutCommand({ TableName, Item: { owner, id } }));
    const ids: string[] = [];
    let ExclusiveStartKey: Record<string, string> | undefined;
    do {
      const page = await documents.send(
        new QueryCommand({
          TableName,
          Limit: 2,
          ExclusiveStartKey,
          KeyConditionExpression: '#p = :me',
          ExpressionAttributeNames: { '#p': 'owner' },
          ExpressionAttributeValues: { ':me': owner },
        }),
      );
      ids.push(...(page.Items ?? []).map(({ id }) => String(id)));
      ExclusiveStartKey = page.LastEvaluatedKey;
    } while (ExclusiveStartKey);
    expect(ids).toEqual(['1', '2', '3']);
  });
});

describe('rows of another identity', () => {
  const foreignKey = { owner: foreign, id: '1' };
  const values = { ':o': foreign };
  const query = (input: object) => new QueryCommand({ TableName, ...input });

  it.each([
    ['GetItem', () => new GetCommand({ TableName, Key: foreignKey })],
    ['PutItem', () => new PutCommand({ TableName, Item: foreignKey })],
    ['DeleteItem', () => new DeleteCommand({ TableName, Key: foreignKey })],
    [
      'UpdateItem',
      () =>
        new UpdateCommand({
          TableName,
          Key: foreignKey,
          UpdateExpression: 'SET a = :o',
          ExpressionAttributeValues: values,
        }),
    ],
    [
      'Query',
      () =>
        query({
          KeyConditionExpression: '#p = :o',
          ExpressionAttributeNames: { '#p': 'owner' },
          ExpressionAttributeValues: values,
        }),
    ],
    [
      'Query',
      () =>
        query({
          KeyConditionExpression: '(#x=:o)',
          ExpressionAttributeNames: { '#x': 'owner' },
          ExpressionAttributeValues: values,
        }),
    ],
    [
      'Query',
      () =>
        query({
          KeyConditionExpression: 'id = :i and #p=:o',
          ExpressionAttributeNames: { '#p': 'owner' },
          ExpressionAttributeValues: { ...values, ':i': '1' },
        }),
    ],
    [
      'Query',
      () => query({ KeyConditions: { owner: { ComparisonOperator: 'EQ', AttributeValueList: [foreign] } } }),
    ],
    [
      'BatchGetItem',
      (owner: string) =>
        new BatchGetCommand({ RequestItems: { notes: { Keys: [{ owner, id: '1' }, foreignKey] } } }),
    ],
    [
      'BatchWriteItem',
      (owner: string) =>
        new BatchWriteCommand({
          RequestItems: {
            notes: [{ PutRequest: { Item: { owner, id: '1' } } }, { DeleteRequest: { Key: foreignKey } }],
          },
        }),
    ],
  ])("fault 77 (foreign leading key): %s is denied with AWS's message", async (operation, commandFor) => {
    const aws = start();
    const { documents, identityId } = await asUser(aws);
    await asRoot(aws).documents.send(new PutCommand({ TableName, Item: { ...foreignKey, text: 'secret' } }));
    await expect(documents.send(commandFor(identityId) as never)).rejects.toMatchObject(denied(operation));
    const stored = await asRoot(aws).documents.send(new GetCommand({ TableName, Key: foreignKey }));
    expect(stored.Item).toEqual({ ...foreignKey, text: 'secret' });
  });

  it.each([
    '#p = :me OR #p = :o',
    '#p = :me AND #p = :o',
    'begins_with(#p, :o)',
    '#p >= :o',
    '#p BETWEEN :o AND :me',
    'NOT #p = :me',
    '#p <> :me',
    '#a = :me AND #p.x = :o',
    '#a = :me',
    '#p = :me; #p = :o',
    '#p = :o AND #a = :me',
    ':o = #p',
    '(#p) = :o',
    '#p = :me AND size(#p) = :o',
  ])('the key condition %s gets no foreign rows', async (KeyConditionExpression) => {
    const aws = start();
    const { documents, identityId } = await asUser(aws);
    await asRoot(aws).documents.send(new PutCommand({ TableName, Item: foreignKey }));
    const onlyUsed = (all: Record<string, string>) =>
      Object.fromEntries(Object.entries(all).filter(([name]) => KeyConditionExpression.includes(name)));
    const attempt = documents.send(
      query({
        KeyConditionExpression,
        ExpressionAttributeNames: onlyUsed({ '#p': 'owner', '#a': 'id' }),
        ExpressionAttributeValues: onlyUsed({ ':me': identityId, ':o': foreign }),
      }),
    );
    await expect(attempt).rejects.toMatchObject({
      name: expect.stringMatching(/^(AccessDenied|Validation)Exception$/),
    });
  });

  it('a query that starts at a foreign key is denied', async () => {
    const { documents, identityId } = await asUser(start());
    await expect(
      documents.send(
        query({
          KeyConditionExpression: '#p = :me',
          ExpressionAttributeNames: { '#p': 'owner' },
          ExpressionAttributeValues: { ':me': identityId },
          ExclusiveStartKey: foreignKey,
        }),
      ),
    ).rejects.toMatchObject(denied('Query'));
  });

  it('a Scan is denied, although ForAllValues holds for a request without keys', async () => {
    const { documents } = await asUser(start());
    await expect(documents.send(new ScanCommand({ TableName }))).rejects.toMatchObject(denied('Scan'));
  });

  it('a policy that allows Scan shows the rows of all users, as in AWS', async () => {
    const aws = start();
    const role = aws.iam.roles['arn:aws:iam::123456789012:role/cognito-kit-user']!;
    role.policies = role.policies.map(({ name, document }) => {
      const statement = document.Statement as Statement;
      return name === 'own-rows'
        ? {
            name,
            document: {
              ...document,
              Statement: { ...statement, Action: [...(statement.Action as string[]), 'dynamodb:Scan'] },
            },
          }
        : { name, document };
    });
    await asRoot(aws).documents.send(new PutCommand({ TableName, Item: foreignKey }));
    const { documents } = await asUser(aws);
    expect((await documents.send(new ScanCommand({ TableName }))).Count).toBe(1);
  });

  it('an ambiguous key, a foreign table ARN and an incomplete key are refused', async () => {
    const { documents, identityId } = await asUser(start());
    const bad = [
      { TableName, Key: { owner: { S: identityId, N: '1' }, id: { S: '1' } } },
      { TableName, Key: { id: { S: '1' } } },
      {
        TableName: 'arn:aws:dynamodb:us-east-1:123456789012:table/notes',
        Key: { owner: { S: foreign }, id: { S: '1' } },
      },
    ];
    const { GetItemCommand } = await import('@aws-sdk/client-dynamodb');
    for (const input of bad)
      await expect(documents.send(new GetItemCommand(input as never) as never)).rejects.toMatchObject({
        name: expect.stringMatching(/^(Validation|AccessDenied)Exception$/),
      });
  });
});

describe('an index', () => {
  it('an index has its own ARN and its own leading key in policies', async () => {
    const aws = start();
    const root = asRoot(aws);
    const stringAttribute = (AttributeName: string) => ({ AttributeName, AttributeType: 'S' as const });
    await root.documents.send(
      new CreateTableCommand({
        TableName: 'posts',
        BillingMode: 'PAY_PER_REQUEST',
        AttributeDefinitions: [stringAttribute('id'), stringAttribute('author')],
        KeySchema: [{ AttributeName: 'id', KeyType: 'HASH' }],
        GlobalSecondaryIndexes: [
          {
            IndexName: 'by-author',
            KeySchema: [{ AttributeName: 'author', KeyType: 'HASH' }],
            Projection: { ProjectionType: 'ALL' },
          },
        ],
      }) as never,
    );
    const role = aws.iam.roles['arn:aws:iam::123456789012:role/cognito-kit-user']!;
    role.policies = [
      {
        name: 'posts',
        document: {
          Version: '2012-10-17',
          Statement: {
            Effect: 'Allow',
            Action: 'dynamodb:Query',
            Resource: 'arn:aws:dynamodb:*:*:table/posts/index/by-author',
            Condition: {
              'ForAllValues:StringEquals': {
                'dynamodb:LeadingKeys': '${cognito-identity.amazonaws.com:sub}',
              },
            },
          },
        },
      },
    ];
    const { documents, identityId } = await asUser(aws);
    await root.documents.send(new PutCommand({ TableName: 'posts', Item: { id: '1', author: identityId } }));
    const queryBy = (author: string, IndexName?: string) =>
      documents.send(
        new QueryCommand({
          TableName: 'posts',
          ...(IndexName && { IndexName }),
          KeyConditionExpression: IndexName ? 'author = :a' : 'id = :a',
          ExpressionAttributeValues: { ':a': author },
        }),
      );
    expect((await queryBy(identityId, 'by-author')).Count).toBe(1);
    await expect(queryBy(foreign, 'by-author')).rejects.toMatchObject(
      denied('Query', 'table/posts/index/by-author'),
    );
    await expect(queryBy(identityId)).rejects.toMatchObject(denied('Query', 'table/posts'));
  });
});

describe('the gate', () => {
  it('a guest may read the gallery table and nothing else', async () => {
    const { documents, identityId } = await asGuest(start());
    const rows = await documents.send(new ScanCommand({ TableName: 'gallery' }));
    expect(
      rows.Items?.map(({ key }) => String(key)).every((key) => /^public\/gallery\/[a-z-]+\.svg$/.test(key)),
    ).toBe(true);
    expect(rows.Count).toBe(6);
    for (const command of [
      new GetCommand({ TableName, Key: { owner: identityId, id: '1' } }),
      new PutCommand({ TableName: 'gallery', Item: { id: 'graffiti' } }),
      new DescribeTableCommand({ TableName }),
      new DeleteTableCommand({ TableName }),
    ])
      await expect(documents.send(command as never)).rejects.toMatchObject({ name: 'AccessDeniedException' });
  });

  it('each part of a transaction is checked; transactions themselves are not supported by dynalite', async () => {
    const { documents, identityId: owner } = await asUser(start());
    const put = (item: object) =>
      new TransactWriteCommand({ TransactItems: [{ Put: { TableName, Item: item } }] });
    await expect(documents.send(put({ owner: foreign, id: '1' }))).rejects.toMatchObject(denied('PutItem'));
    await expect(documents.send(put({ owner, id: '1' }))).rejects.toMatchObject({
      name: 'UnknownOperationException',
      message: expect.stringContaining('dynalite has none'),
    });
    await expect(
      documents.send(new ExecuteStatementCommand({ Statement: 'SELECT * FROM notes' }) as never),
    ).rejects.toMatchObject({ name: 'UnknownOperationException' });
  });

  it('a body over 16 MiB gets status 413', async () => {
    const { documents } = asRoot(start());
    const putMegabytes = (megabytes: number) =>
      documents.send(new PutCommand({ TableName, Item: { owner: 'me', id: 'x'.repeat(megabytes << 20) } }));
    await expect(putMegabytes(17)).rejects.toMatchObject({
      name: 'RequestEntityTooLargeException',
      $metadata: { httpStatusCode: 413 },
    });
    await expect(putMegabytes(1)).rejects.toMatchObject({ name: 'ValidationException' });
  });

  it.each([
    { Expected: { gone: null } },
    { AttributeUpdates: { a: null } },
    { RequestItems: { notes: [null] } },
    { Key: { owner: { S: null } } },
  ])('a nested null is refused, because dynalite would fail or drop a condition: %j', (input) => {
    expect(() => checkShape(input)).toThrow(/must not be null/);
    expect(() => checkShape({ TableName, IndexName: null, Key: { owner: { NULL: true } } })).not.toThrow();
  });

  it('32 levels of nesting are accepted and 200 are refused', async () => {
    const { documents } = asRoot(start());
    const nested = (levels: number): unknown => (levels === 0 ? 'end' : [nested(levels - 1)]);
    const put = (levels: number) =>
      documents.send(new PutCommand({ TableName, Item: { owner: 'me', id: '1', nested: nested(levels) } }));
    await put(32);
    await expect(put(200)).rejects.toMatchObject({
      name: 'ValidationException',
      message: expect.stringContaining('Nesting Levels'),
    });
  });

  it('a table ARN contains the account id', async () => {
    const { documents } = asRoot(start());
    const { Table } = (await documents.send(new DescribeTableCommand({ TableName }) as never)) as {
      Table: { TableArn: string };
    };
    expect(Table.TableArn).toBe('arn:aws:dynamodb:us-east-1:123456789012:table/notes');
  });

  it('errors of dynalite are passed on', async () => {
    const { documents } = asRoot(start());
    await expect(
      documents.send(new GetCommand({ TableName: 'nowhere', Key: { id: '1' } })),
    ).rejects.toMatchObject({
      name: 'ResourceNotFoundException',
    });
    await expect(
      documents.send(new PlainQueryCommand({ TableName, KeyConditionExpression: 'owner = :o' }) as never),
    ).rejects.toMatchObject({ name: 'ValidationException' });
  });

  it('without a DynamoDB backend, the error says that dynalite needs Node', async () => {
    const { documents } = asRoot(createAwsSide());
    await expect(documents.send(new ScanCommand({ TableName }))).rejects.toMatchObject({
      name: 'UnknownOperationException',
      message: expect.stringContaining('dynalite needs Node'),
    });
  });

  it('preflights are answered for every origin, and denials have readable headers', async () => {
    const { services, endpoint } = start();
    const reply = await services.dynamodb(
      new Request(`${endpoint}/`, {
        method: 'OPTIONS',
        headers: {
          origin: 'http://localhost:5173',
          'access-control-request-method': 'POST',
          'access-control-request-headers': 'x-amz-target',
        },
      }),
    );
    expect(reply.headers.get('access-control-allow-headers')).toBe('x-amz-target');
    const unsigned = await services.dynamodb(new Request(`${endpoint}/`, { method: 'POST', body: '{}' }));
    expect(unsigned.status).toBe(400);
    expect(unsigned.headers.get('x-amzn-errortype')).toBe('MissingAuthenticationTokenException:');
    expect(unsigned.headers.get('access-control-allow-origin')).toBe('*');
  });
});

describe('a data folder', () => {
  it('rows survive a restart, and a reset restores the default tables', async () => {
    const dir = mkdtempSync(join(tmpdir(), 'rows-'));
    try {
      const first = await createDynalite({ dir, tables: tablePlans({}) });
      await first.createTables();
      const writerClient = asRoot(createAwsSide({ dynamodb: first.handler }));
      await writerClient.documents.send(new PutCommand({ TableName, Item: { owner: 'me', id: '1' } }));
      await first.close();

      const second = await createDynalite({ dir, tables: tablePlans({}) });
      await second.createTables();
      const readerClient = asRoot(createAwsSide({ dynamodb: second.handler })).documents;
      expect((await readerClient.send(new ScanCommand({ TableName }))).Items).toEqual([
        { owner: 'me', id: '1' },
      ]);
      await second.reset();
      expect((await readerClient.send(new ScanCommand({ TableName }))).Count).toBe(0);
      expect((await readerClient.send(new ScanCommand({ TableName: 'gallery' }))).Count).toBe(6);
      await second.close();
    } finally {
      rmSync(dir, { recursive: true, force: true });
    }
  });
});
