/**
 * Has a signed-in user prove more, before an action that matters. The new tokens say so in `acr` and `amr`.
 * https://docs.aws.amazon.com/cognito/latest/developerguide/authentication-flows-selection-managedlogin.html
 */
import { notSignedInError } from '../../errors.ts';
import type { Tokens } from '../../protocol/tokens.ts';
import type { PendingSignIn } from '../engine/sign-in-exchange.ts';
import type { ReturnReason } from '../engine/sign-in-step.ts';
import type { FlowHost } from './flow.ts';
import { createSignInFlowFrom, type SignInFlow } from './sign-in.ts';
import type { SignInFlowOptions } from './sign-in-requests.ts';

export interface StepUpOptions extends Pick<SignInFlowOptions, 'preferred' | 'clientMetadata'> {
  /**
   * The authentication context that the tokens must have, such as `urn:cognito:loa:3`. Assumption: AWS documents the
   * parameter, and not the list of its values.
   */
  acr: string;
  /** Seconds. A factor that the user proved within them counts. Default: Cognito decides. */
  maxAge?: number | undefined;
  /** The signed-in user. */
  username: string;
}

/**
 * Creates a step-up. It begins at `stepUp`, which takes an empty answer, and ends at `signedIn`. The flow's `error` is
 * `NotSignedIn` without a session.
 * @returns a flow like that of `createSignInFlow`
 */
export function createStepUpFlow(
  host: FlowHost & { getTokens: () => Promise<Tokens | undefined> },
  { acr, maxAge, username, ...options }: StepUpOptions,
): SignInFlow {
  return createSignInFlowFrom(host, { ...options, username, authFlow: 'USER_AUTH' }, (begin) => {
    const askStepUp = (reason?: ReturnReason): PendingSignIn<'stepUp'> => ({
      step: { name: 'stepUp', username, acr, reason },
      async answer(_answer, signal) {
        const tokens = await host.getTokens();
        if (!tokens) throw notSignedInError();
        const parameters = {
          TARGET_ACR_VALUES: acr,
          ...(maxAge !== undefined && { MAX_AGE: String(maxAge) }),
          ACCESS_TOKEN: tokens.accessToken,
        };
        return begin({ username, parameters }, askStepUp, signal);
      },
    });
    return askStepUp();
  });
}
