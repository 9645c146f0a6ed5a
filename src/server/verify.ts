/**
 * Verifies a pool's tokens with the keys that it publishes, by AWS's own verifier.
 * https://docs.aws.amazon.com/cognito/latest/developerguide/amazon-cognito-user-pools-using-tokens-verifying-a-jwt.html
 */
import { validateCognitoJwtFields } from 'aws-jwt-verify/cognito-verifier';
import { JwkValidationError, JwksValidationError } from 'aws-jwt-verify/error';
import { SimpleJwksCache } from 'aws-jwt-verify/jwk';
import { JwtVerifier } from 'aws-jwt-verify/jwt-verifier';
import type { ResolvedConfig } from '../config/config.ts';
import { CognitoError, isCognitoError } from '../errors.ts';
import type { Platform } from '../lib/platform.ts';
import { withTimeout } from '../transport/with-timeout.ts';

/**
 * Resolves when the token is good.
 * @throws {CognitoError} `InvalidToken` when it is not; of kind `network` when that could not be found out
 */
export type VerifyToken = (token: string, use: 'id' | 'access') => Promise<unknown>;

/** Milliseconds. */
const DEADLINE = 8_000;

const unreachable = (cause: unknown) =>
  new CognitoError({
    kind: 'network',
    code: 'NetworkError',
    cause,
    message:
      'The user pool’s public keys could not be fetched, so nobody knows whether the tokens are good; they were kept. ' +
      'Try again; if it stays so, check that this server reaches the pool’s /.well-known/jwks.json.',
  });

const refused = (cause: unknown) =>
  new CognitoError({
    kind: 'protocol',
    code: 'InvalidToken',
    cause,
    message:
      'A token in the cookies was refused by the verifier, see `cause`, so nobody is signed in by it. ' +
      'If it is everybody’s, check userPoolId and clientId.',
  });

/** Fetches the keys once, and again when a token names one that is not among them. */
export function createTokenVerifier(
  config: Pick<ResolvedConfig, 'userPoolId' | 'clientId' | 'login' | 'endpoint' | 'userPoolEndpoint'>,
  { fetch, clock }: Pick<Platform, 'fetch' | 'clock'>,
): VerifyToken {
  const { userPoolId, clientId, login, endpoint, userPoolEndpoint } = config;
  const fetchKeys = (uri: string) =>
    withTimeout(clock, DEADLINE, 'The fetch of the public keys', async (signal) => {
      const response = await fetch(uri, { signal });
      if (!response.ok) throw new Error(`${uri} answered ${response.status}`);
      return response.arrayBuffer();
    }).catch((cause: unknown) => {
      throw unreachable(cause);
    });
  const issuers = [
    `https://${login}`,
    // Pools may be set to issue by this name as well.
    `https://issuer-${login}`,
    // Other local emulators go by their own address.
    ...(endpoint === undefined ? [] : [`${endpoint}/${userPoolId}`]),
  ];
  const jwksUri = `${userPoolEndpoint}/${userPoolId}/.well-known/jwks.json`;
  const verifier = JwtVerifier.create(
    // The audience stands in another claim of each use: see below.
    issuers.map((issuer) => ({ issuer, jwksUri, audience: null })),
    { jwksCache: new SimpleJwksCache({ fetcher: { fetch: fetchKeys } }) },
  );
  return async (token, tokenUse) => {
    try {
      const payload = await verifier.verify(token);
      validateCognitoJwtFields(payload, { tokenUse, clientId });
    } catch (error) {
      if (isCognitoError(error)) throw error;
      const broken = error instanceof JwksValidationError || error instanceof JwkValidationError;
      throw broken ? unreachable(error) : refused(error);
    }
  };
}
