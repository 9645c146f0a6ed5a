/** https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_GetUser.html */
import { readAccessToken } from '../tokens/access-token.ts';
import type { Operation } from '../context.ts';
import { readTexts, rules } from '../input.ts';
import { readableAttributes } from '../tokens/claims.ts';

export const getUser: Operation = async (context, input) => {
  const { AccessToken } = readTexts(input, { AccessToken: rules.accessToken });
  const { client, user } = await readAccessToken(context, AccessToken);
  const attributes = [['sub', user.sub] as const, ...readableAttributes({ client }, user)];
  return {
    Username: user.username,
    UserAttributes: attributes.map(([Name, Value]) => ({ Name, Value })),
    ...(user.mfa.enabled.length > 0 && { UserMFASettingList: user.mfa.enabled }),
    ...(user.mfa.preferred && { PreferredMfaSetting: user.mfa.preferred }),
  };
};
