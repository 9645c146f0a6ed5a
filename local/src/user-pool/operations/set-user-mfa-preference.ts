/** https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_SetUserMFAPreference.html */
import { readAccessToken } from '../tokens/access-token.ts';
import type { Operation } from '../context.ts';
import { readTexts, rules } from '../input.ts';
import { setMfaPreference } from '../users/set-mfa-preference.ts';

export const setUserMfaPreference: Operation = async (context, input) => {
  const { AccessToken } = readTexts(input, { AccessToken: rules.accessToken });
  const { pool, user } = await readAccessToken(context, AccessToken);
  setMfaPreference(pool, user, input);
  user.updatedAt = context.platform.now();
  return {};
};
