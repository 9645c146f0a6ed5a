/** The MFA methods of a user: which ones the user can have, and turning them on and off. */
import type { Contact, MfaMethod, User } from '../state.ts';

const CONTACT = { SMS_MFA: 'phone_number', EMAIL_OTP: 'email' } as const satisfies Partial<
  Record<MfaMethod, Contact>
>;

/**
 * Checks whether the user can answer the method: with a verified authenticator app, or with an address. The address may
 * be unverified, since the first code verifies it.
 */
export function canUseMfa(user: User, method: MfaMethod): boolean {
  if (method === 'SOFTWARE_TOKEN_MFA') return user.totp !== undefined;
  return Boolean(user.attributes[CONTACT[method]]);
}

/** The order in which methods are stored, so that lists do not depend on the order of the requests. */
const ORDER: readonly MfaMethod[] = ['SMS_MFA', 'SOFTWARE_TOKEN_MFA', 'EMAIL_OTP'];

export function setMfaMethods(
  user: User,
  enabled: ReadonlySet<MfaMethod>,
  preferred: MfaMethod | undefined,
): void {
  const { webAuthn } = user.mfa;
  user.mfa = {
    enabled: ORDER.filter((method) => enabled.has(method)),
    ...(preferred !== undefined && enabled.has(preferred) && { preferred }),
    ...(webAuthn !== undefined && { webAuthn }),
  };
}

/** Turns off the methods that the user can no longer answer, for example after an address was deleted. */
export function dropUnusableMfa(user: User): void {
  const usable = user.mfa.enabled.filter((method) => canUseMfa(user, method));
  if (usable.length < user.mfa.enabled.length) setMfaMethods(user, new Set(usable), user.mfa.preferred);
}
