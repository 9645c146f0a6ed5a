/** Checks that a session enters and leaves the store only if its user or the service wants it. */
import type { StoredSession } from './stored-session.ts';
import { short, type Ledger } from './ledger.ts';

export function watchStore({ tabs, conditions, retired, refused, turns, fail, isDoing }: Ledger) {
  /** @param by The tab that made the change, or 0 if the user cleared the site's data. */
  return (by: number, before: StoredSession | undefined, after: StoredSession | undefined) => {
    if (after && retired.has(after.origin))
      fail('resurrected', `tab ${by} stores ${short(after.origin)} again, which had been removed`);
    if (before && before.epoch === after?.epoch && JSON.stringify(before) !== JSON.stringify(after)) {
      if (after.generation <= before.generation)
        fail('older over newer', `tab ${by} writes generation ${after.generation} over ${before.generation}`);
    }
    if (!before || before.origin === after?.origin) return;
    retired.add(before.origin);
    turns.count++;
    const isWanted =
      by === 0 || isDoing(tabs.get(by), 'sign in') || (!after && isDoing(tabs.get(by), 'sign out'));
    if (!isWanted && !refused.has(before.origin) && !conditions.fullStore)
      fail(
        'lost',
        `tab ${by} takes ${short(before.origin)} out of the store without a sign-out, sign-in or refusal`,
      );
  };
}
