/**
 * A data directory after kill -9: every acknowledged write is there, and a damaged journal is repaired or refused.
 */
import {
  appendFileSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DynamoDBClient, GetItemCommand, PutItemCommand } from '@aws-sdk/client-dynamodb';
import { GetObjectCommand, PutObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { startLocalAws } from 'cognito-kit-local/node';
import { buildCommand, type Command, type Run } from './command.ts';

const rounds = process.env['LONG'] ? 20 : 3;
let command: Command;
let dir: string;
let running: Run | undefined;
beforeAll(async () => {
  command = await buildCommand();
});
beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), 'cognito-kit-local-'));
});
afterEach(() => {
  running?.process.kill('SIGKILL');
  rmSync(dir, { recursive: true, force: true });
});
afterAll(() => command.remove());

/** Reads the keys of the account from the data directory. */
const rootKeys = () =>
  (
    JSON.parse(readFileSync(join(dir, 'state.json'), 'utf8')) as {
      state: { sts: { root: { accessKeyId: string; secretAccessKey: string } } };
    }
  ).state.sts.root;

async function startCommand() {
  running = command.run(['--port', '0', '--data', dir]);
  const [, url = ''] = await running.printed(/ready on (\S+)/);
  const { clientId } = (await (await fetch(`${url}/_local/config`)).json()) as { clientId: string };
  const client = { endpoint: url, region: 'us-east-1', credentials: rootKeys(), maxAttempts: 1 };
  const s3 = new S3Client({ ...client, forcePathStyle: true });
  const dynamodb = new DynamoDBClient(client);
  const Bucket = 'cognito-kit-local';
  const post = async (operation: string, input: object) => {
    const reply = await fetch(url, {
      method: 'POST',
      headers: { 'x-amz-target': `AWSCognitoIdentityProviderService.${operation}` },
      body: JSON.stringify({ ClientId: clientId, ...input }),
    });
    return (await reply.json()) as Record<string, unknown>;
  };
  return {
    signUp: async (name: string) => {
      const reply = await post('SignUp', {
        Username: name,
        Password: 'Polonium-84',
        UserAttributes: [{ Name: 'email', Value: `${name}@example.com` }],
      });
      if (!('UserSub' in reply)) throw new Error(String(reply['message']));
    },
    hasUser: async (name: string) =>
      (
        await post('SignUp', {
          Username: name,
          Password: 'Polonium-84',
          UserAttributes: [{ Name: 'email', Value: 'x@example.com' }],
        })
      )['__type'] === 'UsernameExistsException',
    putObject: (name: string) =>
      s3.send(new PutObjectCommand({ Bucket, Key: name, Body: `body of ${name}` })),
    object: async (name: string) =>
      (await s3.send(new GetObjectCommand({ Bucket, Key: name }))).Body?.transformToString(),
    putRow: (id: string) =>
      dynamodb.send(new PutItemCommand({ TableName: 'notes', Item: { owner: { S: 'me' }, id: { S: id } } })),
    row: async (id: string) =>
      (
        await dynamodb.send(
          new GetItemCommand({ TableName: 'notes', Key: { owner: { S: 'me' }, id: { S: id } } }),
        )
      ).Item,
  };
}

const kill = async () => {
  running?.process.kill('SIGKILL');
  await running?.ended;
};

describe('kill -9 while the server writes', () => {
  it('no acknowledged user, object or row is lost after kill -9', async () => {
    const acknowledged = { users: [] as string[], objects: [] as string[], rows: [] as string[] };
    let count = 0;
    for (let round = 0; round < rounds; round += 1) {
      const aws = await startCommand();
      const writer = async (list: string[], kind: string, write: (name: string) => Promise<unknown>) => {
        for (;;) {
          const name = `${kind}-${(count += 1)}`;
          try {
            await write(name);
          } catch {
            return; // The process was killed before it acknowledged this write.
          }
          list.push(name);
        }
      };
      const before = Object.values(acknowledged).flat().length;
      const writers = [
        writer(acknowledged.users, 'user', aws.signUp),
        writer(acknowledged.objects, 'object', aws.putObject),
        writer(acknowledged.rows, 'row', aws.putRow),
      ];
      await expect
        .poll(() => Object.values(acknowledged).flat().length - before, { timeout: 15_000, interval: 5 })
        .toBeGreaterThan(20 + 7 * round);
      await kill();
      await Promise.all(writers);
    }
    const aws = await startCommand();
    for (const name of acknowledged.users) expect(await aws.hasUser(name), name).toBe(true);
    for (const name of acknowledged.objects) expect(await aws.object(name)).toBe(`body of ${name}`);
    for (const name of acknowledged.rows) expect(await aws.row(name), name).toBeDefined();
    expect(Object.values(acknowledged).every((list) => list.length > 0)).toBe(true);
  }, 120_000);
});

describe('a journal that a crash left incomplete', () => {
  const journal = () =>
    join(
      dir,
      readdirSync(dir).find((name) => name.startsWith('journal-'))!,
    );
  const start = (lines: string[] = []) =>
    startLocalAws({ port: 0, dataDir: dir, print: (line) => lines.push(line) });
  const names = async (server: Awaited<ReturnType<typeof start>>) =>
    Object.keys((await server.aws.snapshot()).state.userPools.pools['us-east-1_Local0001']!.users);

  async function crashed() {
    const aws = await startCommand();
    await aws.signUp('first');
    await aws.signUp('second');
    await kill();
  }

  it('fault 12 (crash while writing): a journal cut off at its end is read without the unfinished change', async () => {
    await crashed();
    const whole = readFileSync(journal());
    truncateSync(journal(), whole.length - 10);
    writeFileSync(join(dir, 'state.json.1.tmp'), '{"version":1,"sta');
    const lines: string[] = [];
    const server = await start(lines);
    expect(await names(server)).toContain('first');
    expect(lines.join()).toContain('ends in the middle of a change');
    await server.close();
    const again = await start();
    expect(await names(again)).toContain('first');
    await again.close();
  });

  it('fault 13 (corrupt state): a journal with a broken line in the middle is refused and left unchanged', async () => {
    await crashed();
    const whole = readFileSync(journal(), 'utf8');
    writeFileSync(journal(), whole.replace('first@example.com', 'thief@example.com'));
    appendFileSync(journal(), '');
    const broken = readFileSync(journal(), 'utf8');
    await expect(start()).rejects.toThrow(
      /journal-\d+\.log cannot be read: its line 1 is broken, and others follow/,
    );
    expect(readFileSync(journal(), 'utf8')).toBe(broken);
  });
});
