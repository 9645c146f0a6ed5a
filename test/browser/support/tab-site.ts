/** Fixtures for tests with many tabs of one browser: a site whose page runs the built client and shows the session. */
import { fileURLToPath } from 'node:url';
import type * as Kit from 'cognito-kit/core';
import { ada, bea } from '../../support/users.ts';
import { bundleFiles, jsonAttribute, serveFiles } from './bundle.ts';
import { expect, test as base, type BrowserContext, type Page } from './fixtures.ts';
import { startBuiltLocalAws } from './local-aws.ts';

const root = fileURLToPath(new URL('../../..', import.meta.url));

/** The globals of the page. */
export interface Tab {
  cognito: Kit.Cognito;
  signIn: (username: string, password: string) => Promise<void>;
  /** Every text that the page showed, with its time by the device's clock. */
  shown: { text: string; shownAt: number }[];
}

/** The client's clock runs at normal speed, ahead by `shift` milliseconds, which all tabs read from localStorage. */
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
  const shown = [];
  const show = () => {
    const session = cognito.getSession();
    const text = session.status === 'signedIn' ? 'private page of ' + session.username : session.status;
    document.querySelector('main').textContent = text;
    shown.push({ text, shownAt: Date.now() });
  };
  cognito.subscribe(show);
  show();
  const signIn = async (username, password) => {
    const flow = createSignInFlow(cognito);
    await flow.start({ username, password });
    const { step, error } = flow.getSnapshot();
    if (step.name !== 'signedIn') throw error ?? new Error('stopped at ' + step.name);
  };
  Object.assign(globalThis, { cognito, signIn, shown });
`;

/** Serves the page at `/`, and a page without scripts at `/elsewhere`. */
async function serveTabs(config: object) {
  const files = await bundleFiles({
    stdin: { contents: client, resolveDir: root, sourcefile: 'tab.js' },
    entryNames: 'tab',
  });
  const html = `<!doctype html><html lang="en"><head><meta charset="utf-8"><title>A tab</title>
<link rel="icon" href="data:,"><script type="module" src="/tab.js"></script></head>
<body><main data-config="${jsonAttribute(config)}"></main></body></html>`;
  return serveFiles(files, (path) =>
    path === '/elsewhere' ? '<!doctype html><title>Elsewhere</title>' : html,
  );
}

export const test = base.extend<object, { site: string }>({
  local: [
    // oxlint-disable-next-line no-empty-pattern -- Playwright reads what a fixture needs out of this pattern
    async ({}, provide) => {
      const local = await startBuiltLocalAws({ users: [ada, bea] });
      await provide(local);
      await local.close();
    },
    { scope: 'worker' },
  ],
  site: [
    async ({ local }, provide) => {
      const { region: _, ...config } = local.aws.config;
      const { url, close } = await serveTabs(config);
      await provide(url);
      await close();
    },
    { scope: 'worker' },
  ],
});

export { expect };

/** Opens a tab, and waits until it shows the session. */
export async function openTab(context: BrowserContext, url: string): Promise<Page> {
  const page = await context.newPage();
  await page.goto(url);
  await expect(page.locator('main')).not.toHaveText(/^(loading)?$/);
  return page;
}

/** Signs in as ada, or as another user of the site. */
export const signIn = (page: Page, { username, password } = ada) =>
  page.evaluate(([name, secret]) => (globalThis as unknown as Tab).signIn(name, secret), [
    username,
    password,
  ] as const);

/** Advances the clock of the device, and not the local AWS's. */
export const advanceDeviceClock = (page: Page, seconds: number) =>
  page.evaluate(
    (more) => localStorage.setItem('shift', String(Number(localStorage.getItem('shift') ?? 0) + more * 1000)),
    seconds,
  );
