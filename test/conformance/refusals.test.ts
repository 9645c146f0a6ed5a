/** The local AWS refuses forged tokens, bad credentials and foreign data, as AWS does. AWS's own clients send the requests. */
import { GetCredentialsForIdentityCommand, GetIdCommand } from '@aws-sdk/client-cognito-identity';
import {
  DeleteObjectsCommand,
  GetObjectCommand,
  ListObjectsV2Command,
  PutObjectCommand,
} from '@aws-sdk/client-s3';
import { GetCallerIdentityCommand } from '@aws-sdk/client-sts';
import {
  BatchGetCommand,
  BatchWriteCommand,
  GetCommand,
  PutCommand,
  QueryCommand,
  ScanCommand,
} from '@aws-sdk/lib-dynamodb';
import { exportJWK, generateKeyPair, SignJWT } from 'jose';
import { describe, expect, it } from 'vitest';
import { clients, guest, identityClient, signedIn } from './principals.ts';
import { localAwsForTests } from '../support/local-aws-server.ts';

const aws = localAwsForTests();
const Bucket = 'cognito-kit-local';
const foreign = 'us-east-1:00000000-0000-4000-8000-000000000000';
const picture = 'public/gallery/the-old-quay.svg';
const denied = { $metadata: { httpStatusCode: 403 }, name: 'AccessDenied' };

describe('identity pool refusals', () => {
  const getId = (token: string, key = aws.loginKey) =>
    identityClient(aws).send(
      new GetIdCommand({ IdentityPoolId: aws.config.identityPoolId, Logins: { [key]: token } }),
    );
  const refused = { name: 'NotAuthorizedException' };

  /** Creates a token with the claims of a real one, signed with a different key. */
  const forged = async (idToken: string, change: Record<string, unknown> = {}) => {
    const [head = '', body = ''] = idToken.split('.');
    const read = (part: string) =>
      JSON.parse(Buffer.from(part, 'base64url').toString()) as Record<string, unknown>;
    const { privateKey } = await generateKeyPair('RS256');
    return new SignJWT({ ...read(body), ...change })
      .setProtectedHeader({ alg: 'RS256', kid: String(read(head)['kid']) })
      .sign(privateKey);
  };

  it('refuses a forged ID token', async () => {
    const { idToken } = await signedIn(aws, 'ada');
    await expect(getId(await forged(idToken))).rejects.toMatchObject({
      ...refused,
      message: expect.stringContaining("Couldn't verify signed token"),
    });
  });

  it('fault 65 (algorithm): refuses alg none and a token signed with the public key as an HMAC secret', async () => {
    const { idToken } = await signedIn(aws, 'ada');
    const [, body = ''] = idToken.split('.');
    const none = `${Buffer.from('{"alg":"none"}').toString('base64url')}.${body}.`;
    await expect(getId(none)).rejects.toMatchObject(refused);
    const { publicKey } = await generateKeyPair('RS256', { extractable: true });
    const hmac = await new SignJWT(JSON.parse(Buffer.from(body, 'base64url').toString()))
      .setProtectedHeader({ alg: 'HS256' })
      .sign(new TextEncoder().encode(JSON.stringify(await exportJWK(publicKey))));
    await expect(getId(hmac)).rejects.toMatchObject(refused);
  });

  it('refuses an ID token with changed claims', async () => {
    const { idToken } = await signedIn(aws, 'ada');
    const [head = '', body = '', signature = ''] = idToken.split('.');
    const claims = JSON.parse(Buffer.from(body, 'base64url').toString()) as Record<string, unknown>;
    const changed = Buffer.from(JSON.stringify({ ...claims, sub: 'someone-else' })).toString('base64url');
    await expect(getId([head, changed, signature].join('.'))).rejects.toMatchObject(refused);
  });

  it('refuses an expired ID token', async () => {
    const { idToken } = await signedIn(aws, 'ada');
    await aws.advance(3601);
    await expect(getId(idToken)).rejects.toMatchObject({
      ...refused,
      message: expect.stringContaining('Token expired'),
    });
  });

  it('refuses a token of another pool, named in Logins or as issuer', async () => {
    const { idToken } = await signedIn(aws, 'ada');
    await expect(
      getId(idToken, 'cognito-idp.us-east-1.amazonaws.com/us-east-1_Foreign01'),
    ).rejects.toMatchObject({
      ...refused,
      message: 'Token is not from a supported provider of this identity pool.',
    });
    const issuer = 'https://cognito-idp.us-east-1.amazonaws.com/us-east-1_Foreign01';
    await expect(getId(await forged(idToken, { iss: issuer }))).rejects.toMatchObject(refused);
  });

  it('fault 66 (token_use): refuses an access token as ID token', async () => {
    const { accessToken } = await signedIn(aws, 'ada');
    await expect(getId(accessToken)).rejects.toMatchObject(refused);
  });

  it('refuses the credentials of a user’s identity without that user’s token', async () => {
    const { identityId } = await signedIn(aws, 'ada');
    await expect(
      identityClient(aws).send(new GetCredentialsForIdentityCommand({ IdentityId: identityId })),
    ).rejects.toMatchObject(refused);
  });
});

