/**
 * Verifies tokens of a user pool with its published keys, by aws-jwt-verify.
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
 * Resolves when the token is valid.
 * @param token an ID token or an access token
 * @param use the kind of token that is expected
 * @throws {CognitoError} `InvalidToken` when the token is invalid; of kind `network` when it could not be verified
 */
export type VerifyToken = (token: string, use: 'id' | 'access') => Promise<unknown>;

/** Milliseconds until the fetch of the keys is aborted. */
const DEADLINE = 8_000;

const unreachable = (cause: unknown) =>
  new CognitoError({
    kind: 'network',
    code: 'NetworkError',
    cause,
    message:
      'The user pool’s public keys could not be fetched, so the tokens could not be verified; their cookies stay. ' +
      'Try again; if the error stays, check that this server reaches the pool’s /.well-known/jwks.json.',
  });

const refused = (cause: unknown) =>
  new CognitoError({
    kind: 'protocol',
    code: 'InvalidToken',
    cause,
    message:
      'The verifier refused a token in the cookies, see `cause`, so the request is not signed in. ' +
      'If that happens to all users, check userPoolId and clientId.',
  });

/** Fetches the keys once, and again when a token names an unknown key. */
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
    // A pool can be configured to use this issuer too.
    `https://issuer-${login}`,
    // Local emulators use their own address as the issuer.
    ...(endpoint === undefined ? [] : [`${endpoint}/${userPoolId}`]),
  ];
  const jwksUri = `${userPoolEndpoint}/${userPoolId}/.well-known/jwks.json`;
  const verifier = JwtVerifier.create(
    // ID and access tokens name the app client in different claims. `validateCognitoJwtFields` checks them below.
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
