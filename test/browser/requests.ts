/** Every request of a page to the local AWS, CORS preflights among them, with the time at which it left. */
import type { Page } from './harbor.ts';

export interface Sent {
  /** `preflight`, the operation of a JSON service, or the method and path. */
  name: string;
  /** Milliseconds since the epoch. */
  at: number;
  /** The access key that signed it, if one did. */
  accessKeyId: string | undefined;
}

/** Chromium tells of preflights over its DevTools protocol only. */
export async function recordRequests(page: Page, endpoint: string): Promise<Sent[]> {
  const sent: Sent[] = [];
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
      at: wallTime * 1000,
      accessKeyId: /Credential=([^/]+)\//.exec(header('authorization') ?? '')?.[1],
    });
  });
  return sent;
}
