/** The control API under `/_local`, which tests and demos use to read the config and outbox and to set the clock. */
import { beforeEach, describe, expect, it } from 'vitest';
import { createLocalAws } from 'cognito-kit-local';

const NOW = Date.UTC(2026, 10, 23, 9, 0, 0);
const printed: string[] = [];
const aws = createLocalAws({ now: () => NOW, print: (line) => printed.push(line) });
const { endpoint, clientId: ClientId } = aws.config;
beforeEach(() => aws.reset());

const get = (path: string, headers: Record<string, string> = {}) =>
  aws.fetch(`${endpoint}/_local/${path}`, { headers });
const post = (path: string, body = '{}', headers: Record<string, string> = {}) =>
  aws.fetch(`${endpoint}/_local/${path}`, { method: 'POST', body, headers });
const forgot = (Username: string) =>
  aws.fetch(endpoint, {
    method: 'POST',
    headers: { 'x-amz-target': 'AWSCognitoIdentityProviderService.ForgotPassword' },
    body: JSON.stringify({ ClientId, Username }),
  });

describe('GET /_local/config', () => {
  it('the config contains endpoint, ids, default users, buckets and tables', async () => {
    expect(await (await get('config')).json()).toEqual({
      ...aws.config,
      endpoint: 'http://localhost:4599',
      region: 'us-east-1',
      userPoolId: 'us-east-1_Local0001',
      clientId: expect.stringMatching(/^[a-z0-9]{26}$/),
      identityPoolId: expect.stringMatching(/^us-east-1:[0-9a-f-]{36}$/),
      buckets: ['cognito-kit-local'],
      tables: ['notes', 'gallery'],
      users: [
        { username: 'ada', email: 'ada@example.com', password: 'Correct-horse-1' },
        {
          username: 'grace',
          email: 'grace@example.com',
          password: 'Battery-staple-2',
          totpSecret: expect.stringMatching(/^[A-Z2-7]{32}$/),
        },
        { username: 'linus', email: 'linus@example.com', password: 'Temporary-pass-3' },
      ],
      userPools: [{ id: 'us-east-1_Local0001', clients: [{ id: aws.config.clientId }] }],
      identityPools: [{ id: aws.config.identityPoolId, name: 'cognito-kit-local' }],
    });
  });
});

describe('GET /_local/outbox', () => {
  it('the outbox lists unsent messages, the newest last, for one address or for all', async () => {
    await forgot('ada');
    await aws.fetch(`${endpoint}/_local/clock`, { method: 'POST', body: '{"advance": 60}' });
    await forgot('grace');
    await forgot('ada');
    const all = (await (await get('outbox')).json()) as { to: string; code: string; at: number }[];
    expect(all.map(({ to, at }) => [to, at])).toEqual([
      ['ada@example.com', NOW],
      ['grace@example.com', NOW + 60_000],
      ['ada@example.com', NOW + 60_000],
    ]);
    const ada = (await (await get('outbox?to=ADA%40example.com')).json()) as unknown[];
    expect(ada).toEqual([all[0], all[2]]);
    expect(Object.keys(all[0] ?? {}).toSorted()).toEqual(['at', 'code', 'medium', 'purpose', 'to']);
    expect(await aws.outbox.code('ada@example.com')).toBe(all[2]?.code);
    await expect(aws.outbox.code('missing@example.com')).rejects.toThrow(
      'No code was sent to missing@example.com. Codes were sent to: ada@example.com, grace@example.com.',
    );
  });

  it('each code is printed, because nothing is mailed', async () => {
    printed.length = 0;
    await forgot('ada');
    expect(printed).toEqual([
      `ForgotPassword: code ${await aws.outbox.code('ada@example.com')} for ada <ada@example.com> (not mailed)`,
    ]);
  });
});

describe('GET /_local/role', () => {
  it('a role is returned with its trust policy and its policies', async () => {
    const arn = 'arn:aws:iam::123456789012:role/cognito-kit-guest';
    expect(await (await get(`role?arn=${encodeURIComponent(arn)}`)).json()).toMatchObject({
      arn,
      roleName: 'cognito-kit-guest',
      trust: { Version: '2012-10-17', Statement: expect.anything() },
      policies: expect.arrayContaining([{ name: expect.any(String), document: expect.any(Object) }]),
    });
  });

  it.each(['', '?arn=missing', '?arn=__proto__'])(
    'the query "%s" names no role and gets status 404',
    async (query) => {
      expect((await get(`role${query}`)).status).toBe(404);
    },
  );
});

describe('POST /_local/clock', () => {
  it('advance moves the clock forward', async () => {
    expect(await (await post('clock', '{"advance": 90}')).json()).toEqual({ now: NOW + 90_000 });
    expect(aws.clock.now()).toBe(NOW + 90_000);
  });

  it.each(['{}', '{"advance": "90"}', '{"advance": -1}', '{"advance": 1e999}', 'no JSON'])(
    'the body %s is refused and leaves the clock unchanged',
    async (body) => {
      expect((await post('clock', body)).status).toBe(400);
      expect(aws.clock.now()).toBe(NOW);
    },
  );
});

describe('POST /_local/reset', () => {
  it('a reset restores the default users and the time, and keeps signing keys and root credentials', async () => {
    const jwks = async () =>
      (await aws.fetch(`${endpoint}/${aws.config.userPoolId}/.well-known/jwks.json`)).json();
    const [keys, root] = [await jwks(), aws.rootCredentials];
    await forgot('ada');
    aws.clock.advance(60);
    expect((await post('reset')).status).toBe(200);
    expect(aws.outbox.all()).toEqual([]);
    expect(aws.clock.now()).toBe(NOW);
    expect(await jwks()).toEqual(keys);
    expect(aws.rootCredentials).toEqual(root);
  });
});

describe('fault 97 (foreign origin): pages and host names other than loopback', () => {
  it('requests from a foreign origin or with a foreign host get status 403', async () => {
    await forgot('ada');
    for (const headers of [
      { origin: 'https://evil.example' },
      { origin: 'null' },
      { origin: 'http://localhost.evil.example' },
      { origin: 'http://127.0.0.1.evil.example' },
      { host: 'evil.example:4599' },
    ]) {
      for (const path of ['config', 'outbox']) {
        const reply = await get(path, headers);
        expect(reply.status).toBe(403);
        expect(reply.headers.get('access-control-allow-origin')).toBeNull();
        expect(await reply.text()).not.toContain(await aws.outbox.code('ada@example.com'));
      }
      expect((await post('reset', '{}', headers)).status).toBe(403);
    }
    expect((await aws.fetch('http://evil.example/_local/outbox')).status).toBe(403);
    expect(aws.outbox.all()).toHaveLength(1);
  });

  it.each(['http://localhost:5173', 'http://127.0.0.1:6006', 'http://[::1]:5173', 'http://demo.localhost'])(
    'a page of %s may call the control API',
    async (origin) => {
      const reply = await get('config', { origin });
      expect(reply.headers.get('access-control-allow-origin')).toBe(origin);
      const preflight = await aws.fetch(`${endpoint}/_local/clock`, {
        method: 'OPTIONS',
        headers: {
          origin,
          'access-control-request-method': 'POST',
          'access-control-request-headers': 'content-type',
        },
      });
      expect(preflight.ok).toBe(true);
      expect(preflight.headers.get('access-control-allow-origin')).toBe(origin);
    },
  );

  it('an unknown path or method gets status 404', async () => {
    expect((await get('nothing')).status).toBe(404);
    expect((await post('config')).status).toBe(404);
  });
});
