/** Checks that each tab sends requests only for its current principal. */
import { claimsOf } from './stored-session.ts';
import { short, type Ledger } from './ledger.ts';
import type { SentRequest } from './network.ts';
import { GUEST } from './service.ts';
import type { Tab } from './tab.ts';
import { watchRefreshes } from './watch-refreshes.ts';

export function watchRequests(ledger: Ledger) {
  const { service, tabs, sessionOf, origins, history, guests, turns, fail, isDoing } = ledger;
  const refreshes = watchRefreshes(ledger);

  const onIdentityCall = ({ body }: SentRequest, tab: Tab) => {
    const { principal } = tab.current();
    const [token] = Object.values((body['Logins'] ?? {}) as Record<string, string>);
    const sends = token === undefined ? GUEST : claimsOf(token).sub;
    if (principal !== sends)
      fail(
        'another principal',
        `tab ${tab.id} asks for ${short(sends)}'s keys, and ${short(principal)} is current`,
      );
    const owner = service.principalOfIdentity(String(body['IdentityId']));
    if (owner !== undefined && owner !== sends)
      fail('another principal', `tab ${tab.id} sends ${short(owner)}'s identity and ${short(sends)}'s login`);
  };
  const onRevocation = (sent: SentRequest, tab: Tab) => {
    const origin = ledger.originOf(sent);
    // Memory changes first, then the store.
    const hasLeft = tab.current().origin !== origin && (isDoing(tab, 'sign in') || isDoing(tab, 'sign out'));
    if (sessionOf(origin) && !hasLeft)
      fail('revoked alive', `tab ${tab.id} revokes ${short(origin)}, which is still stored`);
  };
  const onSigned = (accessKeyId: string, tab: Tab) => {
    const signer = service.principalOfKey(accessKeyId);
    const { principal } = tab.current();
    if (signer !== principal)
      fail(
        'another principal',
        `tab ${tab.id} signs as ${short(signer)}, and ${short(principal)} is current`,
      );
  };

  return {
    onSent(sent: SentRequest) {
      const tab = tabs.get(sent.tab);
      const { operation, headers } = sent;
      if (/Token$|GlobalSignOut/.test(operation)) history.push(sent);
      if (!tab) return;
      if (operation === 'GetTokensFromRefreshToken') refreshes.onSent(sent, tab);
      if (/^Get(Id|CredentialsForIdentity)$/.test(operation)) onIdentityCall(sent, tab);
      if (operation === 'GetId' && tab.current().principal === GUEST)
        guests.push({ sent, turn: turns.count });
      if (operation === 'RevokeToken') onRevocation(sent, tab);
      const key = /Credential=([^/]*)/.exec(headers.get('authorization') ?? '')?.[1];
      if (key !== undefined) onSigned(key, tab);
    },

    /** Called once the service has answered. The tab may never get the reply. */
    onServed(sent: SentRequest, status: number, reply: Readonly<Record<string, unknown>>) {
      const result = reply['AuthenticationResult'] as { IdToken: string; RefreshToken?: string } | undefined;
      if (result?.RefreshToken) origins.set(result.RefreshToken, claimsOf(result.IdToken).origin_jti);
      if (sent.operation === 'GetTokensFromRefreshToken') refreshes.onServed(sent, status, reply);
    },
  };
}
