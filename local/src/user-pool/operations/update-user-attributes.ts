/** https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_UpdateUserAttributes.html */
import type { Operation } from '../context.ts';
import { readAccessToken } from '../tokens/access-token.ts';
import { readTexts, rules } from '../input.ts';
import { readClientMetadata } from '../input-types.ts';
import { readAttributes } from '../users/attributes.ts';
import { updateAttributes } from '../users/update-attributes.ts';

export const updateUserAttributes: Operation = async (context, input) => {
  const { AccessToken } = readTexts(input, { AccessToken: rules.accessToken });
  const { user, ...scope } = await readAccessToken(context, AccessToken);
  const attributes = readAttributes(scope.pool, input, { as: 'user', client: scope.client }, user);
  const clientMetadata = readClientMetadata(input);
  const sent = await updateAttributes(context, scope, user, { attributes, vouched: [], clientMetadata });
  return { CodeDeliveryDetailsList: sent };
};
