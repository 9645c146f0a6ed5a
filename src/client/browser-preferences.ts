/** Preferences of the interface, stored in the browser record: they outlive a sign-out, until `forgetBrowser()`. */
import { parseObject } from '../lib/json.ts';
import type { BrowserMemory } from '../storage/browser-memory.ts';

/** Small texts by name, such as the first factor of the last sign-in. Never secrets. */
export interface BrowserPreferences {
  read: () => Promise<Readonly<Record<string, unknown>>>;
  /** Sets the named preferences and leaves the others. */
  update: (change: Readonly<Record<string, string>>) => Promise<void>;
}

/** Wraps a call, named `what` in errors, so that it settles within the budget of public calls. */
export type InBudget = <Input extends unknown[], Result>(
  what: string,
  work: (...input: Input) => Promise<Result>,
) => (...input: Input) => Promise<Result>;

export function createBrowserPreferences(browser: BrowserMemory, inBudget: InBudget): BrowserPreferences {
  const read: BrowserPreferences['read'] = async () => parseObject((await browser.read()).notes) ?? {};
  return {
    read: inBudget('preferences', read),
    update: inBudget('preferences', async (change) =>
      browser.update({ notes: JSON.stringify({ ...(await read()), ...change }) }),
    ),
  };
}
