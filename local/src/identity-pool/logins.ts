/**
 * Verifies the tokens of a client's logins: signature, expiry, use, issuer and audience.
 * https://docs.aws.amazon.com/cognito/latest/developerguide/amazon-cognito-user-pools-using-tokens-verifying-a-jwt.html
 * https://docs.aws.amazon.com/cognito/latest/developerguide/open-id.html
 */
import { createLocalJWKSet, errors, type JWK, type JWTPayload, jwtVerify } from 'jose';
import { listOf } from '../iam/conditions.ts';
import { findIssuer } from '../iam/state.ts';
import { type IdentityPoolContext, notAuthorized } from './context.ts';
import { readOpenIdToken, tokenExpired, tokenUnsigned } from './open-id-token.ts';
import { findProvider, type Provider } from './provider.ts';
import type { IdentityPool, Login } from './state.ts';

export interface VerifiedLogin extends Login {
  /** The client that the token was issued to; undefined for a user of a developer provider. */
  audience: string | undefined;
  claims: JWTPayload;
}

export interface Verified {
  /** Logins at providers of the pool. */
  logins: VerifiedLogin[];
  /** The claims of an OpenID token of this pool. Its `sub` proves that the identity is the caller's. */
  proof: JWTPayload | undefined;
}

/** Algorithms of public providers. User pools use RS256 only. */
const openIdAlgorithms = ['RS256', 'RS384', 'RS512', 'ES256', 'ES384', 'ES512'];

const verifiedClaims = async (
  { platform }: IdentityPoolContext,
  keys: { keys: readonly JWK[] } | undefined,
  algorithms: string[],
  token: string,
): Promise<JWTPayload> => {
  if (!keys) {
    platform.print('no login: the keys of the token’s issuer are unknown here');
    throw tokenUnsigned();
  }
  try {
    const options = { algorithms, currentDate: new Date(platform.now()), requiredClaims: ['exp', 'sub'] };
    return (await jwtVerify(token, createLocalJWKSet({ keys: [...keys.keys] }), options)).payload;
  } catch (error) {
    if (error instanceof errors.JWTExpired) throw tokenExpired(platform.now(), error.payload.exp);
    // The code of the library's error names the part that failed: signature, algorithm, key or a claim.
    platform.print(
      `no login: the token is not good: ${error instanceof errors.JOSEError ? error.code : 'unreadable'}`,
    );
    throw tokenUnsigned();
  }
};

const wrongIssuer = () => notAuthorized("Invalid login token. Issuer doesn't match providerName");
const wrongAudience = () => notAuthorized('Invalid login token. Incorrect token audience.');

/** Removes `https://`. Google signs tokens with and without it. */
const withoutScheme = (issuer: string | undefined) => issuer?.replace(/^https:\/\//, '');

const audienceOf = (claims: JWTPayload, allowed: readonly string[]): string => {
  const audience = listOf(claims.aud ?? []).find((one) => allowed.includes(one));
  if (audience === undefined) throw wrongAudience();
  return audience;
};

const verifyUserPoolLogin = async (
  context: IdentityPoolContext,
  { providerName, apps }: Extract<Provider, { kind: 'userPool' }>,
  token: string,
): Promise<VerifiedLogin> => {
  const issuer = `https://${providerName}`;
  const claims = await verifiedClaims(context, await context.jwks(issuer), ['RS256'], token);
  if (claims['token_use'] !== 'id') {
    throw notAuthorized('Invalid login token. Not a valid OpenId Connect identity token.');
  }
  if (claims.iss !== issuer) throw wrongIssuer();
  const audience = audienceOf(
    claims,
    apps.map(({ clientId }) => clientId),
  );
  const checked = apps.find(({ clientId }) => clientId === audience)?.serverSideTokenCheck === 'checked';
  if (checked && !(await context.isTokenGood(issuer, claims))) {
    // AWS documents the check, not its message; this text is an assumption.
    throw notAuthorized('Invalid login token. Token is revoked.');
  }
  return { providerName, subject: claims.sub ?? '', audience, claims };
};

const verifyOpenIdLogin = async (
  context: IdentityPoolContext,
  { providerName, provider }: Extract<Provider, { kind: 'openId' }>,
  token: string,
): Promise<VerifiedLogin> => {
  const trusted = findIssuer(context.iam, providerName);
  if (!trusted) {
    context.platform.print(
      `no login: ${providerName} is a provider of the identity pool, but the account trusts no such issuer, so its tokens cannot be verified. Register it with its JWKS.`,
    );
  }
  const claims = await verifiedClaims(context, trusted?.jwks, openIdAlgorithms, token);
  if (withoutScheme(claims.iss) !== withoutScheme(trusted?.issuer)) throw wrongIssuer();
  const audience = audienceOf(claims, provider.audiences ?? trusted?.audiences ?? []);
  return { providerName, subject: claims.sub ?? '', audience, claims };
};

/** Verifies every token. One bad token refuses the request. */
export const verifyLogins = async (
  context: IdentityPoolContext,
  pool: IdentityPool,
  tokens: readonly (readonly [providerName: string, token: string])[],
): Promise<Verified> => {
  const verified: Verified = { logins: [], proof: undefined };
  for (const [name, token] of tokens) {
    const provider = findProvider(pool, name);
    switch (provider?.kind) {
      case 'userPool':
        verified.logins.push(await verifyUserPoolLogin(context, provider, token));
        break;
      case 'openId':
        verified.logins.push(await verifyOpenIdLogin(context, provider, token));
        break;
      case 'identityPool':
        verified.proof = await readOpenIdToken(context, pool, token);
        // The token of a guest is no login.
        if (!listOf(verified.proof['amr']).includes('authenticated')) throw tokenUnsigned();
        break;
      case 'developer':
      case undefined:
        throw notAuthorized('Token is not from a supported provider of this identity pool.');
    }
  }
  return verified;
};
