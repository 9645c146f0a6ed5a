/** Issues ID, access and refresh tokens. */
import { SignJWT } from 'jose';
import type { JsonObject } from '../../protocol/json-service.ts';
import { uuidFrom } from '../../lib/uuid.ts';
import type { Context, Scope } from '../context.ts';
import { signInDevice } from '../devices/new-device.ts';
import type { SignInProgress, TokenSession, User } from '../state.ts';
import { userKey } from '../users/users.ts';
import { tokenClaims } from './claims.ts';
import { groupsOf } from './groups.ts';
import { preTokenGeneration, type TokenGeneration } from './pre-token-generation.ts';
import { isRevocable } from './revocation.ts';
import { addRefreshToken, addSession, type WithOrigin } from './token-sessions.ts';

export const USER_ADMIN_SCOPE = 'aws.cognito.signin.user.admin';

/** The reason for the tokens, and the caller's ClientMetadata, which the trigger receives. */
export interface Generation {
  source: TokenGeneration;
  clientMetadata?: Readonly<Record<string, string>> | undefined;
}

/** Signs ID and access token of a session. */
export async function signTokens(
  context: Context,
  scope: Scope,
  user: User,
  [originJti, session]: WithOrigin,
  { source, clientMetadata }: Generation,
) {
  const { platform, keys } = context;
  const { pool, client } = scope;
  const custom = await preTokenGeneration(context, scope, user, {
    source,
    clientMetadata,
    groups: groupsOf(pool, user),
    scopes: [USER_ADMIN_SCOPE],
  });
  const { id, access } = tokenClaims(context, scope, user, { originJti, session }, custom);
  const { kid, key } = await keys.signer(pool);
  const sign = (claims: JsonObject) =>
    new SignJWT(claims).setProtectedHeader({ alg: 'RS256', kid }).sign(key);
  const jti = () => uuidFrom(platform.random(16));
  return {
    AccessToken: await sign({ ...access, jti: jti() }),
    // AWS adds `jti` to ID tokens only if the client has token revocation.
    IdToken: await sign({ ...id, ...(isRevocable(client) && { jti: jti() }) }),
    ExpiresIn: client.accessTokenValidity,
    TokenType: 'Bearer',
  };
}

function sourceOf({ newPassword, proven }: SignInProgress): TokenGeneration {
  if (newPassword) return 'NewPasswordChallenge';
  return proven.includes('device') ? 'AuthenticateDevice' : 'Authentication';
}

/** Creates the session of a completed sign-in, and returns its reply. */
export async function signIn(
  context: Context,
  scope: Scope,
  user: User,
  progress: SignInProgress,
): Promise<JsonObject> {
  const { platform, userAgent } = context;
  const now = platform.now();
  const uuid = () => uuidFrom(platform.random(16));
  const { deviceKey, metadata } = signInDevice(context, scope, user, progress);
  const session: TokenSession = {
    user: userKey(user.username),
    clientId: scope.client.id,
    eventId: uuid(),
    authTime: now,
    lastActiveAt: now,
    expiresAt: now + scope.client.refreshTokenValidity * 1000,
    status: 'active',
    refreshTokens: [],
    proven: progress.proven,
    ...(deviceKey !== undefined && { deviceKey }),
    ...(progress.stepUp && { acr: progress.stepUp.acr }),
    ...(userAgent !== undefined && { userAgent }),
  };
  const origin: WithOrigin = [uuid(), session];
  const tokens = await signTokens(context, scope, user, origin, {
    source: sourceOf(progress),
    clientMetadata: progress.clientMetadata,
  });
  addSession(context, scope.pool, user, origin);
  const RefreshToken = await addRefreshToken(context, scope.pool, origin);
  return { ChallengeParameters: {}, AuthenticationResult: { ...tokens, RefreshToken, ...metadata } };
}
