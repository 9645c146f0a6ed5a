/** https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_AdminConfirmSignUp.html */
import { ServiceError } from '../../../protocol/service-error.ts';
import { spendCode } from '../../codes/codes.ts';
import type { Operation } from '../../context.ts';
import { readClientMetadata } from '../../input-types.ts';
import { postConfirmation } from '../../triggers/post-confirmation.ts';
import { userOf, withoutClient } from './pool-and-user.ts';

/** Confirms the user without verifying an address, since no code was entered. */
export const adminConfirmSignUp: Operation = async (context, input) => {
  const clientMetadata = readClientMetadata(input);
  const { pool, user } = userOf(context, input);
  if (user.status !== 'UNCONFIRMED') {
    throw new ServiceError(
      'NotAuthorizedException',
      `User cannot be confirmed. Current status is ${user.status}`,
    );
  }
  user.status = 'CONFIRMED';
  user.updatedAt = context.platform.now();
  spendCode(pool, user, 'SignUp');
  await postConfirmation(context, withoutClient(pool), user, 'ConfirmSignUp', clientMetadata);
  return {};
};
