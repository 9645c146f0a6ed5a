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
    step: { name: 'details', ...(username !== undefined && { username }) },
    async answer(input, signal) {
      const { username: name, password } = input;
      try {
        const { status, delivery } = await signUp(userPool, input, signal);
        return status === 'confirmed'
          ? done({ username: name, password })
          : confirm({ username: name, password }, delivery);
      } catch (error) {
        if (isCognitoError(error) && UNANSWERED.includes(error.kind)) unanswered = name;
        if (unanswered !== name || !isCognitoError(error, 'UsernameExistsException')) throw error;
        // Ours from before, unless it is confirmed already, when no code can be sent.
        const sent = await resendConfirmationCode(userPool, { username: name }, signal).catch(() => {
          throw error;
        });
        return confirm({ username: name, password }, sent.delivery);
      }
    },
  });

  const confirm = (secrets: Secrets, delivery?: CodeDelivery): At<'confirm'> => {
    const { username } = secrets;
    return {
      step: { name: 'confirm', username, ...(delivery && { delivery }) },
      async answer({ code }, signal) {
        await confirmSignUp(userPool, { username, code }, signal);
        return done(secrets);
      },
      async resend(signal) {
        const sent = await resendConfirmationCode(userPool, { username }, signal);
        return confirm(secrets, sent.delivery);
      },
      back: () => details(username),
    };
  };

  const done = (secrets: Secrets): At<'done'> => {
    onDone?.(secrets);
    return { step: { name: 'done', username: secrets.username } };
  };

  return createFlow<SignUpStep, SignUpAnswers>(details, { clock: userPool.world.clock });
}
