/**
 * OpenID tokens of identity pools: issued for STS or for a later call to the pool, and verified.
 * https://docs.aws.amazon.com/cognito/latest/developerguide/authentication-flow.html
 */
import { createLocalJWKSet, errors, importJWK, type JWTPayload, jwtVerify, SignJWT } from 'jose';
import { identityProvider } from '../iam/trust.ts';
import { type IdentityPoolContext, notAuthorized } from './context.ts';
import { openIdAlgorithm } from './open-id-keys.ts';
import type { Identity, IdentityPool } from './state.ts';

export const openIdIssuer = `https://${identityProvider}`;
/**
 * The claim in which IAM reads session tags. https://docs.aws.amazon.com/IAM/latest/UserGuide/id_session-tags.html
 */
export const tagsClaim = 'https://aws.amazon.com/tags';

export interface OpenIdTokenRequest {
  pool: IdentityPool;
  identity: Identity;
  amr: readonly string[];
  /** Session tags, by key. */
  tags: Readonly<Record<string, string>>;
  durationSeconds: number;
}

export const issueOpenIdToken = async (
  { platform, region, sts, keys }: IdentityPoolContext,
  { pool, identity, amr, tags, durationSeconds }: OpenIdTokenRequest,
): Promise<string> => {
  const { kid, privateKey } = await keys.current();
  const now = Math.floor(platform.now() / 1000);
  const tagged = Object.entries(tags).map(([key, value]) => [key, [value]]);
  return new SignJWT({
    sub: identity.id,
    aud: pool.id,
    amr,
    iss: openIdIssuer,
    [`${openIdIssuer}/identity-pool-arn`]: `arn:aws:cognito-identity:${region}:${sts.account}:identitypool/${pool.id}`,
    ...(tagged.length > 0 && { [tagsClaim]: { principal_tags: Object.fromEntries(tagged) as object } }),
    iat: now,
    exp: now + durationSeconds,
  })
    .setProtectedHeader({ alg: openIdAlgorithm, kid, typ: 'JWS' })
    .sign(await importJWK(privateKey, openIdAlgorithm));
};

/** Verifies a token issued by this pool and returns its claims. Throws ServiceError NotAuthorizedException. */
export const readOpenIdToken = async (
  { platform, keys }: IdentityPoolContext,
  pool: IdentityPool,
  token: string,
): Promise<JWTPayload> => {
  try {
    const { payload } = await jwtVerify(token, createLocalJWKSet(await keys.published()), {
      algorithms: [openIdAlgorithm],
      currentDate: new Date(platform.now()),
      issuer: openIdIssuer,
      audience: pool.id,
      requiredClaims: ['exp', 'sub'],
    });
    return payload;
  } catch (error) {
    if (error instanceof errors.JWTExpired) throw tokenExpired(platform.now(), error.payload.exp);
    if (error instanceof errors.JWTClaimValidationFailed && error.claim === 'aud') {
      throw notAuthorized('Invalid login token. Incorrect token audience.');
    }
    throw tokenUnsigned();
  }
};

export const tokenUnsigned = () => notAuthorized("Invalid login token. Couldn't verify signed token.");

export const tokenExpired = (now: number, exp: number | undefined) =>
  notAuthorized(`Invalid login token. Token expired: ${Math.floor(now / 1000)} >= ${exp}`);
