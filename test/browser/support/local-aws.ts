/** The built local AWS for browser tests: in the process of the test, or behind a page's routes. */
import { fileURLToPath } from 'node:url';
import type { Route } from '@playwright/test';
import type { createLocalAws, LocalAws } from 'cognito-kit-local';
import type { startLocalAws } from 'cognito-kit-local/node';

// Imported by file name: TypeScript's `paths` would resolve the package name to the sources.
const fileOfBuild = (name: string) =>
  fileURLToPath(new URL(`../../../local/dist/${name}.js`, import.meta.url));

/** Creates a local AWS in the process of the test. */
export async function createBuiltLocalAws(
  ...options: Parameters<typeof createLocalAws>
): Promise<ReturnType<typeof createLocalAws>> {
  const local = (await import(fileOfBuild('index'))) as { createLocalAws: typeof createLocalAws };
  return local.createLocalAws(...options);
}

/** Starts a local AWS on a free port, silently. */
export async function startBuiltLocalAws(
  options: Partial<Parameters<typeof startLocalAws>[0]> = {},
): ReturnType<typeof startLocalAws> {
  const local = (await import(fileOfBuild('node'))) as { startLocalAws: typeof startLocalAws };
  return local.startLocalAws({ port: 0, print: () => undefined, ...options });
}

/** Answers a page's request from a local AWS in the process of the test. */
export async function fulfillFromLocalAws(
  route: Route,
  aws: LocalAws,
  extraHeaders: Record<string, string> = {},
): Promise<void> {
  const request = route.request();
  const body = request.postDataBuffer();
  const response = await aws.fetch(request.url(), {
    method: request.method(),
    headers: await request.allHeaders(),
    ...(body && { body: new Uint8Array(body) }),
  });
  await route.fulfill({
    status: response.status,
    headers: { ...Object.fromEntries(response.headers), ...extraHeaders },
    body: Buffer.from(await response.arrayBuffer()),
  });
}
