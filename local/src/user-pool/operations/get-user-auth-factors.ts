/** https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_GetUserAuthFactors.html */
import type { Operation } from '../context.ts';
import { readTexts, rules } from '../input.ts';
import { firstFactorsOf } from '../sign-in/first-factors.ts';
import { readAccessToken } from '../tokens/access-token.ts';

export const getUserAuthFactors: Operation = async (context, input) => {
  const { AccessToken } = readTexts(input, { AccessToken: rules.accessToken });
  const { pool, user } = await readAccessToken(context, AccessToken);
  const { enabled, preferred } = user.mfa;
  return {
    Username: user.username,
    ...(preferred && { PreferredMfaSetting: preferred }),
    ...(enabled.length > 0 && { UserMFASettingList: enabled }),
    ConfiguredUserAuthFactors: [
      ...firstFactorsOf(pool, user),
      // The API's model lists SOFTWARE_TOKEN here, although it is never a first factor.
      ...(user.totp && enabled.includes('SOFTWARE_TOKEN_MFA') ? ['SOFTWARE_TOKEN'] : []),
    ],
  };
};
