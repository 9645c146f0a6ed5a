/** A session as ListUserSessions shows it. */
import type { TokenSession } from '../state.ts';
import { deviceName } from './device-name.ts';
import type { WithOrigin } from './token-sessions.ts';

/** `tkn` and 25 lower-case letters and digits, as AWS's are; what it is made from stands in the session's tokens only. */
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
  // Nobody but this machine can ask.
  LastIPAddress: '127.0.0.1',
  LastLocation: { Country: 'unknown' },
});

/** https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_SessionDescriptionType.html */
export const describeSession = ([originJti, session]: WithOrigin, current: string | undefined) => ({
  SessionId: sessionIdOf(originJti),
  ...describe(session),
  IsCurrentSession: originJti === current,
});
