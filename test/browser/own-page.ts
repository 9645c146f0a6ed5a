/** A page of a test's own: the built kit bundled, rendered on a server and hydrated, behind whatever headers it is to bear. */
import { fileURLToPath } from 'node:url';
import type { Page, Route } from '@playwright/test';
import { build } from 'esbuild';
import type * as Kit from 'cognito-kit';
import type { LocalAws } from 'cognito-kit-local';
import { createElement, type ReactElement } from 'react';
import { renderToString } from 'react-dom/server';

const root = fileURLToPath(new URL('../..', import.meta.url));
/** Nobody listens there: every request is answered by the test, those to AWS by a local one in its process. */
export const ORIGIN = 'http://localhost:4979';

export interface Shown {
  config: { userPoolId: string; clientId: string; endpoint: string; authFlow?: 'USER_AUTH' };
  signIn: Omit<Kit.SignInProps, 'views' | 'flow'>;
}

/** The same element on the server and in the browser; in the browser from JSON. */
const client = `
  import { createElement } from 'react';
  import { hydrateRoot } from 'react-dom/client';
  import * as kit from ${JSON.stringify(`${root}dist/index.js`)};
  const place = document.getElementById('root');
  const { config, signIn } = JSON.parse(place.dataset.shown);
  const cognito = kit.createCognito(config);
  Object.assign(globalThis, { cognito, kit });
  hydrateRoot(place, createElement(kit.CognitoProvider, { client: cognito }, createElement(kit.SignIn, signIn)), {
    onRecoverableError: (error) => console.error('hydration: ' + error.message),
  });
`;

let bundled: Promise<Map<string, string>> | undefined;

async function bundle(): Promise<Map<string, string>> {
  const { outputFiles } = await build({
    stdin: { contents: client, resolveDir: root, sourcefile: 'app.js' },
    entryNames: 'app',
    outdir: '/',
    bundle: true,
    splitting: true,
    format: 'esm',
    write: false,
    minify: true,
    target: 'es2022',
    define: { 'process.env.NODE_ENV': '"production"' },
  });
  return new Map(outputFiles.map(({ path, text }) => [path, text]));
}

const escaped = (text: string) => text.replace(/&/g, '&amp;').replace(/"/g, '&quot;');

async function html({ config, signIn }: Shown): Promise<string> {
  const built = `${root}dist/index.js`;
  const kit = (await import(built)) as typeof Kit;
  const cognito = kit.createCognito({ ...config, storage: 'memory', locks: undefined });
  const element: ReactElement = createElement(
    kit.CognitoProvider,
    { client: cognito },
    createElement(kit.SignIn, signIn),
  );
  return `<!doctype html><html lang="en"><head><meta charset="utf-8"><title>A page</title>
<link rel="icon" href="data:,"><link rel="stylesheet" href="/styles.css">
<script type="module" src="/app.js"></script></head>
<body><div id="root" data-shown="${escaped(JSON.stringify({ config, signIn }))}">${renderToString(element)}</div></body></html>`;
}

/** Sends a request of the page's to the local AWS. */
async function answer(route: Route, aws: LocalAws) {
  const request = route.request();
  const body = request.postDataBuffer();
  const response = await aws.fetch(request.url(), {
    method: request.method(),
    headers: await request.allHeaders(),
    ...(body && { body: new Uint8Array(body) }),
  });
  await route.fulfill({
    status: response.status,
    headers: Object.fromEntries(response.headers),
    body: Buffer.from(await response.arrayBuffer()),
  });
}

/** Opens it. Until `start()` the script is held back, so that what the server rendered can be looked at. */
export async function openOwnPage(
  page: Page,
  { aws, headers = {}, ...shown }: Shown & { aws: LocalAws; headers?: Record<string, string> },
) {
  let start = () => {};
  const started = new Promise<void>((resolve) => {
    start = resolve;
  });
  const files = await (bundled ??= bundle());
  const markup = await html(shown);
  await page.route(`${ORIGIN}/**`, async (route) => {
    const { pathname } = new URL(route.request().url());
    if (route.request().method() === 'POST') return answer(route, aws);
    if (pathname === '/') return route.fulfill({ body: markup, contentType: 'text/html', headers });
    if (pathname === '/styles.css')
      return route.fulfill({ path: `${root}dist/styles.css`, contentType: 'text/css' });
    if (pathname === '/app.js') await started;
    const body = files.get(pathname);
    return body === undefined
      ? route.fulfill({ status: 404 })
      : route.fulfill({ body, contentType: 'text/javascript' });
  });
  await page.goto(ORIGIN, { waitUntil: 'commit' });
  // Styles that are asked for before the sheet is there would then change, with a transition that no visitor sees.
  await page.waitForFunction(() =>
    [...document.styleSheets].some(({ href }) => href?.endsWith('/styles.css')),
  );
  await page.locator('.ck-card').waitFor();
  return {
    /** Resolves once React has taken the form over: before, a click would send it as HTML does. */
    start: async () => {
      start();
      await page.waitForFunction(() =>
        Object.keys(document.querySelector('.ck-form') ?? {}).some((name) => name.startsWith('__react')),
      );
    },
  };
}
