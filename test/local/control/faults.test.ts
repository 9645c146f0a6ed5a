/**
 * Faults that a test adds: throttling, errors, dropped replies and latency hit the requests that their rule names.
 */
import { beforeEach, describe, expect, it } from 'vitest';
import { createLocalAws, type FaultRule } from 'cognito-kit-local';
import { startLocalAws } from 'cognito-kit-local/node';

const printed: string[] = [];
const delays: number[] = [];
const aws = createLocalAws({
  print: (line) => printed.push(line),
  wait: async (milliseconds) => void delays.push(milliseconds),
});
const { endpoint, clientId: ClientId } = aws.config;
beforeEach(async () => {
  await aws.reset();
  printed.length = 0;
  delays.length = 0;
});

const call = (operation: string, input: object = {}, send = aws.fetch, url = endpoint) =>
  send(url, {
    method: 'POST',
    headers: { 'x-amz-target': `AWSCognitoIdentityProviderService.${operation}` },
    body: JSON.stringify({ ClientId, ...input }),
  });
const forgot = () => call('ForgotPassword', { Username: 'ada' });
const control = (method: string, body?: unknown, query = '') =>
  aws.fetch(`${endpoint}/_local/faults${query}`, {
    method,
    ...(body !== undefined && { body: typeof body === 'string' ? body : JSON.stringify(body) }),
  });

describe('a fault rule', () => {
  it('a throttle rule hits the given number of requests, with the error of each service', async () => {
    aws.faults.add({ operation: 'ForgotPassword', kind: 'throttle', count: 2 });
    for (let time = 0; time < 2; time += 1) {
      const reply = await forgot();
      expect(reply.status).toBe(400);
      expect(reply.headers.get('access-control-allow-origin')).toBe('*');
      expect(await reply.json()).toEqual({ __type: 'TooManyRequestsException', message: 'Rate exceeded' });
    }
    expect(aws.outbox.all()).toEqual([]);
    expect((await forgot()).status).toBe(200);
    expect(aws.faults.list()).toEqual([]);

    aws.faults.add({ service: 's3', kind: 'throttle' });
    const s3 = await aws.fetch(`${endpoint}/cognito-kit-local/public/x`);
    expect(s3.status).toBe(503);
    const slowDown = await s3.text();
    expect(slowDown).toContain('<Code>SlowDown</Code>');
    expect(slowDown).toContain('<Resource>/cognito-kit-local/public/x</Resource>');
    expect(s3.headers.get('access-control-allow-origin')).toBe('*');
    aws.faults.add({ service: 'sts', operation: 'GetCallerIdentity', kind: 'throttle' });
    const sts = await aws.fetch(endpoint, {
      method: 'POST',
      headers: { 'content-type': 'application/x-www-form-urlencoded' },
      body: 'Action=GetCallerIdentity&Version=2011-06-15',
    });
    expect(sts.headers.get('content-type')).toBe('text/xml');
    const throttling = await sts.text();
    expect(throttling).toContain('<ErrorResponse xmlns="https://sts.amazonaws.com/doc/2011-06-15/">');
    expect(throttling).toContain('<Code>Throttling</Code>');
  });

  it('an error rule answers instead of doing the work', async () => {
    aws.faults.add({
      kind: 'error',
      service: 'cognito-idp',
      status: 503,
      code: 'Broken',
      message: 'as ordered',
    });
    const reply = await forgot();
    expect(reply.status).toBe(503);
    expect(await reply.json()).toEqual({ __type: 'Broken', message: 'as ordered' });
    expect(aws.outbox.all()).toEqual([]);
    expect(printed).toEqual([expect.stringMatching(/^fault \d+ \(error\) for cognito-idp ForgotPassword$/)]);
  });

  it('a drop rule loses the reply after the work, or the request before it', async () => {
    aws.faults.add({ operation: 'ForgotPassword', kind: 'drop', count: 1 });
    await expect(forgot()).rejects.toThrow(TypeError);
    expect(aws.outbox.all()).toHaveLength(1);
    aws.faults.add({ operation: 'ForgotPassword', kind: 'drop', when: 'beforeWork', count: 1 });
    await expect(forgot()).rejects.toThrow('Failed to fetch');
    expect(aws.outbox.all()).toHaveLength(1);
  });

  it('a latency rule delays the reply and lets the next rule apply', async () => {
    aws.faults.add({ kind: 'latency', milliseconds: 1500 });
    aws.faults.add({ kind: 'throttle', operation: 'ForgotPassword' });
    expect((await forgot()).status).toBe(400);
    expect((await call('SignUp')).status).toBe(400);
    expect(delays).toEqual([1500, 1500]);
    expect(aws.faults.list()).toMatchObject([{ met: 2 }, { met: 1 }]);
  });

  it.each<[FaultRule, string, number]>([
    [{ kind: 'throttle', path: '/cognito-kit-local/private/*' }, '/cognito-kit-local/private/x/y', 503],
    [{ kind: 'throttle', path: '/cognito-kit-local/private/*' }, '/cognito-kit-local/public/x', 403],
    [{ kind: 'throttle', path: '/a.b' }, '/aXb', 403],
    [{ kind: 'throttle', operation: 'GetObject' }, '/cognito-kit-local/public/x', 503],
    [{ kind: 'throttle', operation: 'ListObjectsV2' }, '/cognito-kit-local?list-type=2', 503],
    [{ kind: 'throttle', service: 'well-known' }, `/us-east-1_Local0001/.well-known/jwks.json`, 429],
    [{ kind: 'throttle' }, '/_local/config', 200],
    [{ kind: 'throttle' }, '/', 200],
  ])('the rule %j lets %s end with status %i', async (rule, path, status) => {
    aws.faults.add(rule);
    expect((await aws.fetch(`${endpoint}${path}`)).status).toBe(status);
  });

  it('a preflight is never hit', async () => {
    aws.faults.add({ kind: 'throttle' });
    const reply = await aws.fetch(endpoint, {
      method: 'OPTIONS',
      headers: { origin: 'http://localhost', 'access-control-request-method': 'POST' },
    });
    expect(reply.status).toBe(200);
  });

  it('a reset removes all rules', async () => {
    aws.faults.add({ kind: 'throttle' });
    await aws.reset();
    expect(aws.faults.list()).toEqual([]);
  });
});

