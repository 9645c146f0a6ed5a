/** The passkey settings of a pool, and the passkeys of a user that fit them. */
import { ServiceError } from '../../protocol/service-error.ts';
import type { Passkey, User, UserPool, WebAuthnSettings } from '../state.ts';

/**
 * Returns the pool's passkey settings.
 * @throws {ServiceError} WebAuthnNotEnabledException, WebAuthnConfigurationMissingException
 */
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

/** Lists the passkeys for the pool's relying party. A passkey for an earlier relying party cannot be used. */
export const usablePasskeys = (pool: UserPool, user: User): Passkey[] =>
  pool.firstFactors.includes('WEB_AUTHN')
    ? user.passkeys.filter(({ relyingPartyId }) => relyingPartyId === pool.webAuthn?.relyingPartyId)
    : [];

/** Checks whether WEB_AUTHN can be a first factor of the user. */
export const canUsePasskey = (pool: UserPool, user: User): boolean => usablePasskeys(pool, user).length > 0;
