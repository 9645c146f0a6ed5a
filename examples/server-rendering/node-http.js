/** Node's http in terms of the web's Request and Response. A framework brings this along. */
import { createServer } from 'node:http';

/** @param {import('node:http').IncomingMessage} incoming */
export const toRequest = ({ method = 'GET', url = '/', headers, rawHeaders }) =>
  new Request(new URL(url, `http://${headers.host ?? 'localhost'}`), {
    method,
    headers: rawHeaders.flatMap((name, at) =>
      at % 2 === 0 ? [/** @type {[string, string]} */ ([name, rawHeaders[at + 1] ?? ''])] : [],
    ),
  });

/** @param {import('node:http').ServerResponse} outgoing @param {Response} response */
export async function send(outgoing, response) {
  // Each cookie in a header of its own: joined they would be one.
  for (const [name, value] of response.headers) if (name !== 'set-cookie') outgoing.setHeader(name, value);
  outgoing.setHeader('set-cookie', response.headers.getSetCookie());
  outgoing.writeHead(response.status).end(Buffer.from(await response.arrayBuffer()));
}

/** @param {number} port @param {(request: Request) => Promise<Response>} handle */
export async function listen(port, handle) {
  const server = createServer((incoming, outgoing) => {
    // What is no address, such as `//`, throws: that must not end the server.
    Promise.resolve(incoming)
      .then(toRequest)
      .then(handle)
      .catch(() => new Response('Something failed.', { status: 500 }))
      .then((response) => send(outgoing, response))
      .catch(() => outgoing.destroy());
  });
  await new Promise((resolve) => {
    server.listen(port, '127.0.0.1', () => resolve(undefined));
  });
  const address = server.address();
  return {
    url: `http://localhost:${typeof address === 'object' && address ? address.port : port}`,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve(undefined));
        server.closeAllConnections();
      }),
  };
}
