/**
 * Verifies the ID tokens that a client logs in with: signature, expiry, use, issuer and audience.
 * https://docs.aws.amazon.com/cognito/latest/developerguide/amazon-cognito-user-pools-using-tokens-verifying-a-jwt.html
 */
import { createLocalJWKSet, errors, jwtVerify, type JWTPayload } from 'jose';
import { listOf } from '../iam/conditions.ts';
import { type IdentityPoolContext, notAuthorized } from './context.ts';
import type { IdentityPool, Login } from './state.ts';

export interface VerifiedLogin extends Login {
  claims: JWTPayload;
}

const unsigned = () => notAuthorized("Invalid login token. Couldn't verify signed token.");

const verifiedClaims = async (
  { world, jwks }: IdentityPoolContext,
  issuer: string,
  token: string,
): Promise<JWTPayload> => {
  const keys = await jwks(issuer);
  if (!keys) throw unsigned();
  try {
    const currentDate = new Date(world.now());
    const options = { algorithms: ['RS256'], currentDate, requiredClaims: ['exp', 'sub'] };
    return (await jwtVerify(token, createLocalJWKSet(keys), options)).payload;
  } catch (error) {
    if (error instanceof errors.JWTExpired) {
      const now = Math.floor(world.now() / 1000);
      throw notAuthorized(`Invalid login token. Token expired: ${now} >= ${error.payload.exp}`);
    }
    throw unsigned();
  }
};

const verifyLogin = async (
  context: IdentityPoolContext,
  pool: IdentityPool,
  providerName: string,
  token: string,
): Promise<VerifiedLogin> => {
  const provider = pool.providers.find((one) => one.providerName === providerName);
  if (!provider) throw notAuthorized('Token is not from a supported provider of this identity pool.');
  const issuer = `https://${providerName}`;
  const claims = await verifiedClaims(context, issuer, token);
  if (claims['token_use'] !== 'id') {
    throw notAuthorized('Invalid login token. Not a valid OpenId Connect identity token.');
  }
  if (claims.iss !== issuer) throw notAuthorized("Invalid login token. Issuer doesn't match providerName");
  if (!listOf(claims.aud ?? []).includes(provider.clientId)) {
    throw notAuthorized('Invalid login token. Incorrect token audience.');
  }
  return { providerName, subject: claims.sub ?? '', claims };
};

/** All of them must be good: one bad token refuses the request. */
export const verifyLogins = async (
  context: IdentityPoolContext,
  pool: IdentityPool,
  logins: readonly (readonly [providerName: string, token: string])[],
): Promise<VerifiedLogin[]> => {
  const verified: VerifiedLogin[] = [];
  for (const [name, token] of logins) verified.push(await verifyLogin(context, pool, name, token));
  return verified;
};
