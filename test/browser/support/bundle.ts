/** Bundles the scripts of test pages, serves them, and writes data into their HTML. */
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { build, type BuildOptions } from 'esbuild';

/** The text of each file of a site, by its path. */
export type Files = ReadonlyMap<string, string>;

/** Bundles for the browser in memory, with React's production build. Lazy imports become files of their own. */
export async function bundleFiles(options: BuildOptions): Promise<Files> {
  const { outputFiles = [] } = await build({
    outdir: '/',
    bundle: true,
    splitting: true,
    format: 'esm',
    write: false,
    target: 'es2022',
    define: { 'process.env.NODE_ENV': '"production"' },
    ...options,
  });
  return new Map(outputFiles.map(({ path, text }) => [path, text]));
}

/** Serves the scripts on a free port of localhost, and HTML at every other path. */
export async function serveFiles(scripts: Files, htmlOf: (path: string) => string) {
  const server = createServer((request, response) => {
    const { pathname } = new URL(request.url ?? '/', 'http://localhost');
    const script = scripts.get(pathname);
    response.setHeader('content-type', script === undefined ? 'text/html' : 'text/javascript');
    response.end(script ?? htmlOf(pathname));
  });
  await new Promise<void>((resolve) => void server.listen(0, 'localhost', resolve));
  const url = `http://localhost:${(server.address() as AddressInfo).port}`;
  const close = () =>
    new Promise<void>((resolve) => {
      server.close(() => resolve());
      server.closeAllConnections();
    });
  return { url, close };
}

/** Writes a value as JSON that fits between the quotes of an HTML attribute. */
export const jsonAttribute = (value: unknown) =>
  JSON.stringify(value).replace(/&/g, '&amp;').replace(/"/g, '&quot;');
