/** The Node server: it listens on loopback only, streams bodies, and keeps its state in a data directory. */
import { spawn, spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { request } from 'node:http';
import { connect, createServer, type AddressInfo } from 'node:net';
import { networkInterfaces, tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { DynamoDBClient, GetItemCommand, PutItemCommand } from '@aws-sdk/client-dynamodb';
import { GetObjectCommand, PutObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { startLocalAws, type LocalAwsServer, type StartOptions } from 'cognito-kit-local/node';

let dir: string;
let running: LocalAwsServer[];
beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), 'cognito-kit-local-'));
  running = [];
});
afterEach(async () => {
  await Promise.all(running.map((server) => server.close()));
  rmSync(dir, { recursive: true, force: true });
});

async function start(options: Partial<StartOptions> = {}) {
  const server = await startLocalAws({ port: 0, print: () => {}, ...options });
  running.push(server);
  return server;
}
async function stop(server: LocalAwsServer) {
  running = running.filter((other) => other !== server);
  await server.close();
}

const amzDate = () => new Date().toISOString().replace(/[-:]|\.\d+/g, '');
const portOf = ({ url }: LocalAwsServer) => Number(new URL(url).port);

/** Returns the status of a GET with any Host header. */
const statusOf = (host: string, port: number, Host?: string, path = '/_local/config'): Promise<number> =>
  new Promise((resolve, reject) => {
    const headers = Host === undefined ? {} : { host: Host };
    request({ host, port, path, headers }, (reply) => {
      reply.resume();
      resolve(reply.statusCode ?? 0);
    })
      .on('error', reject)
      .end();
  });

const isOpen = (host: string, port: number): Promise<boolean> =>
  new Promise((resolve) => {
    const socket = connect({ host, port, timeout: 1000 });
    const done = (open: boolean) => {
      socket.destroy();
      resolve(open);
    };
    socket.on('connect', () => done(true));
    socket.on('error', () => done(false));
    socket.on('timeout', () => done(false));
  });

const post = async (server: LocalAwsServer, operation: string, input: unknown) => {
  const reply = await fetch(server.url, {
    method: 'POST',
    headers: { 'x-amz-target': `AWSCognitoIdentityProviderService.${operation}` },
    body: JSON.stringify({ ClientId: server.aws.config.clientId, ...(input as object) }),
  });
  return (await reply.json()) as Record<string, unknown>;
};
const signIn = (server: LocalAwsServer, USERNAME: string, PASSWORD: string) =>
  post(server, 'InitiateAuth', {
    AuthFlow: 'USER_PASSWORD_AUTH',
    AuthParameters: { USERNAME, PASSWORD },
  });
const clientConfig = ({ url, aws }: LocalAwsServer) => ({
  endpoint: url,
  region: 'us-east-1',
  credentials: aws.rootCredentials,
});
const s3Of = (server: LocalAwsServer) => new S3Client({ ...clientConfig(server), forcePathStyle: true });

