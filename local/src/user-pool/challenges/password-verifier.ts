/**
 * Answers PASSWORD_VERIFIER: checks the signature that only the user's password can make. An exchange is bound to user,
 * app client, A and B, expires, and takes one answer.
 * https://docs.aws.amazon.com/cognito/latest/developerguide/amazon-cognito-user-pools-authentication-flow-methods.html
 */
import type { JsonObject } from '../../protocol/json-service.ts';
import { countWrongPassword, forgetWrongPasswords, refuseWhenLocked } from '../attempts.ts';
import { type Context, poolName, type Scope } from '../context.ts';
import { challengeTokenExpired, challengeTokenUsed } from '../sign-in/challenge-tokens.ts';
import { refuseUnknownDevice } from '../sign-in/device-step.ts';
import { afterPassword } from '../sign-in/next-step.ts';
import { prove, withDevice, withMetadata, withRound } from '../sign-in/progress.ts';
import { provesSecret, readClaim } from '../srp/exchange.ts';
import type { SrpExchange, User } from '../state.ts';
import { wrongPassword } from '../users/existence.ts';
import { srpNumbers } from '../users/passwords.ts';
import { userNotConfirmed } from '../users/refusals.ts';
import { userByName, userKey } from '../users/users.ts';
import type { Answered } from './answer.ts';

/** Finds the open exchange of a password. The exchange of a device has another group, and is not accepted here. */
function findExchange(
  { platform }: Context,
  { pool, client }: Scope,
  key: string,
  username: string,
): SrpExchange {
  const exchange = pool.srpExchanges[key];
  const names = [exchange?.name, exchange?.user, exchange && userKey(exchange.userIdForSrp)];
  const isForPassword = exchange?.group === poolName(pool.id);
  if (!exchange || !isForPassword || exchange.clientId !== client.id || !names.includes(userKey(username))) {
    platform.print(`SRP of ${username}: the secret block is unknown, or of another user or app client`);
    throw wrongPassword();
  }
  if (exchange.used) throw challengeTokenUsed();
  if (exchange.expiresAt <= platform.now()) throw challengeTokenExpired();
  return exchange;
}

/** Returns the exchange's user; undefined if the user or the password was replaced since the exchange was opened. */
function userOf({ pool }: Scope, { user: key, sub, verifier }: SrpExchange): User | undefined {
  const user = key === undefined ? undefined : userByName(pool, key);
  const isSame =
    user?.sub === sub && user?.password && srpNumbers(user.password).verifier === BigInt(`0x${verifier}`);
  return isSame ? user : undefined;
}

export async function answerPasswordVerifier(
  context: Context,
  scope: Scope,
  { username, responses }: Answered,
): Promise<JsonObject> {
  const { pool } = scope;
  const now = context.platform.now();
  const claim = await readClaim(responses);

  const exchange = findExchange(context, scope, claim.key, username);
  const user = userOf(scope, exchange);
  const attempts = exchange.user ?? exchange.name;
  exchange.used = true;
  refuseWhenLocked(pool, attempts, now);
  const isRight = await provesSecret(exchange, claim, now);
  if (!isRight || !user) {
    context.platform.print(
      `SRP of ${exchange.name}: ${isRight || user ? 'the signature is not that of the password' : 'there is no user with a password'}`,
    );
    countWrongPassword(pool, attempts, now);
    const { unconfirmedWithWrongPassword: answer } = pool;
    const isUnconfirmed =
      exchange.user !== undefined && userByName(pool, exchange.user)?.status === 'UNCONFIRMED';
    throw isUnconfirmed && answer === 'UserNotConfirmedException' ? userNotConfirmed() : wrongPassword();
  }
  forgetWrongPasswords(pool, attempts);
  const progress = withDevice(withMetadata(exchange.progress, context.clientMetadata), responses);
  try {
    refuseUnknownDevice(context, scope, user, exchange, progress.deviceKey);
  } catch (error) {
    // The client sends the same answer again, without the key of the forgotten device.
    exchange.used = false;
    throw error;
  }
  const round = { challengeName: 'PASSWORD_VERIFIER', challengeResult: true };
  return afterPassword(context, scope, user, withRound(prove(progress, 'pwd'), round));
}
