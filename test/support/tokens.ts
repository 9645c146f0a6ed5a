/** Tokens as a user pool would word them, unsigned: for what only reads them. */
import type { Tokens } from '../../src/protocol/tokens.ts';

export const owner = { userPoolId: 'eu-west-1_Ab12Cd34E', clientId: 'client1' };

export const jwt = (claims: object) =>
  ['{"alg":"RS256"}', JSON.stringify(claims), 'signature']
    .map((part) => Buffer.from(part).toString('base64url'))
    .join('.');

export interface TokenOptions {
  sub?: string;
  /** Milliseconds. */
  issuedAt: number;
  /** Seconds. */
  lifetime?: number;
  id?: object;
  access?: object;
  refreshToken?: string;
}

let issued = 0;

export function makeTokens(options: TokenOptions): Tokens {
  const { sub = 'sub-a', issuedAt, lifetime = 3600, id, access, refreshToken = `refresh-${sub}` } = options;
  const iat = Math.floor(issuedAt / 1000);
  const both = {
    sub,
    iss: `https://cognito-idp.eu-west-1.amazonaws.com/${owner.userPoolId}`,
    iat,
    exp: iat + lifetime,
    // Kept by every refresh.
    auth_time: 1_795_400_000,
    jti: `${issued++}`,
  };
  return {
    idToken: jwt({ ...both, token_use: 'id', aud: owner.clientId, 'cognito:username': `user-${sub}`, ...id }),
    accessToken: jwt({
      ...both,
      token_use: 'access',
      client_id: owner.clientId,
      username: `user-${sub}`,
      ...access,
    }),
    refreshToken,
  };
}
