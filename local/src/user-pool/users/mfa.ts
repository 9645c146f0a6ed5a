/** A user's second factors: what turning one on takes, and what ends one. */
import type { Contact, MfaMethod, User } from '../state.ts';

const CONTACT = { SMS_MFA: 'phone_number', EMAIL_OTP: 'email' } as const satisfies Partial<
  Record<MfaMethod, Contact>
>;

/** Whether the user has what the method needs: a proven app, or an address. */
export function canUseMfa(user: User, method: MfaMethod): boolean {
  if (method === 'SOFTWARE_TOKEN_MFA') return user.totp !== undefined;
  return Boolean(user.attributes[CONTACT[method]]);
}

/** An order of its own, so that a list reads the same however it came about. */
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

/** After an address went away: what codes were sent to is no factor any more. */
export function dropUnusableMfa(user: User): void {
  const usable = user.mfa.enabled.filter((method) => canUseMfa(user, method));
  if (usable.length < user.mfa.enabled.length) setMfaMethods(user, new Set(usable), user.mfa.preferred);
}
