/** Who comes into the store and who goes: only as its person or the service wants. */
import type { Held } from './held.ts';
import { short, type Ledger } from './ledger.ts';

export function watchStore({ tabs, seen, retired, refused, turns, fail, isDoing }: Ledger) {
  /** @param by the tab; 0 for a person who clears the site's data */
  return (by: number, before: Held | undefined, after: Held | undefined) => {
    if (after && retired.has(after.origin))
      fail('resurrected', `tab ${by} stores ${short(after.origin)} again, which had gone`);
    if (before && before.epoch === after?.epoch && JSON.stringify(before) !== JSON.stringify(after)) {
      if (after.generation <= before.generation)
        fail('older over newer', `tab ${by} writes generation ${after.generation} over ${before.generation}`);
    }
    if (!before || before.origin === after?.origin) return;
    retired.add(before.origin);
    turns.count++;
    const isWanted =
      by === 0 || isDoing(tabs.get(by), 'sign in') || (!after && isDoing(tabs.get(by), 'sign out'));
    if (!isWanted && !refused.has(before.origin) && !seen.fullStore)
      fail('lost', `tab ${by} takes ${short(before.origin)} out of the store, and nobody asked for that`);
  };
}
