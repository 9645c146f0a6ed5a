/**
 * Signs in to a user pool: the first step, and then whatever the service asks for until it answers with tokens.
 * https://docs.aws.amazon.com/cognito/latest/developerguide/amazon-cognito-user-pools-authentication-flow.html
 */
import { isCognitoError } from '../../errors.ts';
import { texts } from '../../lib/json.ts';
import { checkInput } from '../../transport/check-input.ts';
import type { Dialogue, SignInProgress } from './challenges/challenge.ts';
import { wireFactors } from './challenges/factors.ts';
import { createDialogue, rare } from './exchange.ts';
import type { DeviceMemory } from './device/device-memory.ts';
import { request } from '../../transport/request.ts';
import type { AuthFlow, Factor } from '../../protocol/factors.ts';
import { createSrpExchange, type SrpExchange } from './srp/srp.ts';
import type { UserPool } from '../../transport/user-pool.ts';

/** AuthFlow as InitiateAuth takes it. */
const wireFlow = (flow: AuthFlow) =>
  flow === 'CUSTOM_WITHOUT_SRP' || flow === 'CUSTOM_WITH_SRP' ? 'CUSTOM_AUTH' : flow;

export interface SignInInput {
  username: string;
  /** Left out for `CUSTOM_WITHOUT_SRP`; for `USER_AUTH` it may come later. */
  password?: string | undefined;
  /** Default `USER_SRP_AUTH`. */
  authFlow?: AuthFlow | undefined;
  /** For `USER_AUTH`: the factor to ask for at once, if the user has it. */
  preferred?: Factor | undefined;
  /** Made ahead of time, so that the wait after submit is short. Good for one sign-in. */
  srp?: SrpExchange | undefined;
  /** For the pool's triggers. */
  clientMetadata?: Readonly<Record<string, string>> | undefined;
  devices?: DeviceMemory | undefined;
  /** The Session that ConfirmSignUp gave, for signing in without another password. A secret. */
  session?: string | undefined;
  /** More AuthParameters, as a step-up has. */
  parameters?: Readonly<Record<string, string>> | undefined;
}

/**
 * Sends InitiateAuth and, where a password is given, its proof. Resolves with tokens, or with what is asked for next.
 * @throws {CognitoError} `NotAuthorizedException` for a wrong password; `UnsupportedChallenge`; `SrpRejected`
 */
export async function startSignIn(
  pool: UserPool,
  input: SignInInput,
  signal?: AbortSignal,
): Promise<SignInProgress> {
  const { username, password, authFlow = 'USER_SRP_AUTH', clientMetadata, devices } = input;
  checkInput({ username, password });
  const srp =
    password === undefined || authFlow === 'USER_PASSWORD_AUTH'
      ? undefined
      : (input.srp ?? createSrpExchange(pool.platform.random));
  const dialogue = createDialogue({
    pool,
    username,
    clientMetadata,
    devices,
    restart: restarting(pool, input),
  });
  try {
    const reply = await request(
      pool,
      'InitiateAuth',
      {
        ClientId: pool.clientId,
        AuthFlow: wireFlow(authFlow),
        AuthParameters: texts({
          USERNAME: username,
          SRP_A: await srp?.publicA(),
          PASSWORD: srp ? undefined : password,
          CHALLENGE_NAME: authFlow === 'CUSTOM_WITH_SRP' ? 'SRP_A' : undefined,
          PREFERRED_CHALLENGE:
            authFlow === 'USER_AUTH' ? preferredChallenge(input.preferred, password) : undefined,
          DEVICE_KEY: (await dialogue.device())?.key,
          ...input.parameters,
        }),
        Session: input.session,
        ClientMetadata: clientMetadata,
      },
      signal,
    );
    return await (srp && password !== undefined
      ? dialogue.verifyPassword(reply, password, srp, signal)
      : dialogue.proceed(
          reply,
          signal,
          authFlow === 'USER_AUTH' && (password ?? input.session) === undefined,
        ));
  } catch (error) {
    if (isCognitoError(error, 'UserNotConfirmedException'))
      return (await rare()).unconfirmed(pool, username, (inner) =>
        startSignIn(pool, { ...input, srp: undefined }, inner),
      );
    if (isCognitoError(error, 'PasswordResetRequiredException'))
      return (await rare()).resetRequired(dialogue);
    // The pool has forgotten the device, and says so before it looks at anything else; or it was forgotten here, since
    // its proof was refused. Once more without.
    const forgotten = isCognitoError(error, 'ResourceNotFoundException');
    if (!dialogue.named || (!forgotten && (await dialogue.device()))) throw error;
    await dialogue.forgetDevice();
    return startSignIn(pool, { ...input, srp: undefined }, signal);
  }
}

/** Keeps what a sign-in began with but for its secrets: a dialogue outlives the answer that they came with. */
function restarting(
  pool: UserPool,
  { username, authFlow, preferred, clientMetadata, devices, parameters }: SignInInput,
): Dialogue['restart'] {
  const kept = { username, authFlow, preferred, clientMetadata, devices, parameters };
  return (given, signal) => startSignIn(pool, { ...kept, ...given }, signal);
}

const preferredChallenge = (preferred: Factor | undefined, password: string | undefined) => {
  const factor = password === undefined ? preferred : 'password';
  return factor && wireFactors[factor];
};
