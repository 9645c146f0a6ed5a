/**
 * Checks the input and refuses the request, as AWS does for a pool without threat protection. This service has none, so
 * no event was assessed and no FeedbackToken was issued.
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
    `UpdateAuthEventFeedback: ${UserPoolId} has no threat protection: the local AWS does not implement it`,
  );
  throw new ServiceError('UserPoolAddOnNotEnabledException', 'User pool add-ons are not enabled.');
};
