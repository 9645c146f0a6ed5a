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
    // oxlint-disable-next-line no-empty-pattern -- Playwright reads what a fixture needs out of this pattern
    async ({}, provide) => {
      const node = (await import(built)) as { startLocalAws: typeof startLocalAws };
      const local = await node.startLocalAws({ port: 0, print: () => undefined });
      await provide(local);
      await local.close();
    },
    { scope: 'worker' },
  ],
  demoUrl: [
    async ({ local }, provide) => {
      process.env['LOCAL_AWS_ENDPOINT'] = local.url;
      const server = await preview({
        root: `${root}demo`,
        logLevel: 'silent',
        preview: { port: 0, host: 'localhost' },
      });
      await provide(server.resolvedUrls?.local[0] ?? '');
      await server.close();
    },
    { scope: 'worker' },
  ],
  baseURL: async ({ demoUrl }, provide) => provide(demoUrl),
  /** As new for every test. */
  aws: [
    async ({ local }, provide) => {
      await local.aws.reset();
      await provide(local.aws);
    },
    { auto: true },
  ],
  /** Fails the test for every error that it did not say it expects. */
  watched: [
    async ({ context }, provide) => {
      const watched = watch(context);
      await provide(watched);
      expect(watched.unexpected(), 'console errors and failed requests').toEqual([]);
    },
    { auto: true },
  ],
});

export { expect, type BrowserContext, type Page };
