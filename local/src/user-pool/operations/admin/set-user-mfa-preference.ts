/** https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_AdminSetUserMFAPreference.html */
import type { Operation } from '../../context.ts';
import { setMfaPreference } from '../../users/set-mfa-preference.ts';
import { userOf } from './pool-and-user.ts';

export const adminSetUserMfaPreference: Operation = async (context, input) => {
  const { pool, user } = userOf(context, input);
  setMfaPreference(pool, user, input);
  user.updatedAt = context.platform.now();
  return {};
};
