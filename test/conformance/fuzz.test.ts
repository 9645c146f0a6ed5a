/**
 * Sends thousands of malformed requests. None may crash the local AWS, hang it or get an error without a name. A success
 * needs a valid signature, token, password or code.
 */
import { connect } from 'node:net';
import * as fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type LocalAwsServer, startLocalAws } from 'cognito-kit-local/node';
import { permissivePool } from './permissive-pool.ts';
import { beginRound, type Round } from './fuzz/round.ts';
import { brokenRules, type Exchange } from './fuzz/oracle.ts';
import { sign } from './fuzz/reference-signature.ts';
import { anyRequest } from './fuzz/requests.ts';
import { applyAlterations, type RequestSpec } from './fuzz/request-spec.ts';

/** The number of requests. */
const requests = process.env['LONG'] ? 20_000 : 2000;
const roundLength = 200;
/** The time for an answer, in milliseconds. */
const answerTimeout = 5000;

let server: LocalAwsServer;
let printed: string[] = [];
let round: Round | undefined;
let inRound = 0;

/** The default set-up and the permissive one. Rounds alternate between them. */
let servers: LocalAwsServer[] = [];
beforeAll(async () => {
  const print = (line: string) => void printed.push(line);
  servers = [
    await startLocalAws({ port: 0, print }),
    await startLocalAws({ ...permissivePool, port: 0, print }),
  ];
  [server] = servers as [LocalAwsServer];
});
afterAll(() => Promise.all(servers.map((each) => each.close())));

async function nextRound(): Promise<Round> {
  server = servers[servers.indexOf(server) === 0 ? 1 : 0] ?? server;
  inRound = 0;
  return beginRound(server);
}

/** Counts successes and error codes, so that a run in which every request failed early is noticed. */
const results = { granted: new Map<string, number>(), refused: new Set<string>(), unsendable: 0 };

const signingName: Partial<Record<RequestSpec['service'], string>> = {
  s3: 's3',
  sts: 'sts',
  dynamodb: 'dynamodb',
};

/** Builds the signed request. Returns undefined for a request that no client can send. */
function requestOf(spec: RequestSpec, { names, keys, forger }: Round): Request | undefined {
  const withNames = (text: string) =>
    text.replace(/\{\{([\w.]+)\}\}/g, (whole, name) => names.get(String(name)) ?? whole);
  const base = server.url;
  try {
    const headers = new Headers();
    for (const [name, value] of Object.entries(spec.headers)) headers.set(name, withNames(value));
    const url = new Request(base + withNames(spec.path)).url;
    const hasBody = spec.method !== 'GET' && spec.method !== 'HEAD';
    const body = hasBody ? withNames(spec.body) : '';
    if (spec.as !== 'unsigned') {
      const service = signingName[spec.service] ?? 'cognito-idp';
      const sent = { method: spec.method, url, headers, body: new TextEncoder().encode(body) };
      const { as } = spec;
      sign(sent, as === 'forger' ? forger : keys[as], service, server.aws.clock.now());
    }
    const path = url.slice(base.length);
    const outgoing = applyAlterations({ method: spec.method, path, headers, body }, spec.alter);
    const sendsBody = outgoing.method !== 'GET' && outgoing.method !== 'HEAD';
    return new Request(base + withNames(outgoing.path), {
      method: outgoing.method,
      headers: new Headers([...outgoing.headers].map(([name, value]) => [name, withNames(value)])),
      ...(sendsBody && { body: new TextEncoder().encode(outgoing.body) }),
    });
  } catch {
    return undefined;
  }
}

async function exchange(request: Request): Promise<Exchange> {
  const body = new Uint8Array(await request.clone().arrayBuffer());
  printed = [];
  const timer = AbortSignal.timeout(answerTimeout);
  const late = new Promise<never>((_, reject) => {
    timer.addEventListener('abort', () =>
      reject(new Error(`The local AWS sent no answer within ${answerTimeout} ms.`)),
    );
  });
  const reply = await Promise.race([server.aws.fetch(request), late]);
  const text = await Promise.race([reply.text(), late]);
  const { method, url, headers } = request;
  return {
    sent: { method, url, headers, body },
    status: reply.status,
    headers: reply.headers,
    text,
    printed,
  };
}

const recordResult = (spec: RequestSpec, { status, text }: Exchange): void => {
  if (status < 300) results.granted.set(spec.service, (results.granted.get(spec.service) ?? 0) + 1);
  const [, json, xml] = /"__type":"(\w+)"|<Code>(\w+)</.exec(text) ?? [];
  const code = json ?? xml;
  if (status >= 400 && code !== undefined) results.refused.add(code);
};

const report = (broken: readonly string[], { sent, status, text, printed: lines }: Exchange): string =>
  [
    ...broken,
    `${sent.method} ${sent.url}`,
    JSON.stringify(Object.fromEntries(sent.headers)),
    new TextDecoder().decode(sent.body.subarray(0, 2000)),
    `→ ${status} ${text.slice(0, 2000)}`,
    ...lines,
  ].join('\n');

