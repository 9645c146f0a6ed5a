/** Checks which pages may use a relying party's passkeys. https://www.w3.org/TR/webauthn-3/#relying-party-identifier */
import type { WebAuthnSettings } from '../state.ts';

/** Browsers count these as secure without https. https://w3c.github.io/webappsec-secure-contexts/#is-origin-trustworthy */
const LOOPBACK = /^(?:(?:.+\.)?localhost|127(?:\.\d+){3}|\[::1\])$/;

/**
 * Checks an origin against the pool's list. Without a list, accepts https pages of the relying party's domain and its
 * subdomains, and loopback pages over http as well.
 */
export function isAllowedOrigin(
  { relyingPartyId, origins }: Pick<WebAuthnSettings, 'relyingPartyId' | 'origins'>,
  origin: string,
): boolean {
  if (origins) return origins.includes(origin);
  if (!URL.canParse(origin)) return false;
  const { protocol, hostname, origin: normal } = new URL(origin);
  const isOfParty = hostname === relyingPartyId || hostname.endsWith(`.${relyingPartyId}`);
  const isSecure = protocol === 'https:' || (protocol === 'http:' && LOOPBACK.test(hostname));
  return normal === origin && isOfParty && isSecure;
}
