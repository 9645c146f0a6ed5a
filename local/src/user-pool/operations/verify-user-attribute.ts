/** https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_VerifyUserAttribute.html */
import { checkCode, codeExpired, spendCode } from '../codes/codes.ts';
import type { Operation } from '../context.ts';
import { readAccessToken } from '../tokens/access-token.ts';
import { readTexts, rules } from '../input.ts';
import { refuseTakenAlias } from '../users/alias.ts';
import { readContact } from '../users/schema.ts';

export const verifyUserAttribute: Operation = async (context, input) => {
  const { AccessToken, AttributeName, Code } = readTexts(input, {
    AccessToken: rules.accessToken,
    AttributeName: rules.attributeName,
    Code: rules.code,
  });
  const { user, pool } = await readAccessToken(context, AccessToken);
  const contact = readContact(AttributeName);
  const purpose = user.codes[`UpdateUserAttribute_${contact}`]
    ? (`UpdateUserAttribute_${contact}` as const)
    : (`VerifyUserAttribute_${contact}` as const);
  const { address } = checkCode(pool, user, purpose, Code, context.platform.now());
  const current = user.pendingAttributes[contact] ?? user.attributes[contact];
  if (address !== current) throw codeExpired();
  refuseTakenAlias(pool, user, contact, address);
  spendCode(pool, user, purpose);
  delete user.pendingAttributes[contact];
  user.attributes[contact] = address;
  user.attributes[`${contact}_verified`] = 'true';
  user.updatedAt = context.platform.now();
  return {};
};
