/** Preferences of the interface, stored in the browser record: they outlive a sign-out, until `forgetBrowser()`. */
import { parseObject } from '../lib/json.ts';
import type { BrowserMemory } from '../storage/browser-memory.ts';
import type { WithCallTimeout } from './call-timeout.ts';

/** Small texts by name, such as the first factor of the last sign-in. Never secrets. */
export interface BrowserPreferences {
  read: () => Promise<Readonly<Record<string, unknown>>>;
  /** Sets the named preferences and leaves the others. */
  update: (change: Readonly<Record<string, string>>) => Promise<void>;
}

export function createBrowserPreferences(
  browser: BrowserMemory,
  withCallTimeout: WithCallTimeout,
): BrowserPreferences {
  const read: BrowserPreferences['read'] = async () => parseObject((await browser.read()).notes) ?? {};
  return {
    read: withCallTimeout('preferences', read),
    update: withCallTimeout('preferences', async (change) =>
      browser.update({ notes: JSON.stringify({ ...(await read()), ...change }) }),
    ),
  };
}
