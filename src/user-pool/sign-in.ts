/**
 * Signs in to a user pool: the first step, and then whatever the service asks for until it answers with tokens.
 * https://docs.aws.amazon.com/cognito/latest/developerguide/amazon-cognito-user-pools-authentication-flow.html
 */
import { isCognitoError } from '../errors.ts';
import type { AuthReply } from '../protocol/challenges.ts';
import type { CodeDelivery } from '../protocol/code-delivery.ts';
import type { Tokens } from '../protocol/tokens.ts';
import { challenges, isAsked } from './challenges/index.ts';
import { respondToPasswordVerifier } from './challenges/password-verifier.ts';
import { checkInput } from './check-input.ts';
import { readStep } from './read-step.ts';
import { readTokens } from './read-tokens.ts';
import { request } from './request.ts';
import { confirmForgotPassword, forgotPassword } from './reset-password.ts';
import type { SignInAnswers, SignInStep } from './sign-in-step.ts';
import { confirmSignUp, resendConfirmationCode } from './sign-up.ts';
import { createSrpExchange, type SrpExchange } from './srp.ts';
import type { UserPool } from './user-pool.ts';

/** The steps that the service asks for. */
type AskedName = 'totp' | 'newPassword' | 'confirmSignUp' | 'resetPassword';

/** What is asked, and how to answer. The challenge's Session and a held password are inside the functions only. */
export interface Asked<Name extends AskedName> {
  step: Extract<SignInStep, { name: Name }>;
  /** A wrong code rejects, and the same function takes the next try. */
  answer: (answer: SignInAnswers[Name], signal?: AbortSignal) => Promise<SignInProgress>;
  /** Sends a new code; resolves with the step that says where to. */
  resend?: (signal?: AbortSignal) => Promise<Asked<Name>>;
}

/** A sign-in that waits for a person. */
export type SignInPending = { [Name in AskedName]: Asked<Name> }[AskedName];

export type SignInProgress =
  | SignInPending
  | { step: Extract<SignInStep, { name: 'signedIn' }>; tokens: Tokens };

export interface SignInInput {
  username: string;
  password: string;
  /** Made ahead of time, so that the wait after submit is short. Good for one sign-in. */
  srp?: SrpExchange;
}

/**
 * Signs in by SRP: InitiateAuth, RespondToAuthChallenge. Resolves with tokens, or with what is asked for next.
 * @throws {CognitoError} `NotAuthorizedException` for a wrong password; `UnsupportedChallenge`; `SrpRejected`
 */
export async function startSignIn(
  pool: UserPool,
  { username, password, srp = createSrpExchange(pool.world.random) }: SignInInput,
  signal?: AbortSignal,
): Promise<SignInProgress> {
  checkInput({ username, password });
  try {
    const first = await request(
      pool,
      'InitiateAuth',
      {
        ClientId: pool.clientId,
        AuthFlow: 'USER_SRP_AUTH',
        AuthParameters: { USERNAME: username, SRP_A: await srp.publicA() },
      },
      signal,
    );
    const { ChallengeParameters: parameters = {} } = first;
    // From here on the service wants its own name for the user, whichever alias was typed.
    const userId = parameters['USER_ID_FOR_SRP'] ?? username;
    if (first.ChallengeName !== 'PASSWORD_VERIFIER') return read(pool, first, username, userId);
    const responses = await respondToPasswordVerifier(pool, srp, parameters, password);
    return await respond(pool, 'PASSWORD_VERIFIER', responses, first, username, userId, signal);
  } catch (error) {
    if (isCognitoError(error, 'UserNotConfirmedException')) return unconfirmed(pool, username, password);
    if (isCognitoError(error, 'PasswordResetRequiredException')) return resetRequired(pool, username);
    throw error;
  }
}

async function respond(
  pool: UserPool,
  name: 'PASSWORD_VERIFIER' | keyof typeof challenges,
  responses: Record<string, string>,
  { Session }: AuthReply,
  username: string,
  userId: string,
  signal: AbortSignal | undefined,
): Promise<SignInProgress> {
  const reply = await request(
    pool,
    'RespondToAuthChallenge',
    {
      ClientId: pool.clientId,
      ChallengeName: name,
      ChallengeResponses: { USERNAME: userId, ...responses },
      ...(Session && { Session }),
    },
    signal,
  );
  return read(pool, reply, username, userId);
}

function read(pool: UserPool, reply: AuthReply, username: string, userId: string): SignInProgress {
  const step = readStep(reply, username);
  const { ChallengeName: name } = reply;
  if (!name || !isAsked(name)) {
    return { step: { name: 'signedIn', username }, tokens: readTokens(reply.AuthenticationResult) };
  }
  // Step and answer belong to the same challenge, which the compiler cannot see through the table.
  const toResponses = challenges[name].respond;
  return {
    step,
    answer: async (answer: never, signal?: AbortSignal) =>
      respond(pool, name, toResponses(answer), reply, username, userId, signal),
  } as SignInProgress;
}

/** The code that confirms the sign-up leads on to signed in, with the password that was just typed. */
function unconfirmed(
  pool: UserPool,
  username: string,
  password: string,
  delivery?: CodeDelivery,
): Asked<'confirmSignUp'> {
  return {
    step: { name: 'confirmSignUp', username, ...(delivery && { delivery }) },
    async answer({ code }, signal) {
      try {
        await confirmSignUp(pool, { username, code }, signal);
      } catch (error) {
        // Confirmed already, as when the reply to an earlier try was lost. If not, signing in asks again.
        if (!isCognitoError(error, 'NotAuthorizedException')) throw error;
      }
      return startSignIn(pool, { username, password }, signal);
    },
    async resend(signal) {
      const sent = await resendConfirmationCode(pool, { username }, signal);
      return unconfirmed(pool, username, password, sent.delivery);
    },
  };
}

/** An administrator has asked for a new password; the code was sent with that. */
function resetRequired(pool: UserPool, username: string, delivery?: CodeDelivery): Asked<'resetPassword'> {
  return {
    step: { name: 'resetPassword', username, ...(delivery && { delivery }) },
    async answer({ code, newPassword }, signal) {
      await confirmForgotPassword(pool, { username, code, newPassword }, signal);
      return startSignIn(pool, { username, password: newPassword }, signal);
    },
    async resend(signal) {
      const sent = await forgotPassword(pool, { username }, signal);
      return resetRequired(pool, username, sent.delivery);
    },
  };
}
