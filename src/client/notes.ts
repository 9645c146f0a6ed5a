/** Small things that the interface keeps in the browser's second record, which outlives a sign-out. */
import { parseObject } from '../lib/json.ts';
import type { BrowserMemory } from '../storage/browser-memory.ts';

export interface Notes {
  read: () => Promise<Readonly<Record<string, unknown>>>;
  /** Sets what is given, and keeps the rest. */
  update: (change: Readonly<Record<string, string>>) => Promise<void>;
}

/** Gives a call, called `what` in errors, the time in which every public one settles. */
export type InBudget = <Given extends unknown[], Result>(
  what: string,
  work: (...given: Given) => Promise<Result>,
) => (...given: Given) => Promise<Result>;

export function createNotes(browser: BrowserMemory, inBudget: InBudget): Notes {
  const read: Notes['read'] = async () => parseObject((await browser.read()).notes) ?? {};
  return {
    read: inBudget('notes', read),
    update: inBudget('notes', async (change) =>
      browser.update({ notes: JSON.stringify({ ...(await read()), ...change }) }),
    ),
  };
}
