/** Signs up and confirms the address, as an observable that any interface can show. */
import { isCognitoError, type CognitoErrorKind } from '../errors.ts';
import type { CodeDelivery } from '../protocol/code-delivery.ts';
import { confirmSignUp, resendConfirmationCode, signUp } from '../user-pool/sign-up.ts';
import { createFlow, type StageAt } from './create-flow.ts';
import type { FlowHost } from './flow-host.ts';
import type { Flow, FlowState } from './flow.ts';
import type { SignUpAnswers, SignUpStep } from './sign-up-step.ts';

type At<Name extends SignUpStep['name']> = StageAt<SignUpStep, SignUpAnswers, Name>;
type Secrets = { username: string; password: string };

/** Kinds of failure after which the request may have taken effect all the same. */
const UNANSWERED: readonly CognitoErrorKind[] = ['network', 'timeout', 'server'];

export type SignUpFlow = Flow<FlowState<SignUpStep, SignUpAnswers>>;

/** `onDone` gets what was typed, once, to sign in with: `signIn.start`. It is in no snapshot. */
export function createSignUpFlow(
  { userPool }: FlowHost,
  { onDone }: { onDone?: (secrets: Secrets) => void } = {},
): SignUpFlow {
  /** Whose sign-up got no answer, so that a second try may meet the user that the first one made. */
  let unanswered: string | undefined;

  const details = (username?: string): At<'details'> => ({
    step: { name: 'details', username },
    async answer(input, signal) {
      const secrets = { username: input.username, password: input.password };
      try {
        const { status, ...sent } = await signUp(userPool, input, signal);
        return status === 'confirmed' ? done(secrets) : confirm(secrets, sent);
      } catch (error) {
        if (!isCognitoError(error)) throw error;
        if (UNANSWERED.includes(error.kind)) unanswered = input.username;
        if (unanswered !== input.username || error.code !== 'UsernameExistsException') throw error;
        // Ours from before, unless it is confirmed already, when no code can be sent.
        const sent = resendConfirmationCode(userPool, secrets, signal);
        return confirm(secrets, await sent.catch(() => Promise.reject(error)));
      }
    },
  });

  const confirm = (secrets: Secrets, sent: { delivery?: CodeDelivery }): At<'confirm'> => {
    const { username } = secrets;
    return {
      step: { name: 'confirm', username, ...sent },
      async answer({ code }, signal) {
        await confirmSignUp(userPool, { username, code }, signal);
        return done(secrets);
      },
      resend: (signal) => resendConfirmationCode(userPool, secrets, signal),
      back: () => details(username),
    };
  };

  const done = (secrets: Secrets): At<'done'> => {
    onDone?.(secrets);
    return { step: { name: 'done', username: secrets.username } };
  };

  return createFlow<SignUpStep, SignUpAnswers>(userPool.world.clock, details);
}