describe('signed requests', () => {
  /** Sends a request to S3, DynamoDB and STS with these keys. Returns each error, or undefined for a success. */
  const answers = async (keys: Parameters<typeof clients>[1]) => {
    const { s3, documents, sts } = clients(aws, keys);
    const attempts = await Promise.allSettled([
      s3.send(new GetObjectCommand({ Bucket, Key: picture })),
      documents.send(new GetCommand({ TableName: 'gallery', Key: { id: 'x' } })),
      sts.send(new GetCallerIdentityCommand({})),
    ]);
    return attempts.map((attempt) =>
      attempt.status === 'rejected' ? (attempt.reason as Error & { $metadata: object }) : undefined,
    );
  };

  it('are accepted with valid credentials', async () => {
    expect(await answers((await signedIn(aws, 'ada')).keys)).toEqual([undefined, undefined, undefined]);
  });

  it('are refused with expired credentials', async () => {
    const { keys } = await signedIn(aws, 'ada');
    await aws.advance(3601);
    const late = /ExpiredToken|RequestTimeTooSkewed|Signature expired|InvalidSignature/;
    for (const error of await answers(keys)) expect(`${error?.name} ${error?.message}`).toMatch(late);
  });

  it('are refused with an altered secret, session token or key id', async () => {
    const { keys } = await signedIn(aws, 'ada');
    const { accessKeyId, secretAccessKey, sessionToken = '' } = keys;
    for (const altered of [
      { accessKeyId, secretAccessKey: `${secretAccessKey.slice(0, -1)}!`, sessionToken },
      { accessKeyId, secretAccessKey, sessionToken: `${sessionToken.slice(0, -2)}xx` },
      { accessKeyId: 'ASIAAAAAAAAAAAAAAAAA', secretAccessKey, sessionToken },
      { accessKeyId, secretAccessKey },
    ]) {
      for (const error of await answers(altered))
        expect(error?.$metadata).toMatchObject({
          httpStatusCode: expect.toSatisfy((status: number) => status === 400 || status === 403),
        });
    }
  });

  it('are refused if the body, a header or the path changed after signing', async () => {
    const { keys, identityId } = await signedIn(aws, 'ada');
    const alter = (
      change: (request: { body?: unknown; path: string; headers: Record<string, string> }) => void,
    ) => {
      const client = clients(aws, keys).s3;
      client.middlewareStack.add(
        (next) => (args) => {
          change(args.request as never);
          return next(args);
        },
        { step: 'finalizeRequest', priority: 'low' },
      );
      return client.send(
        new PutObjectCommand({
          Bucket,
          Key: `private/${identityId}/a.txt`,
          Body: 'aaa',
          ContentType: 'text/plain',
        }),
      );
    };
    await expect(alter((request) => (request.body = 'bbb'))).rejects.toThrow();
    await expect(alter((request) => (request.headers['content-type'] = 'text/html'))).rejects.toThrow();
    await expect(
      alter((request) => (request.path = request.path.replace('a.txt', 'b.txt'))),
    ).rejects.toMatchObject({
      name: 'SignatureDoesNotMatch',
    });
    await expect(alter(() => {})).resolves.toBeDefined();
  });

  it('are refused without a signature', async () => {
    expect((await fetch(`${aws.url}/${Bucket}/public/x`)).status).toBe(403);
    const unsigned = await fetch(aws.url, {
      method: 'POST',
      headers: {
        'content-type': 'application/x-amz-json-1.0',
        'x-amz-target': 'DynamoDB_20120810.GetItem',
      },
      body: '{"TableName":"gallery","Key":{"id":{"S":"x"}}}',
    });
    expect(unsigned.status).toBe(400);
    expect(await unsigned.text()).toContain('MissingAuthenticationToken');
  });
});

