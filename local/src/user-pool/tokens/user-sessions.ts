/** The token sessions of ListUserSessions and RevokeUserSession. */
import { ServiceError } from '../../protocol/service-error.ts';
import type { TokenSession, UserPool } from '../state.ts';
import { deviceName } from './device-name.ts';
import type { WithOrigin } from './token-sessions.ts';

/**
 * Refuses both operations in a pool that does not track sessions. Not documented by AWS: the API lists
 * OperationNotEnabledException for the pool's configuration, without its text.
 */
export function requireSessionTracking({ sessionTracking }: UserPool): void {
  if (sessionTracking.status === 'ENABLED') return;
  throw new ServiceError(
    'OperationNotEnabledException',
    'Session tracking is not enabled for this user pool. Set its sessionTracking.',
  );
}

/**
 * Returns the SessionId: `tkn` and 25 lower-case letters and digits, as in AWS. Only the session's own tokens contain
 * the `origin_jti` that it is made from.
 */
export const sessionIdOf = (originJti: string): string =>
  `tkn${BigInt(`0x${originJti.replaceAll('-', '')}`)
    .toString(36)
    .padStart(25, '0')}`;

const describe = (session: TokenSession) => ({
  SessionType: 'TOKEN',
  ClientId: session.clientId,
  CreateDate: session.authTime / 1000,
  LastActiveDate: session.lastActiveAt / 1000,
  DeviceType: deviceName(session.userAgent),
  // Requests come from this machine only.
  LastIPAddress: '127.0.0.1',
  LastLocation: { Country: 'unknown' },
});

/** https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_SessionDescriptionType.html */
export const describeSession = ([originJti, session]: WithOrigin, current: string | undefined) => ({
  SessionId: sessionIdOf(originJti),
  ...describe(session),
  IsCurrentSession: originJti === current,
});
