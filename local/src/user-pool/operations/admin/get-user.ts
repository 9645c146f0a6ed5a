/** https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_AdminGetUser.html */
import type { Operation } from '../../context.ts';
import { listAttributes } from '../../users/attributes.ts';
import { userOf } from './pool-and-user.ts';
import { userDescription } from './user-description.ts';

export const adminGetUser: Operation = async (context, input) => {
  const { user } = userOf(context, input);
  return {
    ...userDescription(user),
    UserAttributes: listAttributes(user),
    ...(user.mfa.enabled.length > 0 && { UserMFASettingList: user.mfa.enabled }),
    ...(user.mfa.preferred && { PreferredMfaSetting: user.mfa.preferred }),
  };
};
