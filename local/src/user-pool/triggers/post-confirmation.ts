/**
 * Calls the pool's PostConfirmation trigger.
 * https://docs.aws.amazon.com/cognito/latest/developerguide/user-pool-lambda-post-confirmation.html
 */
import type { Context, Scope } from '../context.ts';
import type { User } from '../state.ts';
import { runTrigger, triggerAttributes } from './run.ts';

export async function postConfirmation(
  context: Context,
  scope: Scope,
  user: User,
  source: 'ConfirmSignUp' | 'ConfirmForgotPassword',
  clientMetadata: Readonly<Record<string, string>> | undefined,
): Promise<void> {
  await runTrigger(context, scope, 'PostConfirmation', {
    source: `PostConfirmation_${source}`,
    userName: user.username,
    request: { userAttributes: triggerAttributes(user), ...(clientMetadata && { clientMetadata }) },
  });
}
