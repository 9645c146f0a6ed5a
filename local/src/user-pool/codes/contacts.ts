/** Which of a user's addresses gets a code. */
import type { Contact, User, UserPool } from '../state.ts';

/** The phone before the mailbox, where a pool verifies both; undefined when there is nothing that it verifies. */
export const signUpContact = (
  { autoVerifiedAttributes }: UserPool,
  { attributes }: User,
): Contact | undefined =>
  (['phone_number', 'email'] as const).find(
    (contact) => autoVerifiedAttributes.includes(contact) && attributes[contact],
  );

/**
 * (?) AWS's documentation gives two orders for a pool without a setting; this is that of pools made since 2020.
 * https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_AccountRecoverySettingType.html
 */
const RECOVERY: readonly Contact[] = ['email', 'phone_number'];

/** A phone that is the second factor already does not stand in for the first as well. */
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
