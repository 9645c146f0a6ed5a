/**
 * New tokens for a refresh token, with rotation where the client has it.
 * https://docs.aws.amazon.com/cognito/latest/developerguide/amazon-cognito-user-pools-using-the-refresh-token.html
 */
import { sha256Hex } from '../../lib/digest.ts';
import { ServiceError } from '../../service-error.ts';
import type { Context, Scope } from '../context.ts';
import { passwordResetRequired, userDisabled } from '../sign-in/next-step.ts';
import type { RefreshToken, User } from '../state.ts';
import { addRefreshToken, signTokens } from './tokens.ts';
import { userByName } from '../users/users.ts';

const refused = (message: string) => new ServiceError('NotAuthorizedException', message);

export const refreshTokenRecord = async ({ pool }: Scope, token: string): Promise<RefreshToken | undefined> =>
  pool.refreshTokens[await sha256Hex(token)];

function refuseReuse({ client }: Scope, { rotatedAt }: RefreshToken, now: number): void {
  if (rotatedAt === undefined) return;
  const { refreshTokenRotation: rotation } = client;
  const grace = rotation.status === 'ENABLED' ? rotation.gracePeriod * 1000 : 0;
  if (now > rotatedAt + grace || grace === 0) {
    throw new ServiceError(
      'RefreshTokenReuseException',
      'Refresh token was invalidated by rotation and can not be used again.',
    );
  }
}

async function readRefreshToken(context: Context, scope: Scope, token: string) {
  const record = await refreshTokenRecord(scope, token);
  const user: User | undefined = record && userByName(scope.pool, record.user);
  if (!record || record.clientId !== scope.client.id || !user) throw refused('Invalid Refresh Token.');
  const now = context.world.now();
  if (record.revoked) throw refused('Refresh Token has been revoked');
  if (record.expiresAt <= now) throw refused('Refresh Token has expired');
  refuseReuse(scope, record, now);
  if (!user.enabled) throw userDisabled();
  if (user.status === 'RESET_REQUIRED') throw passwordResetRequired();
  return { record, user };
}

/** AuthenticationResult; it has a RefreshToken only when that was rotated. */
export async function refreshTokens(context: Context, scope: Scope, token: string) {
  const { record, user } = await readRefreshToken(context, scope, token);
  const tokens = await signTokens(context, scope, user, record);
  if (scope.client.refreshTokenRotation.status === 'DISABLED') return tokens;
  record.rotatedAt ??= context.world.now();
  return { ...tokens, RefreshToken: await addRefreshToken(context, scope, user, record) };
}
