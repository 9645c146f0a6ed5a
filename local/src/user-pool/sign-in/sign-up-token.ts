/**
 * The challenge tokens of a sign-up, for app clients with USER_AUTH. SignUp returns one for ConfirmSignUp, and
 * ConfirmSignUp returns one that signs in without a further proof.
 * https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_ConfirmSignUp.html
 */
import type { Context, Scope } from '../context.ts';
import type { User } from '../state.ts';
import { openChallenge, readChallenge } from './challenge-tokens.ts';
import { begin } from './progress.ts';

export async function openSignUpToken(
  context: Context,
  scope: Scope,
  user: User,
): Promise<{ Session?: string }> {
  if (!scope.client.authFlows.includes('USER_AUTH')) return {};
  const step = user.status === 'CONFIRMED' ? 'CONFIRMED_SIGN_UP' : 'SIGN_UP';
  return { Session: await openChallenge(context, scope, user, step, {}, begin('USER_AUTH')) };
}

/**
 * Checks that the token belongs to this user's sign-up. A missing token is accepted.
 * @returns `spend`, which makes the token unusable
 */
export async function readSignUpToken(
  context: Context,
  scope: Scope,
  challengeToken: string | undefined,
  username: string,
): Promise<{ spend: () => void }> {
  if (challengeToken === undefined) return { spend: () => {} };
  const { challenge } = await readChallenge(context, scope, 'SIGN_UP', challengeToken, username);
  return {
    spend: () => {
      challenge.used = true;
    },
  };
}
