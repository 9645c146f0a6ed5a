/** Checks that each session refreshes once at a time and once for each expiry, and only the current session. */
import { claimsOf } from './stored-session.ts';
import { short, WAIT, type Ledger } from './ledger.ts';
import type { SentRequest } from './network.ts';
import type { Tab } from './tab.ts';

/** The time before their expiry at which tokens are refreshed, in milliseconds. */
const MARGIN = 60_000;

const definitive = /NotAuthorized|RefreshTokenReuse|UserNotFound|UserNotConfirmed|PasswordResetRequired/;

export function watchRefreshes(ledger: Ledger) {
  const { locks } = ledger;
  const {
    service,
    tabs,
    now,
    passed,
    conditions,
    storeOf,
    sessionOf,
    origins,
    originOf,
    history,
    fail,
    isDoing,
  } = ledger;
  let inFlight: { sent: SentRequest; sleeps: number }[] = [];

  const refuseTwo = (sent: SentRequest, tab: Tab, origin: string) => {
    // A tab that has waited too long for the lock continues without it, and the swap decides.
    const began = [...tab.calls].map(({ startedAt, wasFrozen }) => (wasFrozen ? -WAIT : startedAt));
    const isWithinWait = [...began, tab.returned ?? passed()].every((time) => passed() - time < WAIT);
    inFlight = inFlight.filter(({ sent: { outcome } }) => outcome === 'none yet');
    for (const { sent: other, sleeps } of inFlight) {
      const holder = tabs.get(other.tab);
      if (!isWithinWait || originOf(other) !== origin || holder?.state !== 'open') continue;
      // A lease expires in a frozen tab, and in all tabs if the device sleeps or its clock is set. A full store cannot
      // store a lease.
      if ([...holder.calls].some(({ wasFrozen }) => wasFrozen)) continue;
      if (
        locks === 'lease' &&
        (conditions.wrongClock || conditions.fullStore || sleeps !== conditions.sleeps)
      )
        continue;
      if (!isDoing(holder, 'sign out', true))
        fail('refreshed twice', `tab ${tab.id} refreshes ${short(origin)} while tab ${other.tab} does`);
    }
    inFlight.push({ sent, sleeps: conditions.sleeps });
  };
  const refuseEarly = (tab: Tab, origin: string) => {
    const stored = storeOf(tab.id);
    const isWanted = [...tab.calls].some((call) => call.forced);
    if (stored?.origin !== origin || isWanted || conditions.wrongClock) return;
    const left = claimsOf(stored.accessToken).exp * 1000 - now();
    if (left > MARGIN)
      fail('refreshed twice', `tab ${tab.id} refreshes ${short(origin)}, which lasts another ${left} ms`);
  };

  return {
    onSent(sent: SentRequest, tab: Tab) {
      const origin = originOf(sent) ?? '';
      // A retry after the service refused the request.
      const isRetry = history.some(
        (before) =>
          before !== sent && before.tab === tab.id && before.status === 400 && originOf(before) === origin,
      );
      if (isDoing(tab, 'sign out', true) || isRetry) return;
      const { origin: current } = tab.current();
      if (current !== origin)
        fail(
          'another principal',
          `tab ${tab.id} refreshes ${short(origin)} while ${short(current)} is current`,
        );
      refuseTwo(sent, tab, origin);
      refuseEarly(tab, origin);
    },

    onServed(sent: SentRequest, status: number, reply: Readonly<Record<string, unknown>>) {
      if (status === 200 || !definitive.test(String(reply['__type']))) return;
      const origin = origins.get(String(sent.body['RefreshToken'])) ?? '';
      const stored = sessionOf(origin);
      // The refusal ends the session, unless the store has newer tokens that still work.
      if (!service.isAlive(origin) || (stored && !service.isCurrent(stored.refreshToken)))
        ledger.refused.add(origin);
    },
  };
}
