/**
 * Renders each page on the server, for the session of the request. Run `npm run build` and `npx cognito-kit-local`, then
 * `node examples/server-rendering/server.js`, and sign in as ada with Correct-horse-1.
 */
import { readFile } from 'node:fs/promises';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { createCognitoServer, isCognitoError, jsonForHtml } from 'cognito-kit/server';
import { getUser } from 'cognito-kit/core';
import { build } from 'esbuild';
import { createElement } from 'react';
import { renderToString } from 'react-dom/server';
import { App } from './app.js';
import { listen } from './node-http.js';

const pathOf = (/** @type {string} */ path) => fileURLToPath(new URL(path, import.meta.url));

/** @param {{ port?: number, ids: import('./app.js').Ids, alias?: Record<string, string> }} options */
export async function startExample({ port = 0, ids, alias = {} }) {
  // Created once for all requests. It contains the pool's public keys and no user's data.
  const server = createCognitoServer(ids);
  const { outputFiles } = await build({
    entryPoints: [pathOf('page.js')],
    bundle: true,
    splitting: true,
    format: 'esm',
    outdir: '/',
    write: false,
    alias,
    jsx: 'automatic',
    define: { 'process.env.NODE_ENV': '"production"' },
    logLevel: 'error',
  });
  const scripts = new Map(outputFiles.map(({ path, text }) => [path.replace(/^.*[\\/]/, '/'), text]));
  const styles = await readFile(fileURLToPath(import.meta.resolve('cognito-kit/styles.css')), 'utf8').catch(
    () => '',
  );

  /** @param {Request} request */
  const handle = async (request) => {
    const { pathname, searchParams } = new URL(request.url);
    const script = scripts.get(pathname);
    if (script !== undefined) return new Response(script, { headers: { 'content-type': 'text/javascript' } });
    if (pathname === '/styles.css') return new Response(styles, { headers: { 'content-type': 'text/css' } });

    const cognito = server.open(request);
    /** @param {import('./app.js').View} view */
    const show = async (view, status = 200) => {
      const initialSession = await cognito.initialSession();
      const html = renderToString(createElement(App, { client: cognito, initialSession, view }));
      const state = jsonForHtml({ ids, initialSession, view });
      const body = `<!doctype html><html lang="en"><head><meta charset="utf-8"><title>Server rendering</title>
<link rel="icon" href="data:,"><link rel="stylesheet" href="/styles.css"></head>
<body><div id="root">${html}</div><script type="application/json" id="state">${state}</script>
<script type="module" src="/page.js"></script></body></html>`;
      return cognito.applyTo(new Response(body, { status, headers: { 'content-type': 'text/html' } }));
    };
    const redirect = (/** @type {string} */ location) =>
      cognito.applyTo(new Response(null, { status: 303, headers: { location } }));

    try {
      switch (`${request.method} ${pathname}`) {
        case 'GET /':
          return await show({ page: 'home' });
        case 'GET /sign-in':
          return await show({ page: 'sign-in', next: ownPath(searchParams.get('next')) });
        case 'GET /account': {
          await cognito.requireUser();
          const { attributes } = await getUser(cognito);
          return await show({ page: 'account', email: attributes['email'] ?? '' });
        }
        case 'POST /sign-out':
          await cognito.signOut();
          return redirect('/');
        default:
          return new Response('There is no such page.', { status: 404 });
      }
    } catch (error) {
      if (!isCognitoError(error)) throw error;
      // Redirects to the sign-in if there is no session. After any other error the cookies stay, and the user can retry.
      if (error.kind === 'session') return redirect(`/sign-in?next=${encodeURIComponent(pathname)}`);
      return cognito.applyTo(
        new Response('Try again in a moment.', { status: 503, headers: { 'retry-after': '5' } }),
      );
    }
  };
  return listen(port, handle);
}

/** Returns a path on this site, and `/` for anything else, which could lead to another site. @param {string | null} path */
const ownPath = (path) => (path && /^\/(?![/\\])[\w/-]*$/.test(path) ? path : '/');

if (process.argv[1] && import.meta.url === pathToFileURL(process.argv[1]).href) {
  const endpoint = process.env['LOCAL_AWS_ENDPOINT'] ?? 'http://localhost:4599';
  const { userPoolId, clientId } = await fetch(`${endpoint}/_local/config`).then((reply) => reply.json());
  const { url } = await startExample({
    port: Number(process.env['PORT'] ?? 3000),
    ids: { userPoolId, clientId, endpoint },
  });
  process.stdout.write(`${url}\n`);
}
