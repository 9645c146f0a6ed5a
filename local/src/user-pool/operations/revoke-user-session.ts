/** https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_RevokeUserSession.html */
import { ServiceError } from '../../protocol/service-error.ts';
import type { Operation } from '../context.ts';
import { invalidParameter, notInEnum, readTexts, rules } from '../input.ts';
import { readAccessToken } from '../tokens/access-token.ts';
import { requireSessionTracking, sessionIdOf } from '../tokens/user-sessions.ts';
import { isActive, sessionsOf } from '../tokens/token-sessions.ts';

/**
 * NONE and LINKED have the same effect: sessions can be linked only by managed login, which this service does not have.
 */
const associated = ['NONE', 'LINKED'];

export const revokeUserSession: Operation = async (context, input) => {
  const { AccessToken, SessionId, RevokeAssociatedSessions } = readTexts(input, {
    AccessToken: rules.accessToken,
    SessionId: { min: 28, max: 28, pattern: /^[a-z0-9]+$/ },
    RevokeAssociatedSessions: { optional: true },
  });
  if (RevokeAssociatedSessions !== undefined && !associated.includes(RevokeAssociatedSessions)) {
    throw notInEnum('RevokeAssociatedSessions', RevokeAssociatedSessions, associated);
  }
  const { pool, user, session: current } = await readAccessToken(context, AccessToken);
  requireSessionTracking(pool);
  if (SessionId === sessionIdOf(current[0])) {
    throw invalidParameter('The current session can not be revoked: sign out with RevokeToken instead.');
  }
  const target = sessionsOf(pool, user).find(
    ([originJti, session]) =>
      sessionIdOf(originJti) === SessionId && isActive(session, context.platform.now()),
  );
  if (!target) throw new ServiceError('ResourceNotFoundException', 'Session does not exist.');
  target[1].status = 'revoked';
  return {};
};
