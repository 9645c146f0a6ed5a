/** Converts between Node's and the web's requests and responses, streaming in both directions. */
import type { IncomingMessage, ServerResponse } from 'node:http';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';

/**
 * Makes a web Request that reads its body from the socket on demand and aborts when the client disconnects. Throws
 * a TypeError for requests that the web does not have: method `TRACE`, or `*` as target.
 */
export function webRequest(incoming: IncomingMessage, outgoing: ServerResponse): Request {
  const aborter = new AbortController();
  outgoing.on('close', () => {
    if (!outgoing.writableFinished) aborter.abort(new DOMException('The client disconnected.', 'AbortError'));
  });
  const headers = new Headers();
  for (const [name, values = []] of Object.entries(incoming.headersDistinct)) {
    for (const value of values) headers.append(name, value);
  }
  const { method = 'GET', url = '/' } = incoming;
  const hasBody = method !== 'GET' && method !== 'HEAD';
  const init: RequestInit & { duplex: 'half' } = {
    method,
    headers,
    signal: aborter.signal,
    duplex: 'half',
    ...(hasBody && { body: Readable.toWeb(incoming) as ReadableStream<Uint8Array> }),
  };
  // The client of a proxy sends an absolute target. https://www.rfc-editor.org/rfc/rfc9112#section-3.2.2
  const path = url.replace(/^https?:\/\/[^/?#]*\/?/i, '/');
  if (!path.startsWith('/')) throw new TypeError('The target of the request is not a path.');
  // `new URL(path, base)` would read a path such as //x as a host name.
  return new Request(`http://${incoming.headers.host ?? 'localhost'}${path}`, init);
}

/** Sends a web Response at the client's speed. */
export async function sendResponse(response: Response, outgoing: ServerResponse): Promise<void> {
  const headers: Record<string, string | string[]> = Object.fromEntries(response.headers);
  const cookies = response.headers.getSetCookie();
  if (cookies.length > 0) headers['set-cookie'] = cookies;
  outgoing.writeHead(response.status, headers);
  if (!response.body) {
    outgoing.end();
    return;
  }
  await pipeline(Readable.fromWeb(response.body as Parameters<typeof Readable.fromWeb>[0]), outgoing);
}
