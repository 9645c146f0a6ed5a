/**
 * The sign-ins of a user that are still good, on all devices.
 * https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_ListUserSessions.html
 */
import { allPages, toDate } from './pages.ts';
import { request } from '../transport/request.ts';
import type { UserPool } from '../transport/user-pool.ts';

export interface UserSession {
  id: string;
  isCurrent: boolean;
  clientId?: string | undefined;
  deviceType?: string | undefined;
  lastIpAddress?: string | undefined;
  createdAt?: Date | undefined;
  lastActiveAt?: Date | undefined;
}

export const listUserSessions = async (
  pool: UserPool,
  accessToken: string,
  signal?: AbortSignal,
): Promise<UserSession[]> =>
  allPages(async (NextToken) => {
    const input = { AccessToken: accessToken, NextToken };
    const { Sessions = [], NextToken: next } = await request(pool, 'ListUserSessions', input, signal);
    const items = Sessions.map((one) => ({
      id: one.SessionId ?? '',
      isCurrent: one.IsCurrentSession ?? false,
      clientId: one.ClientId,
      deviceType: one.DeviceType,
      lastIpAddress: one.LastIPAddress,
      createdAt: toDate(one.CreateDate),
      lastActiveAt: toDate(one.LastActiveDate),
    }));
    return { items, next };
  });

/**
 * Ends one sign-in, not the one that asks: for that, sign out. `linked` ends those that came of it too.
 * https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_RevokeUserSession.html
 */
export async function revokeUserSession(
  pool: UserPool,
  accessToken: string,
  { id, linked = false }: { id: string; linked?: boolean },
  signal?: AbortSignal,
): Promise<void> {
  const RevokeAssociatedSessions = linked ? 'LINKED' : 'NONE';
  const input = { AccessToken: accessToken, SessionId: id, RevokeAssociatedSessions } as const;
  await request(pool, 'RevokeUserSession', input, signal);
}
