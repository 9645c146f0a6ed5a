// @ts-check
/**
 * `npm start`: builds and serves the demo and the local AWS, in one process.
 * `npm run dev` (--dev): the same with hot reload on src.
 */
import { build } from './build.mjs';
import { installMissing } from './install.mjs';

const dev = process.argv.includes('--dev');

/** Calls `listen` with the first free port from `first` on, at most 51 ports. @template T @param {number} first @param {(port: number) => Promise<T>} listen */
async function onFreePort(first, listen) {
  for (let port = first; ; port += 1) {
    try {
      return await listen(port);
    } catch (error) {
      const isTaken = error instanceof Error && 'code' in error && error.code === 'EADDRINUSE';
      if (!isTaken || port >= first + 50) throw error;
    }
  }
}

/** @param {string} endpoint The URL of the local AWS. */
async function startDemo(endpoint) {
  process.env['LOCAL_AWS_ENDPOINT'] = endpoint;
  const vite = await import('vite');
  const config = { root: 'demo', mode: dev ? 'source' : 'production', clearScreen: false };
  const port = { port: 5173, host: 'localhost' };
  if (dev) {
    const server = await vite.createServer({ ...config, server: port });
    await server.listen();
    return server;
  }
  await vite.build({ ...config, logLevel: 'warn' });
  return vite.preview({ ...config, preview: port });
}

installMissing();
console.log(dev ? 'Building the local AWS …' : 'Building the kit, the local AWS and the demo …');
build(dev ? 'local' : undefined);
const { startLocalAws } = await import('cognito-kit-local/node');
const local = await onFreePort(4599, (port) =>
  startLocalAws({ port, print: (line) => console.log(`  ${line}`) }),
);
const demo = await startDemo(local.url);

console.log(`
  Demo       ${demo.resolvedUrls?.local[0] ?? ''}
  Local AWS  ${local.url}

  Sign in as  ${local.aws.users.map((user) => `${user.username} / ${user.password}${user.totpSecret ? ` (authenticator secret ${user.totpSecret})` : ''}${user.mustChangePassword ? ' (must choose a new password)' : ''}`).join('\n              ')}

  Codes of emails and SMS messages are printed here. Ctrl-C stops everything.
`);

let stopping = false;
const stop = async () => {
  if (stopping) return;
  stopping = true;
  await Promise.allSettled([demo.close(), local.close()]);
  process.exit(0);
};
process.on('SIGINT', () => void stop());
process.on('SIGTERM', () => void stop());
