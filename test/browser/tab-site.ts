/** A site whose page holds the built client and shows who is here: for what many tabs of one browser do to each other. */
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import type * as Kit from 'cognito-kit/core';
import type { startLocalAws } from 'cognito-kit-local/node';
import { expect, test as base, type BrowserContext, type Page } from './harbor.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));
/** By its file, since TypeScript's paths would lead Playwright to the sources. */
const built = `${root}local/dist/node.js`;

export interface Tab {
  cognito: Kit.Cognito;
  signIn: (username: string, password: string) => Promise<void>;
  /** Who was shown, and when, by the device's clock. */
  seen: { who: string; at: number }[];
}

/** The device's clock is a minute for a minute, and as far ahead as the site's tabs agree on. */
const client = `
  import { createCognito, createSignInFlow } from ${JSON.stringify(`${root}dist/core.js`)};
  const shift = () => Number(localStorage.getItem('shift') ?? 0);
  const config = JSON.parse(document.querySelector('main').dataset.config);
  if (new URLSearchParams(location.search).has('unlocked')) config.locks = undefined;
  const cognito = createCognito({
    ...config,
    storage: 'vault',
    clock: {
      now: () => Date.now() + shift(),
      after(milliseconds, callback) {
        const timer = setTimeout(callback, milliseconds);
        return () => clearTimeout(timer);
      },
    },
  });
  const seen = [];
  const show = () => {
    const session = cognito.getSession();
    const who = session.status === 'signedIn' ? 'private page of ' + session.username : session.status;
    document.querySelector('main').textContent = who;
    seen.push({ who, at: Date.now() });
  };
  cognito.subscribe(show);
  show();
  const signIn = async (username, password) => {
    const flow = createSignInFlow(cognito);
    await flow.start({ username, password });
    const { step, error } = flow.getSnapshot();
    if (step.name !== 'signedIn') throw error ?? new Error('stopped at ' + step.name);
  };
  Object.assign(globalThis, { cognito, signIn, seen });
`;

async function bundle(): Promise<Map<string, string>> {
  const { outputFiles } = await build({
    stdin: { contents: client, resolveDir: root, sourcefile: 'tab.js' },
    entryNames: 'tab',
    outdir: '/',
    bundle: true,
    splitting: true,
    format: 'esm',
    write: false,
    target: 'es2022',
    define: { 'process.env.NODE_ENV': '"production"' },
  });
  return new Map(outputFiles.map(({ path, text }) => [path, text]));
}

/** Serves the page at `/`, and one without anything at `/elsewhere`. */
async function serve(config: object) {
  const files = await bundle();
  const data = JSON.stringify(config).replace(/&/g, '&amp;').replace(/"/g, '&quot;');
  const html = `<!doctype html><html lang="en"><head><meta charset="utf-8"><title>A tab</title>
<link rel="icon" href="data:,"><script type="module" src="/tab.js"></script></head>
<body><main data-config="${data}"></main></body></html>`;
  const server = createServer((request, response) => {
    const { pathname } = new URL(request.url ?? '/', 'http://localhost');
    const script = files.get(pathname);
    response.setHeader('content-type', script === undefined ? 'text/html' : 'text/javascript');
    response.end(script ?? (pathname === '/elsewhere' ? '<!doctype html><title>Elsewhere</title>' : html));
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

const users = ['ada', 'bea'].map((username) => ({
  username,
  email: `${username}@example.com`,
  password: `Correct-horse-${username}`,
}));

export const test = base.extend<object, { site: string }>({
  local: [
    // oxlint-disable-next-line no-empty-pattern -- Playwright reads what a fixture needs out of this pattern
    async ({}, provide) => {
      const node = (await import(built)) as { startLocalAws: typeof startLocalAws };
      const local = await node.startLocalAws({ port: 0, users, print: () => undefined });
      await provide(local);
      await local.close();
    },
    { scope: 'worker' },
  ],
  site: [
    async ({ local }, provide) => {
      const { region: _, ...config } = local.aws.config;
      const { url, close } = await serve(config);
      await provide(url);
      await close();
    },
    { scope: 'worker' },
  ],
});

export { expect };

/** Opens a tab, and waits until it has looked who is here. */
export async function openTab(context: BrowserContext, url: string): Promise<Page> {
  const page = await context.newPage();
  await page.goto(url);
  await expect(page.locator('main')).not.toHaveText(/^(loading)?$/);
  return page;
}

export const signIn = (page: Page, username = 'ada') =>
  page.evaluate((name) => (globalThis as unknown as Tab).signIn(name, `Correct-horse-${name}`), username);

/** Lets so many seconds go by on the device; the local AWS has a clock of its own. */
export const passOnDevice = (page: Page, seconds: number) =>
  page.evaluate(
    (more) => localStorage.setItem('shift', String(Number(localStorage.getItem('shift') ?? 0) + more * 1000)),
    seconds,
  );
