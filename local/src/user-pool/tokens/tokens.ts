/**
 * ID and access tokens with the claims of AWS, and the opaque refresh token beside them.
 * https://docs.aws.amazon.com/cognito/latest/developerguide/amazon-cognito-user-pools-using-tokens-with-identity-providers.html
 */
import { importJWK, SignJWT } from 'jose';
import { toBase64Url } from '../../lib/bytes.ts';
import { sha256Hex } from '../../lib/digest.ts';
import { uuidFrom } from '../../lib/uuid.ts';
import { dropExpired } from '../sign-in/sessions.ts';
import { type Context, issuerOf, type Scope, seconds } from '../context.ts';
import { groupClaims } from './groups.ts';
import type { RefreshToken, SignInProgress, User } from '../state.ts';
import { userKey } from '../users/users.ts';

export const USER_ADMIN_SCOPE = 'aws.cognito.signin.user.admin';

/** A revoked sign-in is remembered for as long as its access tokens could live: a day at most. */
const REMEMBER_REVOKED = 24 * 3_600_000;

/** Attributes whose claim is a boolean though the attribute is a text. */
const FLAGS = ['email_verified', 'phone_number_verified'];

const attributeClaims = ({ attributes }: User) =>
  Object.fromEntries(
    Object.entries(attributes).map(([name, value]) => [
      name,
      FLAGS.includes(name) ? value === 'true' : value,
    ]),
  );

interface SignIn {
  originJti: string;
  /** Milliseconds; kept across refreshes. */
  authTime: number;
}

/** The two signed tokens of one sign-in. */
export async function signTokens(context: Context, { pool, client }: Scope, user: User, origin: SignIn) {
  const { world, region, keys } = context;
  const { kid, privateKey } = await keys.current(pool);
  const key = await importJWK(privateKey, 'RS256');
  const uuid = () => uuidFrom(world.random(16));
  const issuedAt = seconds(world.now());
  const common = {
    sub: user.sub,
    iss: issuerOf(region, pool.id),
    origin_jti: origin.originJti,
    event_id: uuid(),
    auth_time: seconds(origin.authTime),
    iat: issuedAt,
  };
  const sign = (claims: Record<string, unknown>) =>
    new SignJWT({ ...claims, jti: uuid() }).setProtectedHeader({ alg: 'RS256', kid }).sign(key);
  const groups = groupClaims(pool, user);
  return {
    AccessToken: await sign({
      ...common,
      ...groups.access,
      client_id: client.id,
      token_use: 'access',
      scope: USER_ADMIN_SCOPE,
      exp: issuedAt + client.accessTokenValidity,
      username: user.username,
    }),
    IdToken: await sign({
      ...attributeClaims(user),
      ...common,
      ...groups.id,
      aud: client.id,
      token_use: 'id',
      'cognito:username': user.username,
      exp: issuedAt + client.idTokenValidity,
    }),
    ExpiresIn: client.accessTokenValidity,
    TokenType: 'Bearer',
  };
}

/** A new refresh token; a rotated one takes over the sign-in and the end of the one before. */
export async function addRefreshToken(
  { world }: Context,
  { pool, client }: Scope,
  user: User,
  { originJti, authTime, expiresAt, amr }: Pick<RefreshToken, 'originJti' | 'authTime' | 'expiresAt' | 'amr'>,
): Promise<string> {
  const token = toBase64Url(world.random(128));
  dropExpired(pool.refreshTokens, world.now(), REMEMBER_REVOKED);
  pool.refreshTokens[await sha256Hex(token)] = {
    user: userKey(user.username),
    clientId: client.id,
    originJti,
    authTime,
    expiresAt,
    revoked: false,
    ...(amr && { amr }),
  };
  return token;
}

/** All that a completed sign-in answers with. */
export async function signIn(context: Context, scope: Scope, user: User, progress: SignInProgress) {
  const now = context.world.now();
  const origin = { originJti: uuidFrom(context.world.random(16)), authTime: now };
  const tokens = await signTokens(context, scope, user, origin);
  const expiresAt = now + scope.client.refreshTokenValidity * 1000;
  const RefreshToken = await addRefreshToken(context, scope, user, {
    ...origin,
    expiresAt,
    amr: progress.proven,
  });
  return { ChallengeParameters: {}, AuthenticationResult: { ...tokens, RefreshToken } };
}