describe('the server', () => {
  it('the server reports its address and answers on 127.0.0.1 and ::1', async () => {
    const server = await start();
    expect(server.url).toMatch(/^http:\/\/localhost:\d+$/);
    expect(await (await fetch(`${server.url}/_local/config`)).json()).toMatchObject({ endpoint: server.url });
    expect(await statusOf('127.0.0.1', portOf(server))).toBe(200);
    if (networkInterfaces()['lo']?.some(({ family }) => family === 'IPv6')) {
      expect(await statusOf('::1', portOf(server))).toBe(200);
    }
  });

  it('fault 97 (loopback only): the server cannot be reached through another network interface', async () => {
    const server = await start();
    const outside = Object.values(networkInterfaces())
      .flatMap((addresses) => addresses ?? [])
      .filter(({ internal, family }) => !internal && family === 'IPv4');
    for (const { address } of outside) expect(await isOpen(address, portOf(server))).toBe(false);
    expect(await isOpen('127.0.0.1', portOf(server))).toBe(true);
  });

  it('fault 97 (DNS rebinding): a request with a foreign Host header gets status 421', async () => {
    const server = await start();
    const port = portOf(server);
    for (const name of ['evil.example', `evil.example:${port}`, 'localhost.evil.example', '10.0.0.1']) {
      expect(await statusOf('127.0.0.1', port, name)).toBe(421);
      expect(await statusOf('127.0.0.1', port, name, '/cognito-kit-local/public/')).toBe(421);
    }
    for (const name of ['localhost', `127.0.0.1:${port}`, `[::1]:${port}`]) {
      expect(await statusOf('127.0.0.1', port, name)).toBe(200);
    }
  });

  it('a port in use rejects the start and leaves no open port or locked directory', async () => {
    const other = createServer();
    const port = await new Promise<number>((resolve) =>
      other.listen(0, '127.0.0.1', () => resolve((other.address() as AddressInfo).port)),
    );
    await expect(start({ port, dataDir: dir })).rejects.toMatchObject({ code: 'EADDRINUSE' });
    expect(await isOpen('::1', port)).toBe(false);
    await new Promise((resolve) => other.close(resolve));
    expect(portOf(await start({ port, dataDir: dir }))).toBe(port);
  });

  it('bodies of 6 MB pass in both directions', async () => {
    const server = await start();
    const s3 = s3Of(server);
    const Body = new Uint8Array(6_000_000).map((_byte, index) => index * 31);
    const object = { Bucket: 'cognito-kit-local', Key: 'public/large' };
    await s3.send(new PutObjectCommand({ ...object, Body }));
    const { Body: received } = await s3.send(new GetObjectCommand(object));
    expect(Buffer.compare((await received?.transformToByteArray()) ?? new Uint8Array(), Body)).toBe(0);
  });

  it('a cancelled upload is not stored and prints nothing', async () => {
    const lines: string[] = [];
    const server = await start({ print: (line) => lines.push(line) });
    const s3 = s3Of(server);
    const object = { Bucket: 'cognito-kit-local', Key: 'public/cancelled' };
    const aborter = new AbortController();
    const Body = Readable.from(
      (function* () {
        yield Buffer.alloc(100_000);
        aborter.abort();
        yield Buffer.alloc(100_000);
      })(),
    );
    await expect(
      s3.send(new PutObjectCommand({ ...object, Body, ContentLength: 1_000_000 }), {
        abortSignal: aborter.signal,
      }),
    ).rejects.toMatchObject({ name: 'AbortError' });
    // Sends the same by hand: here the socket is known to have ended before the next request.
    const socket = connect({ host: '127.0.0.1', port: portOf(server) });
    const authorization = `AWS4-HMAC-SHA256 Credential=${server.aws.rootCredentials.accessKeyId}/${amzDate().slice(0, 8)}/us-east-1/s3/aws4_request, SignedHeaders=host;x-amz-content-sha256;x-amz-date, Signature=${'0'.repeat(64)}`;
    socket.write(
      `PUT /cognito-kit-local/public/cancelled HTTP/1.1\r\nhost: localhost\r\ncontent-length: 1000\r\nx-amz-date: ${amzDate()}\r\nx-amz-content-sha256: UNSIGNED-PAYLOAD\r\nauthorization: ${authorization}\r\n\r\nonly this`,
    );
    await new Promise<void>((resolve) => socket.end(() => resolve()));
    await new Promise((resolve) => socket.on('close', resolve).resume());
    await expect(s3.send(new GetObjectCommand(object))).rejects.toMatchObject({ name: 'NoSuchKey' });
    await stop(server);
    expect(lines).toEqual([]);
  });

  it('unusual request lines get a reply and print nothing', async () => {
    const lines: string[] = [];
    const server = await start({ print: (line) => lines.push(line) });
    const port = portOf(server);
    const statusLine = (text: string) =>
      new Promise<string>((resolve, reject) => {
        const socket = connect({ host: '127.0.0.1', port });
        let reply = '';
        socket.on('data', (data) => (reply += data.toString()));
        socket.on('close', () => resolve(reply.split('\r\n')[0] ?? ''));
        socket.on('error', reject);
        socket.write(`${text} HTTP/1.1\r\nhost: localhost:${port}\r\nconnection: close\r\n\r\n`);
      });
    expect(await statusLine('TRACE /')).toBe('HTTP/1.1 400 Bad Request');
    expect(await statusLine('OPTIONS *')).toBe('HTTP/1.1 400 Bad Request');
    // An absolute URL in the request line, as a proxy's client sends it.
    expect(await statusLine(`GET http://localhost:${port}/_local/config`)).toBe('HTTP/1.1 200 OK');
    expect(await statusLine(`GET http://localhost:${port}`)).toBe('HTTP/1.1 200 OK');
    expect(lines).toEqual([]);
  });

  it('a body over the limit gets status 413 while it is still being sent', async () => {
    const server = await start();
    const reply = await fetch(server.url, {
      method: 'POST',
      headers: { 'x-amz-target': 'AWSCognitoIdentityProviderService.GetUser' },
      body: new Uint8Array(8_000_000),
    });
    expect(reply.status).toBe(413);
    expect(await reply.json()).toMatchObject({ __type: 'RequestEntityTooLargeException' });
  });

  it('DynamoDB has the default tables, and a reset empties them', async () => {
    const server = await start();
    const dynamodb = new DynamoDBClient(clientConfig(server));
    const row = { owner: { S: 'me' }, id: { S: '1' } };
    await dynamodb.send(new PutItemCommand({ TableName: 'notes', Item: row }));
    const read = () => dynamodb.send(new GetItemCommand({ TableName: 'notes', Key: row }));
    expect((await read()).Item).toEqual(row);
    await fetch(`${server.url}/_local/reset`, { method: 'POST' });
    expect((await read()).Item).toBeUndefined();
  });

  it('close ends open connections at once', async () => {
    const server = await start();
    const socket = connect({ host: '127.0.0.1', port: portOf(server) });
    await new Promise((resolve) => socket.on('connect', resolve));
    const closed = new Promise((resolve) => socket.on('close', resolve));
    socket.on('error', () => {});
    await stop(server);
    await closed;
    expect(await isOpen('127.0.0.1', portOf(server))).toBe(false);
  });
});

