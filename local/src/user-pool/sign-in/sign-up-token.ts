/**
 * The Sessions of a sign-up, for app clients with USER_AUTH: SignUp's goes into ConfirmSignUp, and what that gives signs
 * in straight away.
 * https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_ConfirmSignUp.html
 */
import type { Context, Scope } from '../context.ts';
import { begin } from './progress.ts';
import { openChallenge, readChallenge } from './challenge-tokens.ts';
import type { User } from '../state.ts';

export async function openSignUpSession(
  context: Context,
  scope: Scope,
  user: User,
): Promise<{ Session?: string }> {
  if (!scope.client.authFlows.includes('USER_AUTH')) return {};
  const step = user.status === 'CONFIRMED' ? 'CONFIRMED_SIGN_UP' : 'SIGN_UP';
  return { Session: await openChallenge(context, scope, user, step, {}, begin('USER_AUTH')) };
}

/** Throws unless the Session, where there is one, is of this user's sign-up; `use` ends it. */
export async function readSignUpSession(
  context: Context,
  scope: Scope,
  session: string | undefined,
  username: string,
): Promise<{ use: () => void }> {
  if (session === undefined) return { use: () => {} };
  const { challenge } = await readChallenge(context, scope, 'SIGN_UP', session, username);
  return {
    use: () => {
      challenge.used = true;
    },
  };
}
