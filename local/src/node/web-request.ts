/** Node's requests and responses as the web's, streaming both ways. */
import type { IncomingMessage, ServerResponse } from 'node:http';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';

/**
 * A web Request whose body is read from the socket as it is asked for; it aborts when the client goes away.
 * Throws a TypeError for what the web has no Request for: `TRACE`, or `*` for a path.
 */
export function webRequest(incoming: IncomingMessage, outgoing: ServerResponse): Request {
  const aborter = new AbortController();
  outgoing.on('close', () => {
    if (!outgoing.writableFinished) aborter.abort(new DOMException('The client went away.', 'AbortError'));
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
  // A proxy's client sends the whole address. https://www.rfc-editor.org/rfc/rfc9112#section-3.2.2
  const path = url.replace(/^https?:\/\/[^/?#]*\/?/i, '/');
  if (!path.startsWith('/')) throw new TypeError('The target of the request is no path.');
  // Not new URL(path, base): a path such as //x would name a host.
  return new Request(`http://${incoming.headers.host ?? 'localhost'}${path}`, init);
}

/** Sends a web Response, waiting where the client reads slowly. */
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
