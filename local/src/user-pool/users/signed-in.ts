/** Whoever an access token stands for, with the pool and the app client that it was issued for. */
import type { Context, Scope } from '../context.ts';
import { getOwn } from '../../lib/own.ts';
import { ServiceError } from '../../service-error.ts';
import type { User } from '../state.ts';
import { readAccessToken } from '../tokens/access-token.ts';

export async function readSignedIn(
  context: Context,
  accessToken: string,
): Promise<{ user: User; scope: Scope }> {
  const { pool, user, claims } = await readAccessToken(context, accessToken);
  const client = getOwn(pool.clients, String(claims['client_id']));
  if (!client) throw new ServiceError('NotAuthorizedException', 'Invalid Access Token');
  return { user, scope: { pool, client } };
}