describe('/_local/faults', () => {
  it.each(['faults', 'snapshot', 'clock'])(
    'deeply nested JSON at /_local/%s gets status 400',
    async (path) => {
      const body = `${'['.repeat(100_000)}${']'.repeat(100_000)}`;
      const nested = await aws.fetch(`${endpoint}/_local/${path}`, { method: 'POST', body });
      expect(nested.status).toBe(400);
      const state = `{"version":1,"state":${'{"a":'.repeat(50_000)}1${'}'.repeat(50_000)}}`;
      const deep = await aws.fetch(`${endpoint}/_local/${path}`, { method: 'POST', body: state });
      expect(deep.status).toBe(400);
      expect((await forgot()).status).toBe(200);
    },
  );

  it('rules are added, listed and deleted', async () => {
    const [first, second] = [{ kind: 'throttle' }, { kind: 'latency', milliseconds: 5, count: 3 }];
    expect(await (await control('POST', first)).json()).toMatchObject([{ ...first, met: 0 }]);
    const [addedRule] = (await (await control('POST', [second])).json()) as { id: number }[];
    expect(await (await control('GET')).json()).toMatchObject([first, second]);
    expect(await (await control('DELETE', undefined, `?id=${addedRule!.id}`)).json()).toMatchObject([first]);
    expect(await (await control('DELETE')).json()).toEqual([]);
    expect(aws.faults.list()).toEqual([]);
  });

  it.each([
    [
      { kind: 'latncy' },
      'rule.kind must be one of latency, error, drop, throttle, and is \\"latncy\\" (did you mean latency?)',
    ],
    [{ kind: 'latency' }, 'rule.milliseconds must be a whole number from 0 to 600000, and is missing'],
    [{ kind: 'throttle', service: 'cognito' }, 'rule.service must be one of cognito-idp'],
    [[{ kind: 'throttle', cuont: 1 }], 'rules[0].cuont is not known; did you mean count?'],
    ['no JSON', 'rule must be an object, and is missing'],
  ])('the rule %j is refused', async (rule, message) => {
    const reply = await control('POST', rule);
    expect(reply.status).toBe(400);
    expect(await reply.text()).toContain(message);
    expect(aws.faults.list()).toEqual([]);
  });

  it('faults.add throws for a rule with mistakes', () => {
    expect(() => aws.faults.add({ kind: 'slow' } as unknown as FaultRule)).toThrow(
      'A fault rule has mistakes: rule.kind',
    );
  });
});

describe('faults over HTTP', () => {
  it('a dropped reply closes the connection after the work', async () => {
    const server = await startLocalAws({ port: 0, print: () => {} });
    try {
      server.aws.faults.add({ operation: 'ForgotPassword', kind: 'drop', count: 1 });
      await expect(call('ForgotPassword', { Username: 'ada' }, fetch, server.url)).rejects.toThrow();
      expect(server.aws.outbox.all()).toHaveLength(1);
    } finally {
      await server.close();
    }
  });
});
