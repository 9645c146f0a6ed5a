/**
 * Passwords by SRP: USER_SRP_AUTH, PASSWORD_SRP in USER_AUTH, SRP_A in CUSTOM_AUTH, and the PASSWORD_VERIFIER challenge
 * that all of them lead to. An exchange is bound to the user, the client, A, B and an end, and is worth one answer.
 * https://docs.aws.amazon.com/cognito/latest/developerguide/amazon-cognito-user-pools-authentication-flow-methods.html
 */
import type { Answered } from '../challenges/answer.ts';
import type { JsonObject } from '../../protocol/json-service.ts';
import { type Context, poolName, type Scope } from '../context.ts';
import { refuseUnknownDevice } from './device-step.ts';
import { requireParameter } from '../input.ts';
import { openExchange, provesSecret, readClaim, readPublic } from '../srp/exchange.ts';
import type { SignInProgress, SrpExchange, User } from '../state.ts';
import { fakeVerifier, wrongPassword } from '../users/existence.ts';
import { srpNumbers } from '../users/passwords.ts';
import { attemptKey, userByName, userKey } from '../users/users.ts';
import { countWrongPassword, forgetWrongPasswords, refuseWhenLocked } from '../attempts.ts';
import type { Applicant } from './custom-challenges.ts';
import { identify, type StartRequest } from './identify.ts';
import { afterPassword } from './next-step.ts';
import { begin, prove, withDevice, withMetadata, withRound } from './progress.ts';
import { userNotConfirmed } from '../users/refusals.ts';
import { sessionExpired, sessionUsed } from './challenge-tokens.ts';

/** The user's own numbers, or made-up ones for whoever does not exist or has no password. */
const verifierFor = async ({ pool }: Scope, { name, user }: Applicant) =>
  user?.password ? { userIdForSrp: user.username, ...srpNumbers(user.password) } : fakeVerifier(pool, name);

/** @param srpA as `readPublic` gave it */
export async function openPasswordVerifier(
  context: Context,
  scope: Scope,
  applicant: Applicant,
  srpA: bigint,
  progress: SignInProgress,
): Promise<JsonObject> {
  const { pool } = scope;
  const { name, user } = applicant;
  refuseWhenLocked(pool, attemptKey(user, name), context.platform.now());
  const { userIdForSrp, ...numbers } = await verifierFor(scope, applicant);
  const owner = {
    user: user && userKey(user.username),
    ...(user && { sub: user.sub }),
    name: userKey(name),
    userIdForSrp,
    group: poolName(pool.id),
    progress,
  };
  const { parameters } = await openExchange(context, scope, srpA, owner, numbers);
  return {
    ChallengeName: 'PASSWORD_VERIFIER',
    ChallengeParameters: { ...parameters, USERNAME: userIdForSrp, USER_ID_FOR_SRP: userIdForSrp },
  };
}

export async function startSrp(context: Context, scope: Scope, request: StartRequest): Promise<JsonObject> {
  const { parameters } = request;
  requireParameter(parameters, 'USERNAME');
  const srpA = readPublic(requireParameter(parameters, 'SRP_A'));
  const applicant = await identify(context, scope, request);
  const progress = begin('USER_SRP_AUTH', parameters.get('DEVICE_KEY'));
  return openPasswordVerifier(context, scope, applicant, srpA, progress);
}

/** The exchange of a password (a device's has another group), still open, by the names that it may be answered with. */
function findExchange(
  { platform }: Context,
  { pool, client }: Scope,
  key: string,
  username: string,
): SrpExchange {
  const exchange = pool.srpExchanges[key];
  const names = [exchange?.name, exchange?.user, exchange && userKey(exchange.userIdForSrp)];
  const ofPassword = exchange?.group === poolName(pool.id);
  if (!exchange || !ofPassword || exchange.clientId !== client.id || !names.includes(userKey(username))) {
    platform.print(
      `SRP of ${username}: the secret block was given to nobody, or not to this user and app client`,
    );
    throw wrongPassword();
  }
  if (exchange.used) throw sessionUsed();
  if (exchange.expiresAt <= platform.now()) throw sessionExpired();
  return exchange;
}

/** The exchange's user, still the same person with the same password. */
function userOf({ pool }: Scope, { user: key, sub, verifier }: SrpExchange): User | undefined {
  const user = key === undefined ? undefined : userByName(pool, key);
  const same =
    user?.sub === sub && user?.password && srpNumbers(user.password).verifier === BigInt(`0x${verifier}`);
  return same ? user : undefined;
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
  const right = await provesSecret(exchange, claim, now);
  if (!right || !user) {
    context.platform.print(
      `SRP of ${exchange.name}: ${right || user ? 'the signature is not that of the password' : 'nobody with a password'}`,
    );
    countWrongPassword(pool, attempts, now);
    const { unconfirmedWithWrongPassword: answer } = pool;
    const unconfirmed =
      exchange.user !== undefined && userByName(pool, exchange.user)?.status === 'UNCONFIRMED';
    throw unconfirmed && answer === 'UserNotConfirmedException' ? userNotConfirmed() : wrongPassword();
  }
  forgetWrongPasswords(pool, attempts);
  const progress = withDevice(withMetadata(exchange.progress, context.clientMetadata), responses);
  try {
    refuseUnknownDevice(context, scope, user, exchange, progress.deviceKey);
  } catch (error) {
    // The same answer comes again, without the device's key.
    exchange.used = false;
    throw error;
  }
  const round = { challengeName: 'PASSWORD_VERIFIER', challengeResult: true };
  return afterPassword(context, scope, user, withRound(prove(progress, 'pwd'), round));
}
