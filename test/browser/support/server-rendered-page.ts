/** Opens a page with the built kit's `<SignIn>`, rendered on a server and hydrated, with response headers of the test's choice. */
import { fileURLToPath } from 'node:url';
import type { Page } from '@playwright/test';
import type * as Kit from 'cognito-kit';
import type { LocalAws } from 'cognito-kit-local';
import { createElement, type ReactElement } from 'react';
import { renderToString } from 'react-dom/server';
import { bundleFiles, jsonAttribute, type Files } from './bundle.ts';
import { fulfillFromLocalAws } from './local-aws.ts';

const root = fileURLToPath(new URL('../../..', import.meta.url));
/** The page's origin. No server listens there: the test answers every request, those to AWS from its local AWS. */
export const ORIGIN = 'http://localhost:4979';

/** The props of the page, which its client reads from JSON. */
export interface PageProps {
  config: { userPoolId: string; clientId: string; endpoint: string; authFlow?: 'USER_AUTH' };
  signIn: Omit<Kit.SignInProps, 'views' | 'flow'>;
}

/** Hydrates the element that the server rendered, from the same props. */
const client = `
  import { createElement } from 'react';
  import { hydrateRoot } from 'react-dom/client';
  import * as kit from ${JSON.stringify(`${root}dist/index.js`)};
  const place = document.getElementById('root');
  const { config, signIn } = JSON.parse(place.dataset.props);
  const cognito = kit.createCognito(config);
  Object.assign(globalThis, { cognito, kit });
  hydrateRoot(place, createElement(kit.CognitoProvider, { client: cognito }, createElement(kit.SignIn, signIn)), {
    onRecoverableError: (error) => console.error('hydration: ' + error.message),
  });
`;

let bundled: Promise<Files> | undefined;

const bundleClient = () =>
  bundleFiles({
    stdin: { contents: client, resolveDir: root, sourcefile: 'app.js' },
    entryNames: 'app',
    minify: true,
  });

/** Renders the page's HTML as a server does. */
async function renderHtml({ config, signIn }: PageProps): Promise<string> {
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
<body><div id="root" data-props="${jsonAttribute({ config, signIn })}">${renderToString(element)}</div></body></html>`;
}

/** Opens the page. Its script is delayed until `start()`, so that a test can examine the server's HTML first. */
export async function openServerRenderedPage(
  page: Page,
  { aws, headers = {}, ...props }: PageProps & { aws: LocalAws; headers?: Record<string, string> },
) {
  let start = () => {};
  const started = new Promise<void>((resolve) => {
    start = resolve;
  });
  const files = await (bundled ??= bundleClient());
  const markup = await renderHtml(props);
  await page.route(`${ORIGIN}/**`, async (route) => {
    const { pathname } = new URL(route.request().url());
    if (route.request().method() === 'POST') return fulfillFromLocalAws(route, aws);
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
  // Reading styles before the style sheet has loaded would start a transition that no visitor sees.
  await page.waitForFunction(() =>
    [...document.styleSheets].some(({ href }) => href?.endsWith('/styles.css')),
  );
  await page.locator('.ck-card').waitFor();
  return {
    /** Resolves once React has hydrated the form. Before that, a click submits the form as plain HTML. */
    start: async () => {
      start();
      await page.waitForFunction(() =>
        Object.keys(document.querySelector('.ck-form') ?? {}).some((name) => name.startsWith('__react')),
      );
    },
  };
}
