/** One refresh at a time and for each expiry, and only of who is here. */
import { claimsOf } from './held.ts';
import { short, WAIT, type Ledger } from './ledger.ts';
import type { Sent } from './network.ts';
import type { Tab } from './tab.ts';

/** Milliseconds before their end from which on tokens are renewed. */
const MARGIN = 60_000;

const definitive = /NotAuthorized|RefreshTokenReuse|UserNotFound|UserNotConfirmed|PasswordResetRequired/;

export function watchRefreshes(ledger: Ledger) {
  const { locks } = ledger;
  const { service, tabs, now, passed, seen, storeOf, heldOf, origins, originOf, history, fail, isDoing } =
    ledger;
  let underWay: { sent: Sent; sleeps: number }[] = [];

  const refuseTwo = (sent: Sent, tab: Tab, origin: string) => {
    // Whoever has waited for the lock in vain goes on without, and the swap decides.
    const began = [...tab.calls].map(({ at, wasFrozen }) => (wasFrozen ? -WAIT : at));
    const hasPatience = [...began, tab.returned ?? passed()].every((at) => passed() - at < WAIT);
    underWay = underWay.filter(({ sent: { outcome } }) => outcome === 'none yet');
    for (const { sent: other, sleeps } of underWay) {
      const holder = tabs.get(other.tab);
      if (!hasPatience || originOf(other) !== origin || holder?.state !== 'open') continue;
      // A lease runs out in a tab that stands still, and in all when the device sleeps or its clock is set; a full
      // store has no place for it.
      if ([...holder.calls].some(({ wasFrozen }) => wasFrozen)) continue;
      if (locks === 'lease' && (seen.wrongClock || seen.fullStore || sleeps !== seen.sleeps)) continue;
      if (!isDoing(holder, 'sign out', true))
        fail('refreshed twice', `tab ${tab.id} refreshes ${short(origin)} while tab ${other.tab} does`);
    }
    underWay.push({ sent, sleeps: seen.sleeps });
  };
  const refuseEarly = (tab: Tab, origin: string) => {
    const held = storeOf(tab.id);
    const isWanted = [...tab.calls].some((call) => call.forced);
    if (held?.origin !== origin || isWanted || seen.wrongClock) return;
    const left = claimsOf(held.accessToken).exp * 1000 - now();
    if (left > MARGIN)
      fail('refreshed twice', `tab ${tab.id} refreshes ${short(origin)}, which lasts another ${left} ms`);
  };

  return {
    onSent(sent: Sent, tab: Tab) {
      const origin = originOf(sent) ?? '';
      // A new try of what the service would not begin.
      const isRetry = history.some(
        (before) =>
          before !== sent && before.tab === tab.id && before.status === 400 && originOf(before) === origin,
      );
      if (isDoing(tab, 'sign out', true) || isRetry) return;
      const { origin: here } = tab.here();
      if (here !== origin)
        fail('another principal', `tab ${tab.id} refreshes ${short(origin)} while ${short(here)} is here`);
      refuseTwo(sent, tab, origin);
      refuseEarly(tab, origin);
    },

    onServed(sent: Sent, status: number, reply: Readonly<Record<string, unknown>>) {
      if (status === 200 || !definitive.test(String(reply['__type']))) return;
      const origin = origins.get(String(sent.body['RefreshToken'])) ?? '';
      const held = heldOf(origin);
      // It decides on the session, unless the store has newer tokens that still work.
      if (!service.isAlive(origin) || (held && !service.isCurrent(held.refreshToken)))
        ledger.refused.add(origin);
    },
  };
}
