/**
 * Signs in to a user pool: the first step, and then whatever the service asks for until it answers with tokens.
 * https://docs.aws.amazon.com/cognito/latest/developerguide/amazon-cognito-user-pools-authentication-flow.html
 */
import { isCognitoError } from '../errors.ts';
import type { AuthReply, ChallengeName } from '../protocol/challenges.ts';
import type { CodeDelivery } from '../protocol/code-delivery.ts';
import type { Tokens } from '../protocol/tokens.ts';
import { checkInput } from './check-input.ts';
import { readStep } from './read-step.ts';
import { readTokens } from './read-tokens.ts';
import { request } from './request.ts';
import { confirmForgotPassword, forgotPassword } from './reset-password.ts';
import type { SignInAnswers, SignInStep } from './sign-in-step.ts';
import { confirmSignUp, resendConfirmationCode } from './sign-up.ts';
import { createSrpExchange, formatTimestamp, type SrpExchange } from './srp.ts';
import type { UserPool } from './user-pool.ts';

/** The steps that the service asks for. */
type AskedName = 'totp' | 'newPassword' | 'confirmSignUp' | 'resetPassword';

/** What is asked, and how to answer. The challenge's Session and a held password are inside the functions only. */
export interface Asked<Name extends AskedName> {
  step: Extract<SignInStep, { name: Name }>;
  /** A wrong code rejects, and the same function takes the next try. */
  answer: (answer: SignInAnswers[Name], signal?: AbortSignal) => Promise<SignInProgress>;
  /** Sends a new code; resolves with where to. */
  resend?: (signal?: AbortSignal) => Promise<{ delivery?: CodeDelivery }>;
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
  srp?: SrpExchange | undefined;
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
    const reply = await request(
      pool,
      'InitiateAuth',
      {
        ClientId: pool.clientId,
        AuthFlow: 'USER_SRP_AUTH',
        AuthParameters: { USERNAME: username, SRP_A: await srp.publicA() },
      },
      signal,
    );
    const { ChallengeName: name, ChallengeParameters: parameters = {} } = reply;
    const { USER_ID_FOR_SRP: userId = username, SECRET_BLOCK = '' } = parameters;
    const { read, respond } = createDialogue(pool, username, userId);
    if (name !== 'PASSWORD_VERIFIER') return read(reply);
    const timestamp = formatTimestamp(pool.world.clock.now());
    const poolName = pool.userPoolId.replace(/^.*?_/, '');
    const responses = {
      PASSWORD_CLAIM_SIGNATURE: await srp.sign(parameters, { poolName, userId, password, timestamp }),
      PASSWORD_CLAIM_SECRET_BLOCK: SECRET_BLOCK,
      TIMESTAMP: timestamp,
    };
    return await respond(reply, 'PASSWORD_VERIFIER', responses, signal);
  } catch (error) {
    if (isCognitoError(error, 'UserNotConfirmedException')) return unconfirmed(pool, username, password);
    if (isCognitoError(error, 'PasswordResetRequiredException')) return resetRequired(pool, username);
    throw error;
  }
}

/** After the first reply the service wants `userId`, its own name for the user. No password is in reach: fault 86. */
function createDialogue(pool: UserPool, username: string, userId: string) {
  async function respond(
    { Session }: AuthReply,
    name: ChallengeName,
    responses: Record<string, string>,
    signal: AbortSignal | undefined,
  ): Promise<SignInProgress> {
    const reply = await request(
      pool,
      'RespondToAuthChallenge',
      {
        ClientId: pool.clientId,
        ChallengeName: name,
        ChallengeResponses: { USERNAME: userId, ...responses },
        Session,
      },
      signal,
    );
    return read(reply);
  }

  function read(reply: AuthReply): SignInProgress {
    // A success may carry empty ChallengeParameters, but no name.
    if (!reply.ChallengeName) {
      return { step: { name: 'signedIn', username }, tokens: readTokens(reply.AuthenticationResult) };
    }
    const { name, step, respond: toResponses } = readStep(reply, username);
    // Step and answer belong to the same challenge, which the compiler cannot see through the table.
    return {
      step,
      answer: async (answer: never, signal?: AbortSignal) =>
        respond(reply, name, toResponses(answer), signal),
    } as SignInProgress;
  }

  return { read, respond };
}

/** The code that confirms the sign-up leads on to signed in, with the password that was just typed. */
const unconfirmed = (pool: UserPool, username: string, password: string): Asked<'confirmSignUp'> => ({
  step: { name: 'confirmSignUp', username },
  async answer({ code }, signal) {
    try {
      await confirmSignUp(pool, { username, code }, signal);
    } catch (error) {
      // Confirmed already, as when the reply to an earlier try was lost. If not, signing in asks again.
      if (!isCognitoError(error, 'NotAuthorizedException')) throw error;
    }
    return startSignIn(pool, { username, password }, signal);
  },
  resend: (signal) => resendConfirmationCode(pool, { username }, signal),
});

/** An administrator has asked for a new password; the code was sent with that. */
const resetRequired = (pool: UserPool, username: string): Asked<'resetPassword'> => ({
  step: { name: 'resetPassword', username },
  async answer({ code, newPassword }, signal) {
    await confirmForgotPassword(pool, { username, code, newPassword }, signal);
    return startSignIn(pool, { username, password: newPassword }, signal);
  },
  resend: (signal) => forgotPassword(pool, { username }, signal),
});
