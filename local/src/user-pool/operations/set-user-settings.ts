/**
 * Sets SMS as MFA method. SetUserMFAPreference has replaced this operation.
 * https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_SetUserSettings.html
 */
import { readAccessToken } from '../tokens/access-token.ts';
import type { Operation } from '../context.ts';
import { invalidParameter, missingMember, readTexts, rules } from '../input.ts';
import { readObjects } from '../input-types.ts';
import { setMfaPreference } from '../users/set-mfa-preference.ts';

export const setUserSettings: Operation = async (context, input) => {
  const { AccessToken } = readTexts(input, { AccessToken: rules.accessToken });
  const options = readObjects(input, 'MFAOptions');
  if (!options) {
    throw missingMember('MFAOptions');
  }
  const { pool, user } = await readAccessToken(context, AccessToken);
  const hasOthers = options.some(
    ({ AttributeName, DeliveryMedium }) => AttributeName !== 'phone_number' || DeliveryMedium !== 'SMS',
  );
  // Assumption: AWS does not document this text.
  if (hasOthers)
    throw invalidParameter('MFAOptions takes the attribute phone_number with the medium SMS only.');
  setMfaPreference(pool, user, { SMSMfaSettings: { Enabled: options.length > 0 } });
  return {};
};
