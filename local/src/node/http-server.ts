/** An HTTP server on loopback only: 127.0.0.1 and, when available, ::1 on the same port. */
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { DroppedReply } from '../control/fault-gate.ts';
import { isLoopbackHost } from '../control/loopback.ts';
import type { Handler } from '../protocol/handler.ts';
import { sendResponse, webRequest } from './web-request.ts';

export interface HttpServer {
  port: number;
  /** Stops listening and ends open connections. */
  close(): Promise<void>;
}

const listen = (server: Server, port: number, host: string): Promise<number> =>
  new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen({ port, host }, () => {
      server.off('error', reject);
      resolve((server.address() as AddressInfo).port);
    });
  });

const close = (server: Server): Promise<void> =>
  new Promise((resolve) => {
    server.close(() => resolve());
    server.closeAllConnections();
  });

const codeOf = (error: unknown) =>
  error instanceof Error && 'code' in error ? String(error.code) : undefined;

/** Answers with a line of text. */
const refuse = (outgoing: ServerResponse, status: number, text: string) => {
  outgoing.writeHead(status, { 'content-type': 'text/plain; charset=utf-8' }).end(`${text}\n`);
};

async function serve(
  handler: Handler,
  print: (line: string) => void,
  incoming: IncomingMessage,
  outgoing: ServerResponse,
): Promise<void> {
  const { host } = incoming.headers;
  // An absolute request target overrides the Host header. https://www.rfc-editor.org/rfc/rfc9112#section-3.2.2
  const [targetHost = host] = /^https?:\/\/[^/?#]*/i.exec(incoming.url ?? '') ?? [];
  if (host === undefined || !isLoopbackHost(host) || !isLoopbackHost(targetHost ?? '')) {
    refuse(outgoing, 421, 'The local AWS answers loopback names only, such as localhost.');
    return;
  }
  let request: Request;
  try {
    request = webRequest(incoming, outgoing);
  } catch {
    refuse(outgoing, 400, 'The local AWS takes no requests of this method or target.');
    return;
  }
  try {
    await sendResponse(await handler(request), outgoing);
  } catch (error) {
    if (outgoing.destroyed) return; // The client has closed the connection.
    if (error instanceof DroppedReply) {
      outgoing.destroy();
      return;
    }
    print(error instanceof Error ? (error.stack ?? error.message) : String(error));
    if (outgoing.headersSent) outgoing.destroy();
    else refuse(outgoing, 500, 'The local AWS failed on this request. Its terminal shows the error.');
  }
}

/**
 * Starts the server. Rejects with EADDRINUSE when the port is taken. Port 0 takes a port that is free on both
 * addresses.
 */
export async function startHttpServer(
  handler: Handler,
  { port, print }: { port: number; print: (line: string) => void },
): Promise<HttpServer> {
  const make = () => createServer((incoming, outgoing) => void serve(handler, print, incoming, outgoing));
  for (let attempt = 0; ; attempt += 1) {
    const v4 = make();
    const v6 = make();
    const taken = await listen(v4, port, '127.0.0.1');
    try {
      await listen(v6, taken, '::1');
      return {
        port: taken,
        close: async () => {
          await Promise.all([close(v4), close(v6)]);
        },
      };
    } catch (error) {
      // Without IPv6, 127.0.0.1 is the only loopback address.
      if (['EADDRNOTAVAIL', 'EAFNOSUPPORT', 'EINVAL'].includes(codeOf(error) ?? '')) {
        return { port: taken, close: () => close(v4) };
      }
      await close(v4);
      if (codeOf(error) !== 'EADDRINUSE' || port !== 0 || attempt >= 20) throw error;
    }
  }
}
