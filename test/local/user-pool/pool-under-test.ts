/** A local AWS with a fake clock, and the operations of its user pool as functions. */
import { createLocalAws, type LocalAws, type LocalAwsOptions } from 'cognito-kit-local';
import { totpCode } from '../../support/codes.ts';
import { rsaKey } from '../../support/signing-keys.ts';
import { callUserPool, type Reply } from '../../support/user-pool-requests.ts';
import { srpClient, timestampOf } from './srp-client.ts';

export const START = Date.UTC(2026, 10, 23, 9, 0, 0);
export const MINUTE = 60;
export const HOUR = 3600;
export const DAY = 24 * HOUR;

export interface PoolUnderTest {
  aws: LocalAws;
  ClientId: string;
  poolName: string;
  /** Calls an operation; rejects with a `Refused` error, which has the code and the message of the service. */
  call: (operation: string, input: Record<string, unknown>) => Promise<Reply>;
  initiate: (AuthFlow: string, AuthParameters: Record<string, string>) => Promise<Reply>;
  respond: (
    ChallengeName: string,
    ChallengeResponses: Record<string, string>,
    Session?: string,
  ) => Promise<Reply>;
  /** Signs in with USER_SRP_AUTH and answers PASSWORD_VERIFIER. */
  srp: (username: string, password: string) => Promise<Reply>;
  /** Signs in with USER_PASSWORD_AUTH. */
  password: (username: string, password: string) => Promise<Reply>;
  /** Returns the tokens of a sign-in that needs no challenge. */
  tokens: (
    username: string,
    password: string,
  ) => Promise<{ AccessToken: string; IdToken: string; RefreshToken: string }>;
  /** Returns the code of the authenticator app, now or some seconds from now. */
  totp: (secret: string, seconds?: number) => string;
}

/**
 * Creates a pool. All pools of a test file share one signing key, because keys are slow to make; pass 'own' for a new
 * one.
 */
export function poolUnderTest(
  options: LocalAwsOptions = {},
  signingKeys: 'shared' | 'own' = options.seed === undefined ? 'shared' : 'own',
): PoolUnderTest {
  const aws = createLocalAws({ now: () => START, ...(signingKeys === 'shared' && { rsaKey }), ...options });
  const { clientId: ClientId, userPoolId } = aws.config;
  const poolName = userPoolId.split('_')[1] ?? '';

  const call: PoolUnderTest['call'] = (operation, input) => callUserPool(aws, operation, input);
  const pool: PoolUnderTest = {
    aws,
    ClientId,
    poolName,
    call,
    initiate: (AuthFlow, AuthParameters) => call('InitiateAuth', { ClientId, AuthFlow, AuthParameters }),
    respond: (ChallengeName, ChallengeResponses, Session) =>
      call('RespondToAuthChallenge', { ClientId, ChallengeName, ChallengeResponses, Session }),
    async srp(username, password) {
      const client = srpClient();
      const { ChallengeParameters = {} } = await pool.initiate('USER_SRP_AUTH', {
        USERNAME: username,
        SRP_A: client.A,
      });
      const timestamp = timestampOf(aws.clock.now());
      return pool.respond(
        'PASSWORD_VERIFIER',
        client.claim(poolName, ChallengeParameters, password, timestamp),
      );
    },
    password: (USERNAME, PASSWORD) => pool.initiate('USER_PASSWORD_AUTH', { USERNAME, PASSWORD }),
    async tokens(username, password) {
      const { AuthenticationResult } = await pool.password(username, password);
      if (!AuthenticationResult?.RefreshToken) throw new Error('not signed in');
      return { ...AuthenticationResult, RefreshToken: AuthenticationResult.RefreshToken };
    },
    totp: (secret, seconds = 0) => totpCode(secret, aws.clock.now() + seconds * 1000),
  };
  return pool;
}

/** Returns a matcher for `expect(…).rejects.toMatchObject(refusal(…))`. */
export const refusal = (code: string, message?: string) => ({
  code,
  ...(message !== undefined && { message }),
});

export const wrongPassword = refusal('NotAuthorizedException', 'Incorrect username or password.');
export const userNotFound = refusal('UserNotFoundException', 'User does not exist.');
export const lockedOut = refusal('NotAuthorizedException', 'Password attempts exceeded');
export const invalidToken = refusal('NotAuthorizedException', 'Invalid session for the user.');
export const expiredToken = refusal(
  'NotAuthorizedException',
  'Invalid session for the user, session is expired.',
);
export const usedToken = refusal(
  'NotAuthorizedException',
  'Invalid session for the user, session can only be used once.',
);
