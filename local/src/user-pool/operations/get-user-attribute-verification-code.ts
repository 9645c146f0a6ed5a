/** https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_GetUserAttributeVerificationCode.html */
import { issueCode } from '../codes/codes.ts';
import type { Operation } from '../context.ts';
import { readAccessToken } from '../tokens/access-token.ts';
import { invalidParameter, readTexts, rules } from '../input.ts';
import { readClientMetadata } from '../input-types.ts';
import { readContact } from '../users/schema.ts';

/** Sends a code to the pending address if there is one, else to the current address. */
export const getUserAttributeVerificationCode: Operation = async (context, input) => {
  const { AccessToken, AttributeName } = readTexts(input, {
    AccessToken: rules.accessToken,
    AttributeName: rules.attributeName,
  });
  const clientMetadata = readClientMetadata(input);
  const { user, ...scope } = await readAccessToken(context, AccessToken);
  const contact = readContact(AttributeName);
  const address = user.pendingAttributes[contact] ?? user.attributes[contact];
  // Assumption: AWS does not document this text.
  if (!address) throw invalidParameter(`User does not have ${contact} to be verified.`);
  delete user.codes[`UpdateUserAttribute_${contact}`];
  return {
    CodeDeliveryDetails: await issueCode(context, scope, user, `VerifyUserAttribute_${contact}`, {
      contact,
      address,
      clientMetadata,
    }),
  };
};
