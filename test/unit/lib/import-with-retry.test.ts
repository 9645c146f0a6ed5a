import { expect, it } from 'vitest';
import { download, isCognitoError } from '../../../src/errors.ts';
import { importWithRetry } from '../../../src/lib/import-with-retry.ts';

/** What Chromium says of it, now and for as long as the page lives. */
const failed = (address: string) => () =>
  Promise.reject<{ default: number }>(
    new TypeError(`Failed to fetch dynamically imported module: ${address}`),
  );

it('a module that failed is asked for by another address, which the browser has not given up', async () => {
  expect((await importWithRetry(failed('data:text/javascript,export%20default%207'))).default).toBe(7);
});

it('what names no address is left to whoever loads it', async () => {
  const chunk = new Error('Loading chunk 7 failed.');
  await expect(importWithRetry(() => Promise.reject(chunk))).rejects.toBe(chunk);
});

it('a part that cannot be had is a network error that tells what to do', async () => {
  const error = await download(failed('data:text/javascript,throw%20new%20Error()')).catch(
    (reason: unknown) => reason,
  );
  expect(isCognitoError(error, 'NetworkError') && error.message).toMatch(/Try again.*reload the page/);
});
