/** Proves that a module whose download failed is requested again, and which error the caller receives. */
import { expect, it } from 'vitest';
import { download, isCognitoError } from '../../../src/errors.ts';
import { importWithRetry } from '../../../src/lib/import-with-retry.ts';

/** The error of Chromium, which it repeats for the same address as long as the page lives. */
const failedImport = (address: string) => () =>
  Promise.reject<{ default: number }>(
    new TypeError(`Failed to fetch dynamically imported module: ${address}`),
  );

it('importWithRetry requests a failed module by another address, which the browser loads', async () => {
  expect((await importWithRetry(failedImport('data:text/javascript,export%20default%207'))).default).toBe(7);
});

it('importWithRetry passes an error on that names no address', async () => {
  const chunk = new Error('Loading chunk 7 failed.');
  await expect(importWithRetry(() => Promise.reject(chunk))).rejects.toBe(chunk);
});

it('download rejects with a NetworkError that says what to do when the module cannot be loaded', async () => {
  const error = await download(failedImport('data:text/javascript,throw%20new%20Error()')).catch(
    (reason: unknown) => reason,
  );
  expect(isCognitoError(error, 'NetworkError') && error.message).toMatch(/Try again.*reload the page/);
});
