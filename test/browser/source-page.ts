/** A page of a test's own on the kit's sources, bundled once for each file. Its requests may go to a local AWS of the test's. */
import type { Page } from '@playwright/test';
import type { LocalAws } from 'cognito-kit-local';
import { build } from 'esbuild';

const at = (path: string) => new URL(`../../${path}`, import.meta.url).pathname;

/** Nobody listens there: every request is answered by the test. */
export const SOURCE_ORIGIN = 'http://localhost:4173';

type Files = ReadonlyMap<string, string>;

/** An entry of this folder, without its ending. */
export async function bundleSource(name: string): Promise<Files> {
  const { outputFiles } = await build({
    entryPoints: [at(`test/browser/${name}.tsx`), at('src/styles.css')],
    alias: { 'cognito-kit': at('src/index.ts'), 'cognito-kit-local': at('local/src/index.ts') },
    bundle: true,
    write: false,
    format: 'esm',
    splitting: true,
    outdir: '/',
    entryNames: '[name]',
    jsx: 'automatic',
    define: { 'process.env.NODE_ENV': '"production"' },
  });
  return new Map(outputFiles.map(({ path, text }) => [path, text]));
}

export interface SourceOptions {
  /** What follows the slash, such as `?show=signUp` or `#in`. */
  address?: string;
  aws?: LocalAws;
  /** Whether a file is kept from arriving, by its path: `/more-….js` are the views that come later. */
  isCut?: (path: string) => boolean;
}

export async function openSource(
  page: Page,
  name: string,
  files: Files,
  { address = '', aws, isCut = () => false }: SourceOptions = {},
): Promise<void> {
  const html = `<!doctype html><html lang="en"><title>Parts</title><link rel="icon" href="data:,"><link rel="stylesheet" href="/styles.css"><h1>An app</h1><script type="module" src="/${name}.js"></script>`;
  await page.route(`${SOURCE_ORIGIN}/**`, async (route) => {
    const request = route.request();
    if (aws && request.method() === 'POST') {
      const response = await aws.fetch(request.url(), {
        method: 'POST',
        headers: await request.allHeaders(),
        body: new Uint8Array(request.postDataBuffer() ?? []),
      });
      const { status, headers } = response;
      const body = Buffer.from(await response.arrayBuffer());
      return route.fulfill({ status, headers: Object.fromEntries(headers), body });
    }
    const { pathname } = new URL(request.url());
    const body = pathname === '/' ? html : files.get(pathname);
    const isStyle = pathname.endsWith('.css');
    const contentType = isStyle ? 'text/css' : pathname === '/' ? 'text/html' : 'text/javascript';
    if (body === undefined) return route.fulfill({ status: 404 });
    return isCut(pathname) ? route.abort('failed') : route.fulfill({ body, contentType });
  });
  await page.goto(`${SOURCE_ORIGIN}/${address}`);
}
