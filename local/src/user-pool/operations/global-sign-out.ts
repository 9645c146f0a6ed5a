/** https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_GlobalSignOut.html */
import { readAccessToken } from '../tokens/access-token.ts';
import type { Operation } from '../context.ts';
import { readTexts, rules } from '../input.ts';
import { revokeUser } from '../tokens/revocation.ts';

export const globalSignOut: Operation = async (context, input) => {
  const { AccessToken } = readTexts(input, { AccessToken: rules.accessToken });
  const { pool, user } = await readAccessToken(context, AccessToken);
  revokeUser(pool, user);
  return {};
};
