/** What every browser test stands on: a local AWS and the demo for each worker, and a watch over what goes wrong. */
import { fileURLToPath } from 'node:url';
import { test as base, expect, type BrowserContext, type Page } from '@playwright/test';
import type { startLocalAws } from 'cognito-kit-local/node';
import { preview } from 'vite';
import { watch, type Watch } from './watch.ts';

type Local = Awaited<ReturnType<typeof startLocalAws>>;

interface WorkerFixtures {
  local: Local;
  demoUrl: string;
}

interface TestFixtures {
  aws: Local['aws'];
  watched: Watch;
}

const root = fileURLToPath(new URL('../..', import.meta.url));
/** By its file, since TypeScript's paths would lead Playwright to the sources. */
const built = `${root}local/dist/node.js`;

export const test = base.extend<TestFixtures, WorkerFixtures>({
  local: [
    async ({}, use) => {
      const node = (await import(built)) as { startLocalAws: typeof startLocalAws };
      const local = await node.startLocalAws({ port: 0, print: () => undefined });
      await use(local);
      await local.close();
    },
    { scope: 'worker' },
  ],
  demoUrl: [
    async ({ local }, use) => {
      process.env['LOCAL_AWS_ENDPOINT'] = local.url;
      const server = await preview({
        root: `${root}demo`,
        logLevel: 'silent',
        preview: { port: 0, host: 'localhost' },
      });
      await use(server.resolvedUrls?.local[0] ?? '');
      await server.close();
    },
    { scope: 'worker' },
  ],
  baseURL: async ({ demoUrl }, use) => use(demoUrl),
  /** As new for every test. */
  aws: [
    async ({ local }, use) => {
      await local.aws.reset();
      await use(local.aws);
    },
    { auto: true },
  ],
  /** Fails the test for every error that it did not say it expects. */
  watched: [
    async ({ context }, use) => {
      const watched = watch(context);
      await use(watched);
      expect(watched.unexpected(), 'console errors and failed requests').toEqual([]);
    },
    { auto: true },
  ],
});

export { expect, type BrowserContext, type Page };
