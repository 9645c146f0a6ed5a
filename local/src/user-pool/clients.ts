/** Finds the app client of a request, and checks that the request knows the client's secret if there is one. */
import { equalBytes, fromBase64, utf8 } from '../lib/bytes.ts';
import { hmacSha256 } from '../lib/digest.ts';
import { getOwn } from '../lib/own.ts';
import { ServiceError } from '../protocol/service-error.ts';
import type { Context, Scope } from './context.ts';
import { requireParameter } from './input.ts';
import type { Client } from './state.ts';

export function findClient(context: Context, clientId: string): Scope {
  for (const pool of Object.values(context.state.pools)) {
    const client = getOwn(pool.clients, clientId);
    if (client) return { pool, client };
  }
  throw new ServiceError('ResourceNotFoundException', `User pool client ${clientId} does not exist.`);
}

/**
 * Checks SECRET_HASH: base64 of HMAC-SHA-256(client secret, user name ‖ client id). A client without a secret needs none.
 * https://docs.aws.amazon.com/cognito/latest/developerguide/signing-up-users-in-your-app.html
 */
export async function checkSecretHash(
  client: Client,
  username: string,
  hash: string | undefined,
): Promise<void> {
  if (client.secret === undefined) return;
  const expected = await hmacSha256(utf8(client.secret), utf8(username + client.id));
  const actual = hash === undefined ? undefined : fromBase64(hash);
  if (!actual || !equalBytes(actual, expected)) {
    throw new ServiceError('NotAuthorizedException', `Unable to verify secret hash for client ${client.id}`);
  }
}

/** Reads USERNAME of AuthParameters or ChallengeResponses, and checks the SECRET_HASH beside it. */
export async function readUsername(client: Client, parameters: ReadonlyMap<string, string>): Promise<string> {
  const username = requireParameter(parameters, 'USERNAME');
  await checkSecretHash(client, username, parameters.get('SECRET_HASH'));
  return username;
}

/** Compares in constant time. A client without a secret takes a missing one. */
export const isClientSecret = ({ secret = '' }: Client, clientSecret = ''): boolean =>
  equalBytes(utf8(secret), utf8(clientSecret));

/** Checks ClientSecret, for operations that take it in place of SECRET_HASH. */
export function checkClientSecret(client: Client, clientSecret: string | undefined): void {
  if (!isClientSecret(client, clientSecret)) {
    throw new ServiceError('NotAuthorizedException', `Unable to verify secret hash for client ${client.id}`);
  }
}
