/** Records the requests of a page to the local AWS, CORS preflights included. */
import type { Page } from '@playwright/test';

export interface SentRequest {
  /** `preflight`, the operation of a JSON service, or the method and path. */
  name: string;
  /** The time at which it was sent, in milliseconds since 1970. */
  sentAt: number;
  /** The id of the access key that signed it, or undefined for an unsigned request. */
  accessKeyId: string | undefined;
}

/**
 * Returns a list that grows with every request to `endpoint`.
 * Chromium reports preflights over its DevTools protocol only, so Playwright's own events would miss them.
 */
export async function recordRequests(page: Page, endpoint: string): Promise<SentRequest[]> {
  const sent: SentRequest[] = [];
  const cdp = await page.context().newCDPSession(page);
  await cdp.send('Network.enable');
  cdp.on('Network.requestWillBeSent', ({ request, wallTime }) => {
    if (!request.url.startsWith(endpoint)) return;
    const header = (name: string) =>
      Object.entries(request.headers).find(([key]) => key.toLowerCase() === name)?.[1];
    const operation = header('x-amz-target')?.split('.').at(-1);
    const path = `${request.method} ${new URL(request.url).pathname}`;
    sent.push({
      name: request.method === 'OPTIONS' ? 'preflight' : (operation ?? path),
      sentAt: wallTime * 1000,
      accessKeyId: /Credential=([^/]+)\//.exec(header('authorization') ?? '')?.[1],
    });
  });
  return sent;
}
