/** Writes down each console error, page error and failed request of a browser context. */
import type { BrowserContext, Request } from '@playwright/test';

export interface Watch {
  /** Says that failures which match are part of the test, such as a denial. */
  expect(pattern: RegExp): void;
  /** Failures that nobody expected. */
  unexpected(): string[];
  /** Every failure so far, such as `400 InitiateAuth NotAuthorizedException`. */
  all(): readonly string[];
}

export function watch(context: BrowserContext): Watch {
  const seen: string[] = [];
  const patterns: RegExp[] = [];

  context.on('console', (message) => {
    // Chromium's own line about an answer of 400 or more: the answer itself is written down below.
    if (message.type() !== 'error' || message.text().startsWith('Failed to load resource')) return;
    seen.push(`console: ${message.text()}`);
  });
  context.on('weberror', (error) => seen.push(`page: ${error.error().message}`));
  context.on('requestfailed', (request) => {
    const reason = request.failure()?.errorText ?? 'failed';
    // The page ended it: a navigation, a cancelled upload, a sign-out. Chromium also says so of some answers that were
    // read whole through a stream's reader.
    if (reason === 'net::ERR_ABORTED') return;
    seen.push(`${reason} ${nameOf(request)}`);
  });
  context.on('response', (response) => {
    if (response.status() < 400) return;
    const type = response.headers()['x-amzn-errortype']?.replace(/:.*$/, '') ?? '';
    seen.push(`${response.status()} ${nameOf(response.request())} ${type}`.trim());
  });

  return {
    expect: (pattern) => void patterns.push(pattern),
    unexpected: () => seen.filter((line) => !patterns.some((pattern) => pattern.test(line))),
    all: () => seen,
  };
}

/** The operation of a JSON service, or the method and path. */
export function nameOf(request: Request): string {
  const target = request.headers()['x-amz-target'];
  return target?.split('.').at(-1) ?? `${request.method()} ${new URL(request.url()).pathname}`;
}
