/** Observes every event and reports broken rules. Each rule is one of the kit's promises about sessions. */
import { createLedger, short, WAIT, type LedgerOptions } from './ledger.ts';
import { watchRequests } from './watch-requests.ts';
import { watchResults } from './watch-results.ts';
import { watchStore } from './watch-store.ts';

export type Oracle = ReturnType<typeof createOracle>;

export function createOracle(options: LedgerOptions) {
  const ledger = createLedger(options);
  const {
    service,
    tabs,
    conditions,
    storeOf,
    origins,
    signedOut,
    history,
    guests,
    turns,
    locks,
    originOf,
    fail,
  } = ledger;

  /** Checks that every tab shows the stored session and that no signed-out session is left. */
  const checkTabs = () => {
    for (const tab of tabs.values()) {
      const stored = storeOf(tab.id);
      for (const call of tab.calls) fail('over budget', `${call.operation} in tab ${tab.id} never settles`);
      // Skips a tab whose store failed: its session is in its memory alone.
      if (tab.client.persistence() !== 'persistent') continue;
      const { origin } = tab.current();
      if (origin !== undefined && signedOut.has(origin))
        fail('resurrected', `tab ${tab.id} is signed in as ${short(origin)}, which had signed out`);
      if (origin !== stored?.origin)
        fail('tabs disagree', `tab ${tab.id} has ${short(origin)}, the store ${short(stored?.origin)}`);
    }
  };
  /** Checks the service's state. Valid only if every request and reply arrived. */
  const checkService = () => {
    const failed = history.filter(({ outcome, status }) => outcome !== 'answered' || status !== 200);
    const unanswered = new Set(failed.map(originOf));
    for (const { id } of tabs.values()) {
      const stored = storeOf(id);
      if (stored && !service.isCurrent(stored.refreshToken) && !unanswered.has(stored.origin))
        fail('lost', `tab ${id} has a refresh token of ${short(stored.origin)} that was rotated away`);
    }
    for (const origin of signedOut)
      if (!service.isRevoked(origin) && !unanswered.has(origin))
        fail('not revoked', `the service still renews ${short(origin)}, which had signed out`);
    // A tab that has waited too long for the lock continues without it, and a lease expires while the device sleeps.
    if (guests.some(({ sent }) => sent.status !== 200) || (locks === 'lease' && conditions.sleeps > 0))
      return;
    for (const [index, { sent, turn }] of guests.entries()) {
      const before = guests[index - 1];
      if (before?.turn === turn && sent.sentAt - before.sent.sentAt < WAIT)
        fail('two guests', `tabs ${before.sent.tab} and ${sent.tab} each made a guest`);
    }
  };

  return {
    ...watchRequests(ledger),
    ...watchResults(ledger),
    onStored: watchStore(ledger),
    onTurn: () => void turns.count++,
    /** Runs the final checks once nothing is pending. `contents` is the text of all stores. */
    checkAtRest(contents: string) {
      checkTabs();
      for (const [token, origin] of origins)
        if (signedOut.has(origin) && contents.includes(token))
          fail('resurrected', `the store contains a token of ${short(origin)}, which had signed out`);
      if (!conditions.mishap) checkService();
    },
  };
}
