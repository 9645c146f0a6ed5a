/**
 * Starts a sign-in to a user pool. Cognito then asks for one step after another until it answers with tokens.
 * https://docs.aws.amazon.com/cognito/latest/developerguide/amazon-cognito-user-pools-authentication-flow.html
 */
import { isCognitoError } from '../../errors.ts';
import { texts } from '../../lib/json.ts';
import { checkInput } from '../../transport/check-input.ts';
import { createExchange, loadRare } from './create-exchange.ts';
import { request } from '../../transport/request.ts';
import { wireFactors, type AuthFlow, type Factor } from '../../protocol/factors.ts';
import type { DeviceMemory, PendingSignIn, SignInExchange } from './sign-in-exchange.ts';
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
  /** The first factor to ask for at once, if the user has it. For `USER_AUTH`. */
  preferred?: Factor | undefined;
  /** SRP values that were created ahead of the submit, to shorten the wait after it. Good for one sign-in. */
  srp?: SrpExchange | undefined;
  /** Reaches the pool's triggers. */
  clientMetadata?: Readonly<Record<string, string>> | undefined;
  devices?: DeviceMemory | undefined;
  /** The challenge token of ConfirmSignUp, which signs the user in without another proof. A secret. */
  challengeToken?: string | undefined;
  /** Further AuthParameters, such as those of a step-up. */
  parameters?: Readonly<Record<string, string>> | undefined;
}

/**
 * Sends InitiateAuth and, with a password, its proof.
 * @returns the last step with tokens, or the step that Cognito asks for next
 * @throws {CognitoError} `NotAuthorizedException` for a wrong password; `UnsupportedChallenge`; `SrpRejected`
 */
export async function startSignIn(
  pool: UserPool,
  input: SignInInput,
  signal?: AbortSignal,
): Promise<PendingSignIn> {
  const { username, password, authFlow = 'USER_SRP_AUTH', clientMetadata, devices } = input;
  checkInput({ username, password });
  const srp =
    password === undefined || authFlow === 'USER_PASSWORD_AUTH'
      ? undefined
      : (input.srp ?? createSrpExchange(pool.platform.random));
  const exchange = createExchange({
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
          DEVICE_KEY: (await exchange.selectDevice())?.key,
          ...input.parameters,
        }),
        Session: input.challengeToken,
        ClientMetadata: clientMetadata,
      },
      signal,
    );
    return await (srp && password !== undefined
      ? exchange.provePassword(reply, password, srp, signal)
      : exchange.proceed(reply, signal, {
          isFirstFactor: authFlow === 'USER_AUTH' && (password ?? input.challengeToken) === undefined,
        }));
  } catch (error) {
    if (isCognitoError(error, 'UserNotConfirmedException'))
      return (await loadRare()).unconfirmed(pool, username, (inner) =>
        startSignIn(pool, { ...input, srp: undefined }, inner),
      );
    if (isCognitoError(error, 'PasswordResetRequiredException'))
      return (await loadRare()).resetRequired(exchange);
    // Retries once without a device: the pool does not know it any more, or its refused proof deleted it here.
    const isUnknownDevice = isCognitoError(error, 'ResourceNotFoundException');
    if (!exchange.sentDevice() || (!isUnknownDevice && (await exchange.selectDevice()))) throw error;
    await exchange.forgetDevice();
    return startSignIn(pool, { ...input, srp: undefined }, signal);
  }
}

/** Returns the function that begins the sign-in again. It holds no secret, since an exchange outlives the answers. */
function restarting(
  pool: UserPool,
  { username, authFlow, preferred, clientMetadata, devices, parameters }: SignInInput,
): SignInExchange['restart'] {
  const input = { username, authFlow, preferred, clientMetadata, devices, parameters };
  return (change, signal) => startSignIn(pool, { ...input, ...change }, signal);
}

const preferredChallenge = (preferred: Factor | undefined, password: string | undefined) => {
  const factor = password === undefined ? preferred : 'password';
  return factor && wireFactors[factor];
};
