/** What a pool has decided about passkeys, and which of a user's can be used there. */
import { ServiceError } from '../../protocol/service-error.ts';
import type { Passkey, User, UserPool, WebAuthnSettings } from '../state.ts';

/** @throws {ServiceError} WebAuthnNotEnabledException, WebAuthnConfigurationMissingException */
export function requireWebAuthn({ firstFactors, webAuthn }: UserPool): WebAuthnSettings {
  if (!firstFactors.includes('WEB_AUTHN')) {
    throw new ServiceError('WebAuthnNotEnabledException', 'WebAuthn not enabled for this user pool.');
  }
  if (!webAuthn) {
    throw new ServiceError(
      'WebAuthnConfigurationMissingException',
      'WebAuthn configuration is missing: the user pool has no relying party ID.',
    );
  }
  return webAuthn;
}

/** A passkey belongs to the relying party that it was made for: after a change of that, it is of no use. */
export const usablePasskeys = (pool: UserPool, user: User): Passkey[] =>
  pool.firstFactors.includes('WEB_AUTHN')
    ? user.passkeys.filter(({ relyingPartyId }) => relyingPartyId === pool.webAuthn?.relyingPartyId)
    : [];

/** Whether WEB_AUTHN may be offered to the user as a first factor. */
export const canUsePasskey = (pool: UserPool, user: User): boolean => usablePasskeys(pool, user).length > 0;
