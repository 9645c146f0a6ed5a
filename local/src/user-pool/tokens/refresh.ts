/**
 * New tokens for a refresh token, with rotation where the client has it.
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

interface Found {
  record: RefreshToken;
  session: TokenSession;
  /** Undefined when deleted since. */
  user: User | undefined;
}

/** What a refresh token stands for, whether it still works or not. */
export async function findRefreshToken({ pool }: Scope, token: string): Promise<Found | undefined> {
  const record = getOwn(pool.refreshTokens, await sha256Hex(token));
  const session = record && getOwn(pool.sessions, record.originJti);
  return session && { record, session, user: userByName(pool, session.user) };
}

/** (?) AWS documents that the reused token is refused, and nothing of its family: a stale tab ends nobody's session. */
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
  const found = await findRefreshToken(scope, token);
  const { print, now } = context.platform;
  if (!found?.user || found.session.clientId !== scope.client.id) {
    print(
      found?.user
        ? `refresh refused: the token was issued to client ${found.session.clientId}, not to ${scope.client.id}`
        : 'refresh refused: nobody here has this refresh token; it is made up, forgotten, or its user was deleted',
    );
    throw invalid();
  }
  const { record, session, user } = found;
  if (!user.enabled) throw userDisabled();
  if (session.status === 'revoked') throw refused('Refresh Token has been revoked');
  if (session.expiresAt <= now()) throw refused('Refresh Token has expired');
  refuseReuse(context, scope, record);
  refuseOtherDevice(context, scope, user, session, deviceKey);
  if (user.status === 'RESET_REQUIRED') throw passwordResetRequired();
  return { record, session, user };
}

export interface Renewal {
  token: string;
  deviceKey?: string | undefined;
  clientMetadata?: Readonly<Record<string, string>> | undefined;
}

/** AuthenticationResult; it has a RefreshToken only when that was rotated. The new one ends when the first would have. */
export async function refreshTokens(
  context: Context,
  scope: Scope,
  { token, deviceKey, clientMetadata }: Renewal,
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

/** REFRESH_TOKEN_AUTH. */
export async function refreshAuth(
  context: Context,
  scope: Scope,
  parameters: ReadonlyMap<string, string>,
): Promise<JsonObject> {
  const token = requireParameter(parameters, 'REFRESH_TOKEN');
  const found = await findRefreshToken(scope, token);
  await checkSecretHash(scope.client, found?.user?.username ?? '', parameters.get('SECRET_HASH'));
  const renewal = { token, deviceKey: parameters.get('DEVICE_KEY') };
  return { ChallengeParameters: {}, AuthenticationResult: await refreshTokens(context, scope, renewal) };
}
