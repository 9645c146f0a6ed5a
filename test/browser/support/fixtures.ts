/** Fixtures of the demo's browser tests: a local AWS and the demo for each worker, and a log of failures for each test. */
import { fileURLToPath } from 'node:url';
import { test as base, expect, type BrowserContext, type Page } from '@playwright/test';
import type { startLocalAws } from 'cognito-kit-local/node';
import { preview } from 'vite';
import { logFailures, type FailureLog } from './failure-log.ts';
import { startBuiltLocalAws } from './local-aws.ts';

type Local = Awaited<ReturnType<typeof startLocalAws>>;

interface WorkerFixtures {
  local: Local;
  demoUrl: string;
}

interface TestFixtures {
  aws: Local['aws'];
  failures: FailureLog;
}

const root = fileURLToPath(new URL('../../..', import.meta.url));

export const test = base.extend<TestFixtures, WorkerFixtures>({
  local: [
    // oxlint-disable-next-line no-empty-pattern -- Playwright reads what a fixture needs out of this pattern
    async ({}, provide) => {
      const local = await startBuiltLocalAws();
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
  /** Resets the local AWS before every test. */
  aws: [
    async ({ local }, provide) => {
      await local.aws.reset();
      await provide(local.aws);
    },
    { auto: true },
  ],
  /** Fails the test if an error occurred that it did not announce with `failures.expect`. */
  failures: [
    async ({ context }, provide) => {
      const failures = logFailures(context);
      await provide(failures);
      expect(failures.unexpected(), 'unexpected console errors and failed requests').toEqual([]);
    },
    { auto: true },
  ],
});

export { expect, type BrowserContext, type Page };