describe('malformed requests', () => {
  it(`${requests} of them cause no crash, no hang, no error without a name and no success without proof`, async () => {
    await fc.assert(
      fc.asyncProperty(anyRequest, async (spec) => {
        if (round && inRound >= roundLength) {
          await round.assertVictimUnharmed();
          round = undefined;
        }
        round ??= await nextRound();
        inRound += 1;
        const request = requestOf(spec, round);
        if (!request) {
          results.unsendable += 1;
          return;
        }
        const answered = await exchange(request);
        recordResult(spec, answered);
        const broken = brokenRules(round, answered);
        if (broken.length > 0) throw new Error(report(broken, answered));
        // A reset or a moved clock ends the round's tokens and keys, so a new round begins.
        if (answered.status < 300 && /\/_local\/(reset|clock)/.test(answered.sent.url)) round = undefined;
      }),
      { numRuns: requests, endOnFailure: true },
    );
    await round?.assertVictimUnharmed();
    // A run in which every request failed early would prove nothing.
    for (const service of ['userPool', 'identityPool', 's3', 'dynamodb', 'sts', 'local', 'wellKnown'])
      expect(results.granted.get(service) ?? 0, `granted by ${service}`).toBeGreaterThan(0);
    expect(results.refused.size).toBeGreaterThan(20);
    expect(results.unsendable).toBeLessThan(requests / 20);
  }, 900_000);

  const noise = String.fromCharCode(...Array.from({ length: 600 }, (_, index) => (index * 97 + 13) % 256));
  it.each<[string, string]>([
    ['an empty request', ''],
    ['no request line', 'hello\r\n\r\n'],
    ['a lone line feed', '\n\n\n\n'],
    ['bytes of every kind', noise],
    ['TLS', '\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03'],
    ['HTTP/2', 'PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n'],
    ['HTTP/0.9', 'GET /\r\n'],
    ['no host', 'GET / HTTP/1.1\r\n\r\n'],
    ['a foreign host', 'GET /_local/outbox HTTP/1.1\r\nHost: evil.example\r\n\r\n'],
    ['two hosts', 'GET / HTTP/1.1\r\nHost: localhost\r\nHost: evil.example\r\n\r\n'],
    ['an invalid host', 'GET / HTTP/1.1\r\nHost: [::::]%%\r\n\r\n'],
    ['an unknown method', 'BREW / HTTP/1.1\r\nHost: localhost\r\n\r\n'],
    ['TRACE', 'TRACE / HTTP/1.1\r\nHost: localhost\r\n\r\n'],
    ['CONNECT', 'CONNECT evil.example:443 HTTP/1.1\r\nHost: evil.example:443\r\n\r\n'],
    ['an asterisk as target', 'OPTIONS * HTTP/1.1\r\nHost: localhost\r\n\r\n'],
    [
      'a foreign absolute address',
      'GET http://evil.example/_local/outbox HTTP/1.1\r\nHost: localhost\r\n\r\n',
    ],
    ['bad escapes in a path', 'GET /%zz/%ff%fe HTTP/1.1\r\nHost: localhost\r\n\r\n'],
    ['bytes in a path', 'GET /\xff\xfe HTTP/1.1\r\nHost: localhost\r\n\r\n'],
    ['a path of 20,000 letters', `GET /${'a'.repeat(20_000)} HTTP/1.1\r\nHost: localhost\r\n\r\n`],
    ['a thousand headers', `GET / HTTP/1.1\r\nHost: localhost\r\n${'x: y\r\n'.repeat(1000)}\r\n`],
    ['a header of 20,000 letters', `GET / HTTP/1.1\r\nHost: localhost\r\nx: ${'y'.repeat(20_000)}\r\n\r\n`],
    ['a header with a line break inside', 'GET / HTTP/1.1\r\nHost: localhost\r\nx: a\r\n b\r\n\r\n'],
    [
      'two content lengths',
      'POST / HTTP/1.1\r\nHost: localhost\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\nab',
    ],
    ['a negative length', 'POST / HTTP/1.1\r\nHost: localhost\r\nContent-Length: -5\r\n\r\n'],
    ['a body cut short', 'POST / HTTP/1.1\r\nHost: localhost\r\nContent-Length: 500\r\n\r\n{'],
    [
      'a content length and chunks',
      'POST / HTTP/1.1\r\nHost: localhost\r\nContent-Length: 4\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n',
    ],
    ['broken chunks', 'POST / HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n'],
  ])('as raw bytes: %s is answered or closed, and the next request succeeds', async (_what, text) => {
    const port = Number(new URL(server.url).port);
    const answered = await new Promise<string>((resolve, reject) => {
      const socket = connect(port, '127.0.0.1', () => socket.end(text, 'latin1'));
      let answer = '';
      socket.setTimeout(answerTimeout, () =>
        reject(new Error('The server neither answered nor closed the connection.')),
      );
      socket.on('data', (bytes) => (answer += bytes.toString('latin1')));
      socket.on('error', () => resolve(answer)); // a reset connection counts as an answer
      socket.on('close', () => resolve(answer));
    });
    // A request that is not understood must not cause a 5xx response or return the outbox.
    expect(answered).not.toMatch(/^HTTP\/1\.1 5\d\d/);
    expect(answered).not.toContain('purpose');
    expect((await fetch(`${server.url}/_local/config`)).status).toBe(200);
  });
});
