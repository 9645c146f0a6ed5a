/** Unsigned tokens with the claims of a user pool, and a stored session, for tests that only read them. */
import type { SessionRecord } from '../../src/storage/session-record.ts';
import type { Tokens } from '../../src/protocol/tokens.ts';

export const owner = { userPoolId: 'eu-west-1_Ab12Cd34E', clientId: 'client1' };

export const jwt = (claims: object) =>
  ['{"alg":"RS256"}', JSON.stringify(claims), 'signature']
    .map((part) => Buffer.from(part).toString('base64url'))
    .join('.');

export interface TokenOptions {
  sub?: string;
  /** Milliseconds since 1970. */
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
    // A refresh does not change it.
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

/** Creates a stored session whose tokens are canaries: texts that a test searches for. */
export const sessionRecord = (change: Partial<SessionRecord> = {}): SessionRecord => ({
  version: 1,
  epoch: 'one',
  generation: 1,
  sub: 'sub-1',
  idToken: 'canary-id',
  accessToken: 'canary-access',
  refreshToken: 'canary-refresh',
  clockOffset: 0,
  ...change,
});
