/** Finds the app client that a request names and, where it has a secret, has the request prove that it knows it. */
import { equalBytes, fromBase64, utf8 } from '../lib/bytes.ts';
import { hmacSha256 } from '../lib/digest.ts';
import { getOwn } from '../lib/own.ts';
import { ServiceError } from '../protocol/service-error.ts';
import type { Context, Scope } from './context.ts';
import type { Client } from './state.ts';

export function findClient(context: Context, clientId: string): Scope {
  for (const pool of Object.values(context.state.pools)) {
    const client = getOwn(pool.clients, clientId);
    if (client) return { pool, client };
  }
  throw new ServiceError('ResourceNotFoundException', `User pool client ${clientId} does not exist.`);
}

/**
 * SECRET_HASH is base64 of HMAC-SHA-256(client secret, user name ‖ client id).
 * https://docs.aws.amazon.com/cognito/latest/developerguide/signing-up-users-in-your-app.html
 */
export async function checkSecretHash(
  client: Client,
  username: string,
  hash: string | undefined,
): Promise<void> {
  if (client.secret === undefined) return;
  const expected = await hmacSha256(utf8(client.secret), utf8(username + client.id));
  const given = hash === undefined ? undefined : fromBase64(hash);
  if (!given || !equalBytes(given, expected)) {
    throw new ServiceError('NotAuthorizedException', `Unable to verify secret hash for client ${client.id}`);
  }
}

/** Compared in the same time for every guess. */
export const isClientSecret = ({ secret = '' }: Client, given = ''): boolean =>
  equalBytes(utf8(secret), utf8(given));

/** For operations that take ClientSecret in place of SECRET_HASH. */
export function checkClientSecret(client: Client, given: string | undefined): void {
  if (!isClientSecret(client, given)) {
    throw new ServiceError('NotAuthorizedException', `Unable to verify secret hash for client ${client.id}`);
  }
}
