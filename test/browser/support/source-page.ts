/** Opens a page of `test/browser/pages`, bundled from the kit's sources. Its AWS requests can go to a test's local AWS. */
import { fileURLToPath } from 'node:url';
import type { Page } from '@playwright/test';
import type { LocalAws } from 'cognito-kit-local';
import { bundleFiles, type Files } from './bundle.ts';
import { fulfillFromLocalAws } from './local-aws.ts';

const fromRoot = (path: string) => fileURLToPath(new URL(`../../../${path}`, import.meta.url));

/** The pages' origin. No server listens there: the test answers every request. */
export const SOURCE_ORIGIN = 'http://localhost:4173';

/** Bundles a page of `test/browser/pages`, with the kit's styles. `name` is its file name without the extension. */
export const bundleSource = (name: string): Promise<Files> =>
  bundleFiles({
    entryPoints: [fromRoot(`test/browser/pages/${name}.tsx`), fromRoot('src/styles.css')],
    alias: { 'cognito-kit': fromRoot('src/index.ts'), 'cognito-kit-local': fromRoot('local/src/index.ts') },
    entryNames: '[name]',
    jsx: 'automatic',
  });

export interface SourceOptions {
  /** The address after the slash, such as `?show=signUp` or `#in`. */
  address?: string;
  /** Answers the page's POST requests. */
  aws?: LocalAws;
  /** Returns true for a path whose request is to fail. Views that load later are at `/lazy-views-….js`. */
  isBlocked?: (path: string) => boolean;
}

/** Opens the page. `files` comes from `bundleSource(name)`. */
export async function openSource(
  page: Page,
  name: string,
  files: Files,
  { address = '', aws, isBlocked = () => false }: SourceOptions = {},
): Promise<void> {
  const html = `<!doctype html><html lang="en"><title>Parts</title><link rel="icon" href="data:,"><link rel="stylesheet" href="/styles.css"><h1>An app</h1><script type="module" src="/${name}.js"></script>`;
  await page.route(`${SOURCE_ORIGIN}/**`, async (route) => {
    const request = route.request();
    if (aws && request.method() === 'POST') return fulfillFromLocalAws(route, aws);
    const { pathname } = new URL(request.url());
    const body = pathname === '/' ? html : files.get(pathname);
    const isStyle = pathname.endsWith('.css');
    const contentType = isStyle ? 'text/css' : pathname === '/' ? 'text/html' : 'text/javascript';
    if (body === undefined) return route.fulfill({ status: 404 });
    return isBlocked(pathname) ? route.abort('failed') : route.fulfill({ body, contentType });
  });
  await page.goto(`${SOURCE_ORIGIN}/${address}`);
}