describe('--data', () => {
  const marie = {
    Username: 'marie',
    Password: 'Polonium-84',
    UserAttributes: [{ Name: 'email', Value: 'marie@example.com' }],
  };
  const object = { Bucket: 'cognito-kit-local', Key: 'public/kept.txt' };
  const row = { owner: { S: 'me' }, id: { S: '1' }, text: { S: 'kept' } };

  it('users, sessions, objects and rows survive a restart', async () => {
    const first = await start({ dataDir: dir });
    await post(first, 'SignUp', marie);
    const ConfirmationCode = await first.aws.outbox.code('marie@example.com');
    await post(first, 'ConfirmSignUp', { Username: 'marie', ConfirmationCode });
    const { AuthenticationResult } = (await signIn(first, 'marie', 'Polonium-84')) as {
      AuthenticationResult: { AccessToken: string };
    };
    await s3Of(first).send(new PutObjectCommand({ ...object, Body: 'kept' }));
    await new DynamoDBClient(clientConfig(first)).send(new PutItemCommand({ TableName: 'notes', Item: row }));
    const root = first.aws.rootCredentials;
    await stop(first);

    const second = await start({ dataDir: dir });
    expect(second.aws.rootCredentials).toEqual(root);
    expect(await signIn(second, 'marie', 'Polonium-84')).toHaveProperty('AuthenticationResult');
    expect(await post(second, 'GetUser', { AccessToken: AuthenticationResult.AccessToken })).toMatchObject({
      Username: 'marie',
    });
    const { Body } = await s3Of(second).send(new GetObjectCommand(object));
    expect(await Body?.transformToString()).toBe('kept');
    const { owner, id } = row;
    const { Item } = await new DynamoDBClient(clientConfig(second)).send(
      new GetItemCommand({ TableName: 'notes', Key: { owner, id } }),
    );
    expect(Item).toEqual(row);
  });

  it('an answered request is in the journal before the server closes, without the password', async () => {
    const server = await start({ dataDir: dir });
    await post(server, 'SignUp', marie);
    const journal = readdirSync(dir).filter((name) => name.startsWith('journal-'));
    expect(journal).toHaveLength(1);
    const journalText = readFileSync(join(dir, journal[0]!), 'utf8');
    expect(journalText).toContain('marie@example.com');
    expect(journalText).not.toContain('Polonium-84');
  });

  it('a later config changes settings and adds pools; users and objects stay', async () => {
    const first = await start({ dataDir: dir });
    await post(first, 'SignUp', marie);
    await stop(first);
    const second = await start({
      dataDir: dir,
      userPools: [{ passwordPolicy: { minimumLength: 20 } }, { clients: [{ id: 'later' }] }],
      buckets: { 'cognito-kit-local': {}, later: {} },
    });
    expect(await post(second, 'SignUp', { ...marie, Username: 'pierre' })).toMatchObject({
      __type: 'InvalidPasswordException',
    });
    expect(await post(second, 'SignUp', { ...marie, ClientId: 'later' })).toHaveProperty('UserSub');
    const { state } = await second.aws.snapshot();
    expect(Object.keys(state.userPools.pools['us-east-1_Local0001']!.users)).toContain('marie');
    expect(Object.keys(state.s3.buckets)).toEqual(['cognito-kit-local', 'later']);
    expect(state.s3.buckets['cognito-kit-local']!.objects.length).toBeGreaterThan(0);
  });

  it('equal bytes are stored once, and deleted with their last object', async () => {
    const blobs = () => readdirSync(join(dir, 'blobs')).length;
    const first = await start({ dataDir: dir });
    const s3 = s3Of(first);
    await s3.send(new PutObjectCommand({ ...object, Body: 'the same' }));
    await s3.send(new PutObjectCommand({ ...object, Key: 'public/copy.txt', Body: 'the same' }));
    await stop(first);
    const before = blobs();
    const second = await start({ dataDir: dir });
    await fetch(`${second.url}/_local/reset`, { method: 'POST' });
    await stop(second);
    expect(blobs()).toBe(before - 1);
  });

  it.each(['{', '{"version":99,"state":{}}', ''])(
    'fault 13 (corrupt state): a state file with %j is refused and left unchanged',
    async (content) => {
      const file = join(dir, 'state.json');
      writeFileSync(file, content);
      await expect(start({ dataDir: dir })).rejects.toThrow(
        /state\.json cannot be read: .*It was not changed\. Move it away/,
      );
      expect(readFileSync(file, 'utf8')).toBe(content);
    },
  );

  it('a data directory belongs to one server at a time; the lock of a crashed one is taken over', async () => {
    const first = await start({ dataDir: dir });
    await expect(start({ dataDir: dir })).rejects.toThrow(/is in use by another local AWS/);
    await post(first, 'SignUp', marie);
    expect(await post(first, 'SignUp', marie)).toMatchObject({ __type: 'UsernameExistsException' });
    await stop(first);
    const endedProcess = spawnSync(process.execPath, ['--version']);
    writeFileSync(join(dir, 'owner.pid'), String(endedProcess.pid));
    const second = await start({ dataDir: dir });
    expect(await post(second, 'SignUp', marie)).toMatchObject({ __type: 'UsernameExistsException' });
  });

  it('a start waits for a server that is being killed', async () => {
    const otherProcess = spawn(process.execPath, ['-e', 'setInterval(() => {}, 1000)']);
    writeFileSync(join(dir, 'owner.pid'), String(otherProcess.pid));
    const starting = start({ dataDir: dir });
    otherProcess.kill('SIGKILL');
    await expect(starting).resolves.toHaveProperty('url');
  });

  it('a state whose objects have lost their bytes is refused', async () => {
    const first = await start({ dataDir: dir });
    await post(first, 'SignUp', marie);
    await stop(first);
    rmSync(join(dir, 'blobs'), { recursive: true });
    await expect(start({ dataDir: dir })).rejects.toThrow(/state\.json cannot be read/);
  });
});

