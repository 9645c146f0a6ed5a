/** Small things that the interface keeps in the browser's second record, which outlives a sign-out. */
import { parseObject } from '../lib/json.ts';
import type { BrowserMemory } from '../storage/browser-memory.ts';

export interface Notes {
  read: () => Promise<Readonly<Record<string, unknown>>>;
  /** Sets what is given, and keeps the rest. */
  update: (change: Readonly<Record<string, string>>) => Promise<void>;
}

export function createNotes(browser: BrowserMemory): Notes {
  const read: Notes['read'] = async () => parseObject((await browser.read()).notes) ?? {};
  return {
    read,
    update: async (change) => browser.update({ notes: JSON.stringify({ ...(await read()), ...change }) }),
  };
}
