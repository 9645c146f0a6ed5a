/** https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_ResendConfirmationCode.html */
import { issueCode } from '../codes/codes.ts';
import { signUpContact } from '../codes/contacts.ts';
import type { Operation } from '../context.ts';
import { invalidParameter } from '../input.ts';
import { pretendToSendCode, readUserRequest, visibleUser } from './user-request.ts';

export const resendConfirmationCode: Operation = async (context, input) => {
  const request = await readUserRequest(context, input, {});
  const { scope, clientMetadata } = request;
  const user = visibleUser(context, 'ResendConfirmationCode', request);
  if (!user) return { CodeDeliveryDetails: await pretendToSendCode(context, request, 'SignUp') };
  if (user.status !== 'UNCONFIRMED') throw invalidParameter('User is already confirmed.');
  const contact = signUpContact(scope.pool, user);
  // Assumption: AWS's text for a pool that verifies none of the user's addresses.
  if (!contact) throw invalidParameter('Auto verification not turned on.');
  const code = { contact, source: 'ResendCode', clientMetadata } as const;
  return { CodeDeliveryDetails: await issueCode(context, scope, user, 'SignUp', code) };
};
