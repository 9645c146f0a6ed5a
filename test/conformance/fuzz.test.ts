/**
 * Thousands of requests that no client would send. None may crash the local AWS, hang it, or make it answer without
 * saying what is wrong; and whatever it grants was signed, or asked for with a token, a password or a code.
 */
import { connect } from 'node:net';
import * as fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type LocalAwsServer, startLocalAws } from 'cognito-kit-local/node';
import { everything } from './everything.ts';
import { beginEra, type Era } from './fuzz/era.ts';
import { brokenRules, type Exchange } from './fuzz/oracle.ts';
import { sign } from './fuzz/reference-signature.ts';
import { anyRequest } from './fuzz/requests.ts';
import { applyAlterations, type Spec } from './fuzz/spec.ts';

const requests = process.env['LONG'] ? 20_000 : 2000;
const eraLength = 200;
const patience = 5000;

let server: LocalAwsServer;
let printed: string[] = [];
let era: Era | undefined;
let inEra = 0;

/** The default set-up, and one that allows all that can be allowed: eras take turns. */
let servers: LocalAwsServer[] = [];
beforeAll(async () => {
  const print = (line: string) => void printed.push(line);
  servers = [await startLocalAws({ port: 0, print }), await startLocalAws({ ...everything, port: 0, print })];
  [server] = servers as [LocalAwsServer];
});
afterAll(() => Promise.all(servers.map((each) => each.close())));

async function nextEra(): Promise<Era> {
  server = servers[servers.indexOf(server) === 0 ? 1 : 0] ?? server;
  inEra = 0;
  return beginEra(server);
}

/** What came of it all, so that a run that never got past the door is seen for what it is. */
const seen = { granted: new Map<string, number>(), refused: new Set<string>(), unsendable: 0 };

const signingName: Partial<Record<Spec['service'], string>> = { s3: 's3', sts: 'sts', dynamodb: 'dynamodb' };

/** undefined for what no client can put on the wire. */
function requestOf(spec: Spec, { names, keys, forger }: Era): Request | undefined {
  const filled = (text: string) =>
    text.replace(/\{\{([\w.]+)\}\}/g, (whole, name) => names.get(String(name)) ?? whole);
  const base = server.url;
  try {
    const headers = new Headers();
    for (const [name, value] of Object.entries(spec.headers)) headers.set(name, filled(value));
    const url = new Request(base + filled(spec.path)).url;
    const hasBody = spec.method !== 'GET' && spec.method !== 'HEAD';
    const body = hasBody ? filled(spec.body) : '';
    if (spec.as !== 'nobody') {
      const service = signingName[spec.service] ?? 'cognito-idp';
      const sent = { method: spec.method, url, headers, body: new TextEncoder().encode(body) };
      const { as } = spec;
      sign(sent, as === 'forger' ? forger : keys[as], service, server.aws.clock.now());
    }
    const path = url.slice(base.length);
    const out = applyAlterations({ method: spec.method, path, headers, body }, spec.alter);
    const sends = out.method !== 'GET' && out.method !== 'HEAD';
    return new Request(base + filled(out.path), {
      method: out.method,
      headers: new Headers([...out.headers].map(([name, value]) => [name, filled(value)])),
      ...(sends && { body: new TextEncoder().encode(out.body) }),
    });
  } catch {
    return undefined;
  }
}

