/** What callers are given belongs to who is here, and is given in time. */
import { claimsOf } from './held.ts';
import { short, type Ledger } from './ledger.ts';
import type { Call, Results } from './tab.ts';

/** Milliseconds that a public call may take. */
const BUDGET = 25_000;

export function watchResults({ service, tabs, passed, killed, fail }: Ledger) {
  // What an AWS client sends takes as long as that client lets it.
  const isLate = ({ at, wasFrozen, what }: Call) =>
    !wasFrozen && what !== 'call AWS' && passed() - at > BUDGET;
  const here = ({ tab }: Call) => tabs.get(tab)?.here();

  const results: Results = {
    tokens(call, tokens) {
      const got = tokens && claimsOf(tokens.idToken);
      const now = here(call);
      if (got?.origin_jti !== now?.origin)
        fail(
          'another principal',
          `tab ${call.tab} gets ${short(got?.sub)}'s tokens, and ${short(now?.principal)} is here`,
        );
    },
    credentials(call, identityId) {
      const got = service.principalOfIdentity(identityId);
      const principal = here(call)?.principal;
      if (got !== principal)
        fail(
          'another principal',
          `tab ${call.tab} gets ${short(got)}'s keys, and ${short(principal)} is here`,
        );
    },
    called(call) {
      const began = call.began.principal;
      const principal = here(call)?.principal;
      if (began !== undefined && began !== principal)
        fail(
          'another principal',
          `${short(began)}'s AWS call in tab ${call.tab} succeeds as ${short(principal)}`,
        );
    },
    settled(call) {
      if (call.what === 'sign out' && call.began.origin !== undefined) killed.add(call.began.origin);
      if (isLate(call)) fail('over budget', `${call.what} in tab ${call.tab} took ${passed() - call.at} ms`);
    },
  };

  /** After every step. */
  const check = () => {
    for (const tab of tabs.values()) {
      if (tab.state !== 'open') continue;
      const { principal } = tab.here();
      const { identityId } = tab.client.identity.getSnapshot();
      const shown = identityId && service.principalOfIdentity(identityId);
      if (shown !== undefined && shown !== principal)
        fail('another principal', `tab ${tab.id} shows ${short(shown)}'s identity to ${short(principal)}`);
      for (const call of tab.calls)
        if (isLate(call)) fail('over budget', `${call.what} in tab ${tab.id} takes ${passed() - call.at} ms`);
    }
  };
  return { results, check };
}
