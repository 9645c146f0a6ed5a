/**
 * Verifies a web identity token: one of an identity pool, or one of an issuer that the account trusts.
 * https://docs.aws.amazon.com/STS/latest/APIReference/API_AssumeRoleWithWebIdentity.html
 */
import { createLocalJWKSet, decodeJwt, errors, type JWK, type JWTPayload, jwtVerify } from 'jose';
import { listOf } from '../iam/conditions.ts';
import { findIssuer, type IamState } from '../iam/state.ts';
import { identityProvider } from '../iam/trust.ts';
import { federatedName, type WebIdentity } from '../iam/web-identity.ts';
import type { Platform } from '../platform/platform.ts';
import { ServiceError } from '../protocol/service-error.ts';
import type { StsState } from './state.ts';

export interface TokenVerifier {
  platform: Platform;
  iam: IamState;
  sts: StsState;
  /** Public keys of the identity pools. */
  openIdKeys: () => Promise<{ keys: JWK[] }>;
  /** Ids of all identity pools. */
  identityPoolIds: () => readonly string[];
  /** Reads the session tags of a token. */
  tagsInToken: (claims: Readonly<Record<string, unknown>>) => Record<string, string>;
}

const algorithms = ['RS256', 'RS384', 'RS512', 'ES256', 'ES384', 'ES512'];

const invalidToken = (message: string) => new ServiceError('InvalidIdentityToken', message);

interface Issuer {
  provider: string;
  keys: () => Promise<{ keys: JWK[] }>;
  audiences: readonly string[];
}

const issuerOf = ({ iam, openIdKeys, identityPoolIds }: TokenVerifier, iss: string): Issuer => {
  const provider = iss.replace(/^https:\/\//, '');
  if (provider === identityProvider) return { provider, keys: openIdKeys, audiences: identityPoolIds() };
  const issuer = findIssuer(iam, provider);
  if (!issuer) throw invalidToken(`No OpenIDConnect provider found in your account for ${iss}`);
  return { provider, keys: async () => ({ keys: [...issuer.jwks.keys] }), audiences: issuer.audiences };
};

const claimsOf = (token: string): JWTPayload => {
  try {
    return decodeJwt(token);
  } catch {
    throw invalidToken(
      'The ID Token provided is not a valid JWT. (You may see this error if you sent an Access Token)',
    );
  }
};

const verified = async (platform: Platform, issuer: Issuer, token: string): Promise<JWTPayload> => {
  const now = platform.now();
  try {
    const options = { algorithms, currentDate: new Date(now), requiredClaims: ['exp', 'iat', 'sub', 'aud'] };
    return (await jwtVerify(token, createLocalJWKSet(await issuer.keys()), options)).payload;
  } catch (error) {
    if (error instanceof errors.JWTExpired) {
      const seconds = Math.floor(now / 1000);
      throw new ServiceError(
        'ExpiredTokenException',
        `Token expired: current date/time ${seconds} must be before the expiration date/time ${error.payload.exp}`,
      );
    }
    if (error instanceof errors.JWTClaimValidationFailed && error.reason === 'missing') {
      throw invalidToken(`Missing a required claim: ${error.claim}`);
    }
    throw invalidToken("Couldn't verify the token's signature with the keys of its issuer.");
  }
};

const texts = (value: unknown): string[] =>
  listOf(value ?? []).filter((one): one is string => typeof one === 'string');

export const verifyWebIdentity = async (verifier: TokenVerifier, token: string): Promise<WebIdentity> => {
  const issuer = issuerOf(verifier, String(claimsOf(token).iss));
  const claims = await verified(verifier.platform, issuer, token);
  const party = claims['azp'];
  const audience = texts(claims.aud).find((one) => issuer.audiences.includes(one));
  if (audience === undefined) throw invalidToken('Incorrect token audience');
  return {
    provider: issuer.provider,
    federated: federatedName(verifier.sts.account, issuer.provider),
    audience,
    ...(typeof party === 'string' && { authorizedParty: party }),
    subject: claims.sub ?? '',
    amr: texts(claims['amr']),
    tags: verifier.tagsInToken(claims),
  };
};
