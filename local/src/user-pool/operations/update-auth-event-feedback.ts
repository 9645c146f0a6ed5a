/**
 * There is no threat protection here yet, so no event was ever judged and no FeedbackToken issued that could be
 * verified: the input is checked, and the answer is AWS's for a pool without that add-on.
 * https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_UpdateAuthEventFeedback.html
 */
import { getOwn } from '../../lib/own.ts';
import { ServiceError } from '../../protocol/service-error.ts';
import type { Operation } from '../context.ts';
import { readTexts, rules } from '../input.ts';
import { userNotFound } from '../users/existence.ts';
import { findUser } from '../users/users.ts';

export const updateAuthEventFeedback: Operation = async ({ state, platform }, input) => {
  const { UserPoolId, Username } = readTexts(input, {
    UserPoolId: rules.userPoolId,
    Username: rules.username,
    EventId: { min: 1, max: 50, pattern: /^[\w+-]+$/ },
    FeedbackToken: rules.accessToken,
    FeedbackValue: { pattern: /^(?:Valid|Invalid)$/ },
  });
  const pool = getOwn(state.pools, UserPoolId);
  if (!pool) {
    throw new ServiceError('ResourceNotFoundException', `User pool ${UserPoolId} does not exist.`);
  }
  if (!findUser(pool, Username)) throw userNotFound();
  platform.print(
    `UpdateAuthEventFeedback: ${UserPoolId} has no threat protection, which this local AWS lacks`,
  );
  throw new ServiceError('UserPoolAddOnNotEnabledException', 'User pool add-ons are not enabled.');
};
