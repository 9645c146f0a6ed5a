/**
 * Issues new tokens for a refresh token, and rotates the refresh token if the app client has rotation.
 * https://docs.aws.amazon.com/cognito/latest/developerguide/amazon-cognito-user-pools-using-the-refresh-token.html
 */
import type { JsonObject } from '../../protocol/json-service.ts';
import { sha256Hex } from '../../lib/digest.ts';
import { getOwn } from '../../lib/own.ts';
import { ServiceError } from '../../protocol/service-error.ts';
import { checkSecretHash } from '../clients.ts';
import type { Context, Scope } from '../context.ts';
import { refuseOtherDevice } from '../devices/refresh-device.ts';
import { requireParameter } from '../input.ts';
import { passwordResetRequired, userDisabled } from '../users/refusals.ts';
import type { RefreshToken, TokenSession, User } from '../state.ts';
import { userByName } from '../users/users.ts';
import { addRefreshToken, type WithOrigin } from './token-sessions.ts';
import { signTokens } from './tokens.ts';

const refused = (message: string) => new ServiceError('NotAuthorizedException', message);
const invalid = () => refused('Invalid Refresh Token.');

interface FoundRefreshToken {
  record: RefreshToken;
  session: TokenSession;
  /** Undefined if the user was deleted. */
  user: User | undefined;
}

/** Finds the record, session and user of a refresh token, even if the token no longer works. */
export async function findRefreshToken(
  { pool }: Scope,
  token: string,
): Promise<FoundRefreshToken | undefined> {
  const record = getOwn(pool.refreshTokens, await sha256Hex(token));
  const session = record && getOwn(pool.sessions, record.originJti);
  return session && { record, session, user: userByName(pool, session.user) };
}

/**
 * Refuses a token that was rotated, after the grace period. Assumption: AWS documents that the reused token is refused,
 * but nothing about the tokens that replaced it; they stay valid, so a stale tab does not end the session.
 */
function refuseReuse({ platform }: Context, { client }: Scope, { rotatedAt }: RefreshToken): void {
  if (rotatedAt === undefined) return;
  const { refreshTokenRotation: rotation } = client;
  const grace = rotation.status === 'ENABLED' ? rotation.gracePeriod * 1000 : 0;
  const since = platform.now() - rotatedAt;
  if (since > grace || grace === 0) {
    platform.print(
      `refresh refused: the token was rotated away ${since / 1000} s ago, and the grace period is ${grace / 1000} s`,
    );
    throw new ServiceError(
      'RefreshTokenReuseException',
      'Refresh token was invalidated by rotation and can not be used again.',
    );
  }
}

async function readRefreshToken(
  context: Context,
  scope: Scope,
  token: string,
  deviceKey: string | undefined,
) {
  const refreshToken = await findRefreshToken(scope, token);
  const { print, now } = context.platform;
  if (!refreshToken?.user || refreshToken.session.clientId !== scope.client.id) {
    print(
      refreshToken?.user
        ? `refresh refused: the token was issued to client ${refreshToken.session.clientId}, not to ${scope.client.id}`
        : 'refresh refused: this refresh token is unknown; it was made up or dropped, or its user was deleted',
    );
    throw invalid();
  }
  const { record, session, user } = refreshToken;
  if (!user.enabled) throw userDisabled();
  if (session.status === 'revoked') throw refused('Refresh Token has been revoked');
  if (session.expiresAt <= now()) throw refused('Refresh Token has expired');
  refuseReuse(context, scope, record);
  refuseOtherDevice(context, scope, user, session, deviceKey);
  if (user.status === 'RESET_REQUIRED') throw passwordResetRequired();
  return { record, session, user };
}

export interface RefreshRequest {
  token: string;
  deviceKey?: string | undefined;
  clientMetadata?: Readonly<Record<string, string>> | undefined;
}

/**
 * Returns the AuthenticationResult. It contains a RefreshToken only if the token was rotated. The new token expires when
 * the first one would have.
 */
export async function refreshTokens(
  context: Context,
  scope: Scope,
  { token, deviceKey, clientMetadata }: RefreshRequest,
): Promise<JsonObject> {
  const { record, session, user } = await readRefreshToken(context, scope, token, deviceKey);
  const origin: WithOrigin = [record.originJti, session];
  const tokens = await signTokens(context, scope, user, origin, { source: 'RefreshTokens', clientMetadata });
  session.lastActiveAt = context.platform.now();
  if (context.userAgent !== undefined) session.userAgent = context.userAgent;
  if (scope.client.refreshTokenRotation.status === 'DISABLED') return tokens;
  record.rotatedAt ??= context.platform.now();
  return { ...tokens, RefreshToken: await addRefreshToken(context, scope.pool, origin) };
}

/** Serves the flow REFRESH_TOKEN_AUTH. */
export async function refreshAuth(
  context: Context,
  scope: Scope,
  parameters: ReadonlyMap<string, string>,
): Promise<JsonObject> {
  const token = requireParameter(parameters, 'REFRESH_TOKEN');
  const refreshToken = await findRefreshToken(scope, token);
  await checkSecretHash(scope.client, refreshToken?.user?.username ?? '', parameters.get('SECRET_HASH'));
  const request = { token, deviceKey: parameters.get('DEVICE_KEY') };
  return { ChallengeParameters: {}, AuthenticationResult: await refreshTokens(context, scope, request) };
}