describe('S3 refusals', () => {
  const put = (s3: Awaited<ReturnType<typeof guest>>['s3'], Key: string) =>
    s3.send(new PutObjectCommand({ Bucket, Key, Body: 'x' }));

  it('fault 77 (guest): refuses a guest’s write under any prefix', async () => {
    const { s3, identityId } = await guest(aws);
    for (const key of ['public/new.txt', `private/${identityId}/new.txt`])
      await expect(put(s3, key)).rejects.toMatchObject(denied);
  });

  it('fault 77 (prefix): refuses to read, write, delete and list under another identity’s prefix', async () => {
    const { s3 } = await signedIn(aws, 'ada');
    const Key = `private/${foreign}/diary.txt`;
    await expect(put(s3, Key)).rejects.toMatchObject(denied);
    await expect(s3.send(new GetObjectCommand({ Bucket, Key }))).rejects.toMatchObject(denied);
    await expect(
      s3.send(new ListObjectsV2Command({ Bucket, Prefix: `private/${foreign}/` })),
    ).rejects.toMatchObject(denied);
    const { Deleted = [], Errors = [] } = await s3.send(
      new DeleteObjectsCommand({ Bucket, Delete: { Objects: [{ Key }] } }),
    );
    expect(Deleted).toEqual([]);
    expect(Errors).toMatchObject([{ Code: 'AccessDenied', Key }]);
  });

  it('refuses a listing of the whole bucket and of all private prefixes', async () => {
    const { s3 } = await signedIn(aws, 'ada');
    for (const Prefix of [undefined, '', 'private/', 'private'])
      await expect(s3.send(new ListObjectsV2Command({ Bucket, Prefix }))).rejects.toMatchObject(denied);
  });

  it('refuses a prefix that only begins like the caller’s', async () => {
    const { s3, identityId } = await signedIn(aws, 'ada');
    for (const key of [
      `private/${identityId}x/a.txt`,
      `private/${identityId}`,
      `private/${identityId}-2/a.txt`,
    ])
      await expect(put(s3, key)).rejects.toMatchObject(denied);
    await expect(
      s3.send(new ListObjectsV2Command({ Bucket, Prefix: `private/${identityId}` })),
    ).rejects.toMatchObject(denied);
  });

  it('does not let `..`, `.` or an encoded slash lead out of the caller’s prefix', async () => {
    const { s3, identityId } = await signedIn(aws, 'ada');
    for (const key of [
      `private/${identityId}/../${foreign}/a.txt`,
      `private/${identityId}/../../public/a.txt`,
      `private/./${foreign}/a.txt`,
      `private%2F${foreign}/a.txt`,
      `private/${identityId}/..%2F${foreign}/a.txt`,
    ])
      await put(s3, key).catch(() => {});
    const { Contents = [] } = await clients(aws, aws.root).s3.send(new ListObjectsV2Command({ Bucket }));
    const strayed = Contents.map(({ Key = '' }) => Key).filter(
      (key) => !key.startsWith('public/gallery/') && !key.startsWith(`private/${identityId}/`),
    );
    expect(strayed).toEqual([]);
    expect(Contents.length).toBeGreaterThan(0);
  });

  it('stores a key with `%2F` and a key with a slash as two objects', async () => {
    const { s3, identityId } = await signedIn(aws, 'ada');
    const plain = `private/${identityId}/a/b.txt`;
    const encoded = `private/${identityId}/a%2Fb.txt`;
    await s3.send(new PutObjectCommand({ Bucket, Key: plain, Body: 'plain' }));
    await s3.send(new PutObjectCommand({ Bucket, Key: encoded, Body: 'encoded' }));
    const read = (Key: string) =>
      s3.send(new GetObjectCommand({ Bucket, Key })).then((got) => got.Body?.transformToString());
    expect(await read(plain)).toBe('plain');
    expect(await read(encoded)).toBe('encoded');
  });
});

describe('DynamoDB refusals', () => {
  const refused = {
    name: 'AccessDeniedException',
    message: expect.stringMatching(
      /^User: arn:aws:sts::\d{12}:assumed-role\/cognito-kit-\w+\/CognitoIdentityCredentials is not authorized to perform: dynamodb:\w+ on resource: arn:aws:dynamodb:us-east-1:\d{12}:table\/\w+ because no identity-based policy allows the dynamodb:\w+ action$/,
    ),
  };

  it('fault 77 (leading key): refuses a foreign leading key in every operation', async () => {
    const { documents, identityId: owner } = await signedIn(aws, 'ada');
    const TableName = 'notes';
    const foreignKey = { owner: foreign, id: '1' };
    const ownKey = { owner, id: '1' };
    const attempts = [
      new GetCommand({ TableName, Key: foreignKey }),
      new PutCommand({ TableName, Item: { ...foreignKey, text: 'x' } }),
      new QueryCommand({
        TableName,
        KeyConditionExpression: '#o = :o',
        ExpressionAttributeNames: { '#o': 'owner' },
        ExpressionAttributeValues: { ':o': foreign },
      }),
      new BatchGetCommand({ RequestItems: { [TableName]: { Keys: [ownKey, foreignKey] } } }),
      new BatchWriteCommand({
        RequestItems: {
          [TableName]: [{ PutRequest: { Item: ownKey } }, { DeleteRequest: { Key: foreignKey } }],
        },
      }),
    ];
    for (const command of attempts)
      await expect(documents.send(command as never)).rejects.toMatchObject(refused);
  });

  it('refuses a Scan, which has no leading key for ForAllValues to check', async () => {
    const { documents } = await signedIn(aws, 'ada');
    await expect(documents.send(new ScanCommand({ TableName: 'notes' }))).rejects.toMatchObject(refused);
  });

  it('refuses a guest’s read of the notes and write to the gallery', async () => {
    const { documents, identityId } = await guest(aws);
    await expect(
      documents.send(new GetCommand({ TableName: 'notes', Key: { owner: identityId, id: '1' } })),
    ).rejects.toMatchObject(refused);
    await expect(
      documents.send(new PutCommand({ TableName: 'gallery', Item: { id: 'graffiti' } })),
    ).rejects.toMatchObject(refused);
  });
});
