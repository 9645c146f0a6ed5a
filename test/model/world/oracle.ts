/** Sees everything that happens and says what must not. Each rule is one of the kit's promises about its sessions. */
import { createLedger, short, WAIT, type LedgerOptions } from './ledger.ts';
import { watchRequests } from './watch-requests.ts';
import { watchResults } from './watch-results.ts';
import { watchStore } from './watch-store.ts';

export type Oracle = ReturnType<typeof createOracle>;

export function createOracle(options: LedgerOptions) {
  const ledger = createLedger(options);
  const { service, tabs, seen, storeOf, origins, killed, history, guests, turns, locks, originOf, fail } =
    ledger;

  /** Every tab shows what the store holds, and nobody who signed out is left. */
  const checkTabs = () => {
    for (const tab of tabs.values()) {
      const held = storeOf(tab.id);
      for (const call of tab.calls) fail('over budget', `${call.what} in tab ${tab.id} never settles`);
      // A tab whose store refused it is on its own.
      if (tab.client.persistence() !== 'persistent') continue;
      const { origin } = tab.here();
      if (origin !== undefined && killed.has(origin))
        fail('resurrected', `tab ${tab.id} is signed in as ${short(origin)}, who had signed out`);
      if (origin !== held?.origin)
        fail('tabs disagree', `tab ${tab.id} has ${short(origin)}, the store ${short(held?.origin)}`);
    }
  };
  /** Where every request arrived and was heard of. */
  const checkService = () => {
    const failed = history.filter(({ outcome, status }) => outcome !== 'answered' || status !== 200);
    const unheard = new Set(failed.map(originOf));
    for (const { id } of tabs.values()) {
      const held = storeOf(id);
      if (held && !service.isCurrent(held.refreshToken) && !unheard.has(held.origin))
        fail('lost', `tab ${id} has a refresh token of ${short(held.origin)} that was rotated away`);
    }
    for (const origin of killed)
      if (!service.isRevoked(origin) && !unheard.has(origin))
        fail('not revoked', `the service still renews ${short(origin)}, who had signed out`);
    // Whoever has waited for the lock in vain goes on without; and a lease runs out while the device sleeps.
    if (guests.some(({ sent }) => sent.status !== 200) || (locks === 'lease' && seen.sleeps > 0)) return;
    for (const [index, { sent, turn }] of guests.entries()) {
      const before = guests[index - 1];
      if (before?.turn === turn && sent.at - before.sent.at < WAIT)
        fail('two guests', `tabs ${before.sent.tab} and ${sent.tab} each made a guest`);
    }
  };

  return {
    ...watchRequests(ledger),
    ...watchResults(ledger),
    onStored: watchStore(ledger),
    onTurn: () => void turns.count++,
    /** When nothing is under way any more. `contents`: all that the stores hold, as text. */
    checkAtRest(contents: string) {
      checkTabs();
      for (const [token, origin] of origins)
        if (killed.has(origin) && contents.includes(token))
          fail('resurrected', `the store holds a token of ${short(origin)}, who had signed out`);
      if (!seen.mishap) checkService();
    },
  };
}
