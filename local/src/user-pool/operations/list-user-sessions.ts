/** https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_ListUserSessions.html */
import type { Operation } from '../context.ts';
import { readTexts, rules } from '../input.ts';
import { readAccessToken } from '../tokens/access-token.ts';
import { describeSession, requireSessionTracking } from '../tokens/user-sessions.ts';
import { isActive, sessionsOf } from '../tokens/token-sessions.ts';

/** Lists all sessions on one page, since a user has 100 at most. Assumption: AWS lists the newest first. */
export const listUserSessions: Operation = async (context, input) => {
  const { AccessToken } = readTexts(input, {
    AccessToken: rules.accessToken,
    NextToken: { optional: true, min: 1, max: 131_072, pattern: /^[\S]+$/ },
  });
  const { pool, user, session } = await readAccessToken(context, AccessToken);
  requireSessionTracking(pool);
  const now = context.platform.now();
  const active = sessionsOf(pool, user).filter(([, one]) => isActive(one, now));
  return { Sessions: active.toReversed().map((one) => describeSession(one, session[0])) };
};
