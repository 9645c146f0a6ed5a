/** Converts between Node's http and the web's Request and Response. Frameworks already do this. */
import { createServer } from 'node:http';

/** @param {import('node:http').IncomingMessage} incoming */
export const toRequest = ({ method = 'GET', url = '/', headers, rawHeaders }) =>
  new Request(new URL(url, `http://${headers.host ?? 'localhost'}`), {
    method,
    headers: rawHeaders.flatMap((name, index) =>
      index % 2 === 0 ? [/** @type {[string, string]} */ ([name, rawHeaders[index + 1] ?? ''])] : [],
    ),
  });

/** @param {import('node:http').ServerResponse} outgoing @param {Response} response */
export async function send(outgoing, response) {
  // Sets one header for each cookie, since joined values would be read as one cookie.
  for (const [name, value] of response.headers) if (name !== 'set-cookie') outgoing.setHeader(name, value);
  outgoing.setHeader('set-cookie', response.headers.getSetCookie());
  outgoing.writeHead(response.status).end(Buffer.from(await response.arrayBuffer()));
}

/** @param {number} port @param {(request: Request) => Promise<Response>} handle */
export async function listen(port, handle) {
  const server = createServer((incoming, outgoing) => {
    // Catches errors of `toRequest`, since an invalid URL such as `//` must not end the server.
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