describe('--config', () => {
  const write = (name: string, content: string) => {
    const file = join(dir, name);
    writeFileSync(file, content);
    return file;
  };

  it('a JSON config is accepted', async () => {
    const users = [{ username: 'eve', email: 'eve@example.com', password: 'Eve-pass-1' }];
    const server = await start({ configFile: write('local.json', JSON.stringify({ users })) });
    expect(server.aws.users).toEqual(users);
    expect(await signIn(server, 'eve', 'Eve-pass-1')).toHaveProperty('AuthenticationResult');
  });

  it('an ES module config is accepted', async () => {
    const configFile = write(
      'local.mjs',
      "export default { client: { preventUserExistenceErrors: 'LEGACY' }, now: () => Date.UTC(2030, 0, 1) }",
    );
    const server = await start({ configFile });
    expect(await signIn(server, 'nobody', 'Nobody-1')).toMatchObject({ __type: 'UserNotFoundException' });
    expect(new Date(server.aws.clock.now()).getUTCFullYear()).toBe(2030);
  });

  it('each mistake of a config is named with its path, and no server starts', async () => {
    const configFile = write(
      'local.json',
      JSON.stringify({
        region: 'localhost',
        user: [],
        users: [
          { email: 'ada@example.com', password: 'x' },
          { email: 'linus', totp: 7 },
        ],
        client: { refreshTokenRotation: { status: 'ON', gracePeriod: 61 } },
      }),
    );
    await expect(start({ configFile })).rejects.toThrow(
      [
        `--config ${configFile} has mistakes:`,
        '  user is not known; did you mean users?',
        '  region must be a region such as us-east-1, and is "localhost"',
        '  users[1].email must be an e-mail address, and is "linus"',
        '  users[1].password must be a string, and is missing',
        '  users[1].totp must be true, false or a base32 secret, and is 7',
        '  client.refreshTokenRotation.status must be one of ENABLED, DISABLED, and is "ON"',
        '  client.refreshTokenRotation.gracePeriod must be a whole number from 0 to 60, and is 61',
      ].join('\n'),
    );
  });

  it('a config that cannot be read is named with the reason', async () => {
    await expect(start({ configFile: join(dir, 'none.json') })).rejects.toThrow(
      /--config .*none\.json cannot be read: ENOENT/,
    );
    await expect(start({ configFile: write('bad.json', '{') })).rejects.toThrow(/bad\.json cannot be read/);
  });
});
