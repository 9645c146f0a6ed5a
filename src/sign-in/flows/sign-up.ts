/** Signs a user up and confirms the address, step by step, as an observable that any interface can show. */
import { isCognitoError, isUnanswered } from '../../errors.ts';
import type { AttributeName, Attributes } from '../../protocol/attribute-names.ts';
import type { CodeDelivery } from '../../protocol/code-delivery.ts';
import { confirmSignUp, resendConfirmationCode, signUp } from '../engine/sign-up.ts';
import type { PendingStep } from '../engine/pending-step.ts';
import { createFlow } from './create-flow.ts';
import type { UserPool } from '../../transport/user-pool.ts';
import type { Flow, FlowHost, FlowState } from './flow.ts';

export type SignUpStep =
  | { name: 'details'; username?: string | undefined }
  /** `aliasTaken`: another account has the address. An answer with `forceAlias` takes it over. */
  | { name: 'confirm'; username: string; delivery?: CodeDelivery; aliasTaken?: boolean }
  | { name: 'done'; username: string };

/** The answers of a sign-up. `Named` are the attributes that the config names; without any, all attributes are optional. */
export interface SignUpAnswers<Named extends AttributeName = AttributeName> {
  details: SignUpDetails & AttributesOf<Named>;
  confirm: { code: string; forceAlias?: boolean };
  done: never;
}

/** Values by Cognito's attribute names, such as `email`, `given_name`, `custom:plan`. */
type AttributesOf<Named extends AttributeName> = AttributeName extends Named
  ? { attributes?: Attributes }
  : { attributes: Attributes<Named> };

interface SignUpDetails {
  /** A username; an e-mail address or a phone number if the pool signs users up by those. */
  username: string;
  /** Left out for a passwordless sign-up, by codes or a passkey. */
  password?: string | undefined;
  /** Reaches the pre-sign-up trigger. */
  validationData?: Readonly<Record<string, string>>;
  /** Reaches the pool's other triggers. */
  clientMetadata?: Readonly<Record<string, string>>;
}

type Pending<Name extends SignUpStep['name']> = PendingStep<SignUpStep, SignUpAnswers, Name>;

/** The credentials of a new user's first sign-in: the typed password or, without one, the confirmation's challenge token. Store none of it. */
export interface NewUser {
  username: string;
  password?: string | undefined;
  challengeToken?: string | undefined;
}

export interface SignUpFlow<Named extends AttributeName = AttributeName> extends Flow<
  FlowState<SignUpStep, SignUpAnswers<Named>>
> {
  /** Continues at the code step, as after a reload of the page. `onDone` then receives a challenge token, and no password. */
  resume: (sent: Pick<Extract<SignUpStep, { name: 'confirm' }>, 'username' | 'delivery'>) => void;
}

/** The members of a client that a sign-up needs. The first answer must have the attributes that its config names. */
export interface SignUpHost<Named extends AttributeName = AttributeName> {
  /** @internal */
  readonly userPool: UserPool;
  readonly config?: NonNullable<FlowHost['config']> & { readonly signUpAttributes?: readonly Named[] };
}

/**
 * Creates a sign-up. It begins at `details` and ends at `done`.
 * @param options `onDone` receives the new user once, to sign in by `signIn.start`. No snapshot contains it
 */
export function createSignUpFlow<Named extends AttributeName>(
  host: SignUpHost<Named>,
  options?: { onDone?: (user: NewUser) => void },
): SignUpFlow<Named>;
export function createSignUpFlow(
  { userPool }: SignUpHost,
  { onDone }: { onDone?: (user: NewUser) => void } = {},
): SignUpFlow {
  /** The name or the code whose request got no reply. A second try may meet the effect of the first one. */
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
        // Cognito may have created the user all the same. A new code then goes to the address of the first try.
        if (isUnanswered(error) || error.code === 'CodeDeliveryFailureException') unanswered = input.username;
        if (unanswered !== input.username || error.code !== 'UsernameExistsException') throw error;
        // The user is the one of the first try, unless it is confirmed already, when no code can be sent.
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
          const { challengeToken } = await confirmSignUp(userPool, { username, code, forceAlias }, signal);
          return done(secrets.password === undefined ? { ...secrets, challengeToken } : secrets);
        } catch (error) {
          if (!isCognitoError(error)) throw error;
          // The code was right and is still good: the user decides whether to take the address over.
          if (error.code === 'AliasExistsException' && !sent.aliasTaken) {
            return askCode(secrets, { ...sent, aliasTaken: true });
          }
          // An earlier try, whose reply was lost, has confirmed the user.
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
