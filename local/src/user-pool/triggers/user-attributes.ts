/** A user's attributes as triggers are shown them. */
import type { User } from '../state.ts';

export const triggerAttributes = (user: User): Record<string, string> => ({
  sub: user.sub,
  'cognito:user_status': user.status,
  ...user.attributes,
});
