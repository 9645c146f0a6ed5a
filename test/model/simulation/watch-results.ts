/** Checks that callers get results of the current principal, within their time budget. */
import { claimsOf } from './stored-session.ts';
import { short, type Ledger } from './ledger.ts';
import type { Call, Results } from './tab.ts';

/** The time budget of a public call, in milliseconds. */
const BUDGET = 25_000;

export function watchResults({ service, tabs, passed, signedOut, fail }: Ledger) {
  // An AWS call has no budget of the kit: the AWS client decides on its timeout.
  const isLate = ({ startedAt, wasFrozen, operation }: Call) =>
    !wasFrozen && operation !== 'call AWS' && passed() - startedAt > BUDGET;
  const currentOf = ({ tab }: Call) => tabs.get(tab)?.current();

  const results: Results = {
    tokens(call, tokens) {
      const received = tokens && claimsOf(tokens.idToken);
      const now = currentOf(call);
      if (received?.origin_jti !== now?.origin)
        fail(
          'another principal',
          `tab ${call.tab} gets ${short(received?.sub)}'s tokens, and ${short(now?.principal)} is current`,
        );
    },
    credentials(call, identityId) {
      const received = service.principalOfIdentity(identityId);
      const principal = currentOf(call)?.principal;
      if (received !== principal)
        fail(
          'another principal',
          `tab ${call.tab} gets ${short(received)}'s keys, and ${short(principal)} is current`,
        );
    },
    called(call) {
      const began = call.began.principal;
      const principal = currentOf(call)?.principal;
      if (began !== undefined && began !== principal)
        fail(
          'another principal',
          `${short(began)}'s AWS call in tab ${call.tab} succeeds as ${short(principal)}`,
        );
    },
    settled(call) {
      if (call.operation === 'sign out' && call.began.origin !== undefined) signedOut.add(call.began.origin);
      if (isLate(call))
        fail('over budget', `${call.operation} in tab ${call.tab} took ${passed() - call.startedAt} ms`);
    },
  };

  /** Runs after every step. */
  const check = () => {
    for (const tab of tabs.values()) {
      if (tab.state !== 'open') continue;
      const { principal } = tab.current();
      const { identityId } = tab.client.identity.getSnapshot();
      const shown = identityId && service.principalOfIdentity(identityId);
      if (shown !== undefined && shown !== principal)
        fail('another principal', `tab ${tab.id} shows ${short(shown)}'s identity to ${short(principal)}`);
      for (const call of tab.calls)
        if (isLate(call))
          fail('over budget', `${call.operation} in tab ${tab.id} takes ${passed() - call.startedAt} ms`);
    }
  };
  return { results, check };
}
