/** Serves `GET /local-aws.json` with the endpoint of the local AWS, from LOCAL_AWS_ENDPOINT: `{ endpoint }`. */
import type { Connect, Plugin } from 'vite';

const answer: Connect.NextHandleFunction = (_request, response) => {
  const endpoint = process.env['LOCAL_AWS_ENDPOINT'] ?? 'http://localhost:4599';
  response.setHeader('content-type', 'application/json');
  response.setHeader('cache-control', 'no-store');
  response.end(JSON.stringify({ endpoint }));
};

export const localAws = (): Plugin => ({
  name: 'local-aws',
  configureServer: (server) => void server.middlewares.use('/local-aws.json', answer),
  configurePreviewServer: (server) => void server.middlewares.use('/local-aws.json', answer),
});
