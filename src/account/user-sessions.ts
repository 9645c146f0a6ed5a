/** The signed-in user's valid sessions on all devices: lists them, and ends session. */
import { request } from '../transport/request.ts';
import type { UserPool } from '../transport/user-pool.ts';
import { readAllPages, toDate } from './pagination.ts';

export interface UserSession {
  id: string;
  /** Whether the access token of the request belongs to it. */
  isCurrent: boolean;
  clientId?: string | undefined;
  deviceType?: string | undefined;
  lastIpAddress?: string | undefined;
  createdAt?: Date | undefined;
  lastActiveAt?: Date | undefined;
}

/**
 * Lists the user's sessions.
 * https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_ListUserSessions.html
 * @throws {CognitoError} errors of the request
 */
export const listUserSessions = async (
  pool: UserPool,
  accessToken: string,
  signal?: AbortSignal,
): Promise<UserSession[]> =>
  readAllPages(async (NextToken) => {
    const input = { AccessToken: accessToken, NextToken };
    const { Sessions = [], NextToken: next } = await request(pool, 'ListUserSessions', input, signal);
    const items = Sessions.map((session) => ({
      id: session.SessionId ?? '',
      isCurrent: session.IsCurrentSession ?? false,
      clientId: session.ClientId,
      deviceType: session.DeviceType,
      lastIpAddress: session.LastIPAddress,
      createdAt: toDate(session.CreateDate),
      lastActiveAt: toDate(session.LastActiveDate),
    }));
    return { items, next };
  });

/**
 * Ends a session on another device; sign out to end the current one. `linked` (default false) also ends the sessions that
 * came of it.
 * https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_RevokeUserSession.html
 * @throws {CognitoError} errors of the request
 */
export async function revokeUserSession(
  pool: UserPool,
  accessToken: string,
  session: { id: string; linked?: boolean },
  signal?: AbortSignal,
): Promise<void> {
  const { id, linked = false } = session;
  const RevokeAssociatedSessions = linked ? 'LINKED' : 'NONE';
  const input = { AccessToken: accessToken, SessionId: id, RevokeAssociatedSessions } as const;
  await request(pool, 'RevokeUserSession', input, signal);
}
