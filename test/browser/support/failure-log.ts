/** Logs each console error, page error and failed request of a browser context. */
import type { BrowserContext, Request } from '@playwright/test';

export interface FailureLog {
  /** Declares the failures that match as part of the test, such as a denied request. */
  expect(pattern: RegExp): void;
  /** Returns the failures that match no declared pattern. */
  unexpected(): string[];
  /** Returns every failure so far, such as `400 InitiateAuth NotAuthorizedException`. */
  all(): readonly string[];
}

export function logFailures(context: BrowserContext): FailureLog {
  const lines: string[] = [];
  const patterns: RegExp[] = [];

  context.on('console', (message) => {
    // Skips Chromium's own line about a response of 400 or more: the `response` listener below logs it.
    if (message.type() !== 'error' || message.text().startsWith('Failed to load resource')) return;
    lines.push(`console: ${message.text()}`);
  });
  context.on('weberror', (error) => lines.push(`page: ${error.error().message}`));
  context.on('requestfailed', (request) => {
    const reason = request.failure()?.errorText ?? 'failed';
    // Skips requests that the page ended itself: a navigation, a cancelled upload, a sign-out. Chromium also reports
    // ERR_ABORTED for some responses that were read to their end through a stream's reader.
    if (reason === 'net::ERR_ABORTED') return;
    lines.push(`${reason} ${nameOf(request)}`);
  });
  context.on('response', (response) => {
    if (response.status() < 400) return;
    const type = response.headers()['x-amzn-errortype']?.replace(/:.*$/, '') ?? '';
    lines.push(`${response.status()} ${nameOf(response.request())} ${type}`.trim());
  });

  return {
    expect: (pattern) => void patterns.push(pattern),
    unexpected: () => lines.filter((line) => !patterns.some((pattern) => pattern.test(line))),
    all: () => lines,
  };
}

/** Names a request by the operation of a JSON service, or else by its method and path. */
function nameOf(request: Request): string {
  const target = request.headers()['x-amz-target'];
  return target?.split('.').at(-1) ?? `${request.method()} ${new URL(request.url()).pathname}`;
}
