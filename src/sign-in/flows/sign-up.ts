/** Signs up and confirms the address, as an observable that any interface can show. */
import { isCognitoError, isUnanswered } from '../../errors.ts';
import type { AttributeName } from '../../protocol/attribute-names.ts';
import type { CodeDelivery } from '../../protocol/code-delivery.ts';
import { confirmSignUp, resendConfirmationCode, signUp } from '../engine/sign-up.ts';
import type { PendingStep } from '../engine/pending-step.ts';
import { createFlow } from './create-flow.ts';
import type { FlowHost } from './flow.ts';
import type { Flow, FlowState } from './flow.ts';
import type { UserPool } from '../../transport/user-pool.ts';
import type { SignUpAnswers, SignUpStep } from './sign-up-step.ts';

type Pending<Name extends SignUpStep['name']> = PendingStep<SignUpStep, SignUpAnswers, Name>;

/** What a new user signs in with: the password that was typed or, without one, the Session of the confirmation. */
export interface NewUser {
  username: string;
  password?: string | undefined;
  session?: string | undefined;
}

export interface SignUpFlow<Named extends AttributeName = AttributeName> extends Flow<
  FlowState<SignUpStep, SignUpAnswers<Named>>
> {
  /** Goes on at the code step, as after a reload, without the password: `onDone` gets the confirmation's Session. */
  resume: (sent: Pick<Extract<SignUpStep, { name: 'confirm' }>, 'username' | 'delivery'>) => void;
}

/** A client; the attributes that its config names are those that the first answer must have. */
export interface SignUpHost<Named extends AttributeName = AttributeName> {
  /** @internal */
  readonly userPool: UserPool;
  readonly config?: NonNullable<FlowHost['config']> & { readonly signUpAttributes?: readonly Named[] };
}

/** `onDone` gets what to sign in with, once: `signIn.start`. It is in no snapshot. */
export function createSignUpFlow<Named extends AttributeName>(
  host: SignUpHost<Named>,
  options?: { onDone?: (user: NewUser) => void },
): SignUpFlow<Named>;
export function createSignUpFlow(
  { userPool }: SignUpHost,
  { onDone }: { onDone?: (user: NewUser) => void } = {},
): SignUpFlow {
  /** Whose sign-up, or which code, got no answer: a second try may meet what the first one did. */
  let unanswered: string | undefined;

  const askDetails = (username?: string): Pending<'details'> => ({
    step: { name: 'details', username },
    async answer(input, signal) {
      const secrets = { username: input.username, password: input.password };
      try {
        const { status, ...sent } = await signUp(userPool, input, signal);
        return status === 'confirmed' ? done(secrets) : askCode(secrets, sent);
      } catch (error) {
        if (!isCognitoError(error)) throw error;
        // Without its code the user is there all the same; another one is sent to the address that was given then.
        if (isUnanswered(error) || error.code === 'CodeDeliveryFailureException') unanswered = input.username;
        if (unanswered !== input.username || error.code !== 'UsernameExistsException') throw error;
        // Ours from before, unless it is confirmed already, when no code can be sent.
        const sent = resendConfirmationCode(userPool, secrets, signal);
        return askCode(secrets, await sent.catch(() => Promise.reject(error)));
      }
    },
  });

  const askCode = (
    secrets: NewUser,
    sent: { delivery?: CodeDelivery; aliasTaken?: boolean },
  ): Pending<'confirm'> => {
    const { username } = secrets;
    return {
      step: { name: 'confirm', username, ...sent },
      async answer({ code, forceAlias }, signal) {
        try {
          const { session } = await confirmSignUp(userPool, { username, code, forceAlias }, signal);
          return done(secrets.password === undefined ? { ...secrets, session } : secrets);
        } catch (error) {
          if (!isCognitoError(error)) throw error;
          // The code was right, and is not used up: the person decides.
          if (error.code === 'AliasExistsException' && !sent.aliasTaken) {
            return askCode(secrets, { ...sent, aliasTaken: true });
          }
          // Confirmed already, by a try that got no answer.
          if (error.code === 'NotAuthorizedException' && unanswered === code) return done(secrets);
          if (isUnanswered(error)) unanswered = code;
          throw error;
        }
      },
      resend: (signal) => resendConfirmationCode(userPool, secrets, signal),
      back: () => askDetails(username),
    };
  };

  const done = (user: NewUser): Pending<'done'> => {
    onDone?.(user);
    return { step: { name: 'done', username: user.username } };
  };

  const flow = createFlow<SignUpStep, SignUpAnswers>({
    clock: userPool.platform.clock,
    first: askDetails,
  });
  return { ...flow, resume: ({ username, ...sent }) => flow.enter(askCode({ username }, sent)) };
}