async function exchange(request: Request): Promise<Exchange> {
  const body = new Uint8Array(await request.clone().arrayBuffer());
  printed = [];
  const timer = AbortSignal.timeout(patience);
  const late = new Promise<never>((_, reject) => {
    timer.addEventListener('abort', () => reject(new Error(`no answer within ${patience} ms`)));
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

const note = (spec: Spec, { status, text }: Exchange): void => {
  if (status < 300) seen.granted.set(spec.service, (seen.granted.get(spec.service) ?? 0) + 1);
  const [, json, xml] = /"__type":"(\w+)"|<Code>(\w+)</.exec(text) ?? [];
  const code = json ?? xml;
  if (status >= 400 && code !== undefined) seen.refused.add(code);
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
  it(`${requests} of them: no crash, no hang, no nameless error, nothing granted for nothing`, async () => {
    await fc.assert(
      fc.asyncProperty(anyRequest, async (spec) => {
        if (era && inEra >= eraLength) {
          await era.victimIsUnharmed();
          era = undefined;
        }
        era ??= await nextEra();
        inEra += 1;
        const request = requestOf(spec, era);
        if (!request) {
          seen.unsendable += 1;
          return;
        }
        const done = await exchange(request);
        note(spec, done);
        const broken = brokenRules(era, done);
        if (broken.length > 0) throw new Error(report(broken, done));
        // whoever resets it or moves its clock ends what the others had
        if (done.status < 300 && /\/_local\/(reset|clock)/.test(done.sent.url)) era = undefined;
      }),
      { numRuns: requests, endOnFailure: true },
    );
    await era?.victimIsUnharmed();
    // A run that never got past the door would have proven nothing.
    for (const service of ['userPool', 'identityPool', 's3', 'dynamodb', 'sts', 'local', 'wellKnown'])
      expect(seen.granted.get(service) ?? 0, `granted by ${service}`).toBeGreaterThan(0);
    expect(seen.refused.size).toBeGreaterThan(20);
    expect(seen.unsendable).toBeLessThan(requests / 20);
  }, 900_000);

  const noise = String.fromCharCode(...Array.from({ length: 600 }, (_, index) => (index * 97 + 13) % 256));
  it.each<[string, string]>([
    ['nothing at all', ''],
    ['no request line', 'hello\r\n\r\n'],
    ['a lone line feed', '\n\n\n\n'],
    ['bytes of every kind', noise],
    ['TLS', '\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03'],
    ['HTTP/2', 'PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n'],
    ['HTTP/0.9', 'GET /\r\n'],
    ['no host', 'GET / HTTP/1.1\r\n\r\n'],
    ['another’s host', 'GET /_local/outbox HTTP/1.1\r\nHost: evil.example\r\n\r\n'],
    ['two hosts', 'GET / HTTP/1.1\r\nHost: localhost\r\nHost: evil.example\r\n\r\n'],
    ['a host that is none', 'GET / HTTP/1.1\r\nHost: [::::]%%\r\n\r\n'],
    ['a method that is none', 'BREW / HTTP/1.1\r\nHost: localhost\r\n\r\n'],
    ['TRACE', 'TRACE / HTTP/1.1\r\nHost: localhost\r\n\r\n'],
    ['CONNECT', 'CONNECT evil.example:443 HTTP/1.1\r\nHost: evil.example:443\r\n\r\n'],
    ['a star', 'OPTIONS * HTTP/1.1\r\nHost: localhost\r\n\r\n'],
    ['another’s address', 'GET http://evil.example/_local/outbox HTTP/1.1\r\nHost: localhost\r\n\r\n'],
    ['bad escapes in a path', 'GET /%zz/%ff%fe HTTP/1.1\r\nHost: localhost\r\n\r\n'],
    ['bytes in a path', 'GET /\xff\xfe HTTP/1.1\r\nHost: localhost\r\n\r\n'],
    ['a path of 20,000 letters', `GET /${'a'.repeat(20_000)} HTTP/1.1\r\nHost: localhost\r\n\r\n`],
    ['a thousand headers', `GET / HTTP/1.1\r\nHost: localhost\r\n${'x: y\r\n'.repeat(1000)}\r\n`],
    ['a header of 20,000 letters', `GET / HTTP/1.1\r\nHost: localhost\r\nx: ${'y'.repeat(20_000)}\r\n\r\n`],
    ['a header with a line inside', 'GET / HTTP/1.1\r\nHost: localhost\r\nx: a\r\n b\r\n\r\n'],
    ['two lengths', 'POST / HTTP/1.1\r\nHost: localhost\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\nab'],
    ['a negative length', 'POST / HTTP/1.1\r\nHost: localhost\r\nContent-Length: -5\r\n\r\n'],
    ['a body cut short', 'POST / HTTP/1.1\r\nHost: localhost\r\nContent-Length: 500\r\n\r\n{'],
    [
      'a length and chunks',
      'POST / HTTP/1.1\r\nHost: localhost\r\nContent-Length: 4\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n',
    ],
    ['broken chunks', 'POST / HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n'],
  ])('on the wire: %s, and the next request is answered', async (_what, text) => {
    const port = Number(new URL(server.url).port);
    const answered = await new Promise<string>((resolve, reject) => {
      const socket = connect(port, '127.0.0.1', () => socket.end(text, 'latin1'));
      let answer = '';
      socket.setTimeout(patience, () => reject(new Error('neither answered nor closed')));
      socket.on('data', (bytes) => (answer += bytes.toString('latin1')));
      socket.on('error', () => resolve(answer)); // a reset connection is an answer too
      socket.on('close', () => resolve(answer));
    });
    // no body of a request that is not understood may come back as a success, nor anything of the outbox
    expect(answered).not.toMatch(/^HTTP\/1\.1 5\d\d/);
    expect(answered).not.toContain('purpose');
    expect((await fetch(`${server.url}/_local/config`)).status).toBe(200);
  });
});
