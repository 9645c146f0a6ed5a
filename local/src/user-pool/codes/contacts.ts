/** Chooses the address that gets a code. */
import type { Contact, User, UserPool } from '../state.ts';

/** Returns the address that SignUp verifies: the phone number before the e-mail address; undefined if there is none. */
export const signUpContact = (
  { autoVerifiedAttributes }: UserPool,
  { attributes }: User,
): Contact | undefined =>
  (['phone_number', 'email'] as const).find(
    (contact) => autoVerifiedAttributes.includes(contact) && attributes[contact],
  );

/**
 * The order for a pool without a setting. Assumption: AWS documents two orders; this is the one of pools created since
 * 2020.
 * https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_AccountRecoverySettingType.html
 */
const RECOVERY: readonly Contact[] = ['email', 'phone_number'];

/**
 * Returns the address for a password reset. A phone number that is an MFA method is not used, since one phone would be
 * both factors.
 */
export const recoveryContact = (
  { accountRecovery = RECOVERY }: UserPool,
  { attributes, mfa }: User,
): Contact | undefined =>
  accountRecovery.find(
    (contact) =>
      attributes[contact] &&
      attributes[`${contact}_verified`] === 'true' &&
      !(contact === 'phone_number' && mfa.enabled.includes('SMS_MFA')),
  );
