/**
 * Passwords by SRP: USER_SRP_AUTH, PASSWORD_SRP in USER_AUTH and SRP_A in CUSTOM_AUTH. All of them lead to the
 * PASSWORD_VERIFIER challenge (challenges/password-verifier.ts).
 * https://docs.aws.amazon.com/cognito/latest/developerguide/amazon-cognito-user-pools-authentication-flow-methods.html
 */
import type { JsonObject } from '../../protocol/json-service.ts';
import { refuseWhenLocked } from '../attempts.ts';
import { type Context, poolName, type Scope } from '../context.ts';
import { requireParameter } from '../input.ts';
import { openExchange, readPublic } from '../srp/exchange.ts';
import type { SignInProgress } from '../state.ts';
import { srpNumbers } from '../users/passwords.ts';
import { attemptKey, userKey } from '../users/users.ts';
import { fakeVerifier } from './hidden-users.ts';
import { identify, type NamedUser, type StartRequest } from './identify.ts';
import { begin } from './progress.ts';

/** Returns the user's salt and verifier, or made-up ones if there is no such user or no password. */
const verifierFor = async ({ pool }: Scope, { name, user }: NamedUser) =>
  user?.password ? { userIdForSrp: user.username, ...srpNumbers(user.password) } : fakeVerifier(pool, name);

/**
 * Opens an SRP exchange and asks for the password's signature.
 * @param srpA the client's public value, as `readPublic` returns it
 */
export async function openPasswordVerifier(
  context: Context,
  scope: Scope,
  named: NamedUser,
  srpA: bigint,
  progress: SignInProgress,
): Promise<JsonObject> {
  const { pool } = scope;
  const { name, user } = named;
  refuseWhenLocked(pool, attemptKey(user, name), context.platform.now());
  const { userIdForSrp, ...numbers } = await verifierFor(scope, named);
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
  const named = await identify(context, scope, request);
  const progress = begin('USER_SRP_AUTH', parameters.get('DEVICE_KEY'));
  return openPasswordVerifier(context, scope, named, srpA, progress);
}
