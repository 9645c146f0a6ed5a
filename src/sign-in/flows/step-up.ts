/**
 * Has somebody who is signed in prove more, before something that matters. The new tokens say so in `acr` and `amr`.
 * https://docs.aws.amazon.com/cognito/latest/developerguide/authentication-flows-selection-managedlogin.html
 */
import { notSignedIn } from '../../errors.ts';
import type { Tokens } from '../../protocol/tokens.ts';
import type { ReturnReason, SignInStep } from '../engine/sign-in-step.ts';
import type { FlowHost } from './flow-host.ts';
import { createSignInFlow, type SignInFlow, type SignInFlowOptions } from './sign-in.ts';

export interface StepUpOptions extends Pick<SignInFlowOptions, 'preferred' | 'clientMetadata'> {
  /** What the tokens have to say, such as `urn:cognito:loa:3` (?). */
  acr: string;
  /** Seconds: factors that were proven within them count. */
  maxAge?: number | undefined;
  /** Who is signed in. */
  username: string;
}

/** The flow begins at `stepUp`, which an empty answer leaves. */
export function createStepUpFlow(
  host: FlowHost & { getTokens: () => Promise<Tokens | undefined> },
  { acr, maxAge, username, ...options }: StepUpOptions,
): SignInFlow {
  return createSignInFlow(host, { ...options, username, authFlow: 'USER_AUTH' }, (begin) => {
    const stage = (_name: string, reason?: ReturnReason) => ({
      step: { name: 'stepUp', username, acr, reason } satisfies SignInStep,
      async answer(_answer: object, signal: AbortSignal) {
        const tokens = await host.getTokens();
        if (!tokens) throw notSignedIn();
        const parameters = {
          TARGET_ACR_VALUES: acr,
          ...(maxAge !== undefined && { MAX_AGE: String(maxAge) }),
          ACCESS_TOKEN: tokens.accessToken,
        };
        return begin({ username, parameters }, stage, signal);
      },
    });
    return stage(username);
  });
}
