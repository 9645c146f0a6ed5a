/**
 * USER_SRP_AUTH and its PASSWORD_VERIFIER challenge. The secret block stands for one exchange: it is bound to the
 * user, the client, A, B and an end, and is worth one answer. Only its hash is kept.
 * https://docs.aws.amazon.com/cognito/latest/developerguide/amazon-cognito-user-pools-authentication-flow-methods.html
 */
import { equalBytes, fromBase64, toBase64 } from '../../lib/bytes.ts';
import { sha256Hex } from '../../lib/digest.ts';
import type { JsonObject } from '../../json-service.ts';
import { countWrongPassword, forgetWrongPasswords, refuseWhenLocked } from './attempts.ts';
import { dropExpired, sessionExpired, sessionUsed } from './sessions.ts';
import { checkSecretHash } from '../clients.ts';
import { type Context, poolName, type Scope } from '../context.ts';
import { fakeVerifier, hidesExistence, userNotFound, wrongPassword } from '../users/existence.ts';
import { invalidParameter, requireParameter } from '../input.ts';
import { begin, prove } from './progress.ts';
import { afterPassword, userNotConfirmed } from './next-step.ts';
import { srpNumbers } from '../users/passwords.ts';
import { expectedSignature, isAcceptablePublic, serverPair } from '../srp/verifier.ts';
import { isFresh, readTimestamp } from '../srp/timestamp.ts';
import type { SrpExchange } from '../state.ts';
import { attemptKey, findUser, userByName, userKey } from '../users/users.ts';

const SECRET_BLOCK_BYTES = 768;
/** More digits than N has, and some to spare. */
const LONGEST_PUBLIC = 1024;

function readPublic(text: string): bigint {
  const value = /^[0-9a-f]+$/i.test(text) && text.length <= LONGEST_PUBLIC ? BigInt(`0x${text}`) : 0n;
  if (!isAcceptablePublic(value)) throw invalidParameter('SRP_A is not a valid public value.');
  return value;
}

/** The user's own numbers, or made-up ones for a user who does not exist. */
async function verifierFor(scope: Scope, name: string) {
  const user = findUser(scope.pool, name);
  if (user?.password) return { user, userIdForSrp: user.username, ...srpNumbers(user.password) };
  if (!user && !hidesExistence(scope)) throw userNotFound();
  return { user, ...(await fakeVerifier(scope.pool, name)) };
}

export async function startSrp(
  context: Context,
  scope: Scope,
  parameters: ReadonlyMap<string, string>,
): Promise<JsonObject> {
  const { world } = context;
  const { pool, client } = scope;
  const name = requireParameter(parameters, 'USERNAME');
  const clientPublic = readPublic(requireParameter(parameters, 'SRP_A'));
  await checkSecretHash(client, name, parameters.get('SECRET_HASH'));
  const { user, userIdForSrp, salt, verifier } = await verifierFor(scope, name);
  refuseWhenLocked(pool, attemptKey(user, name), world.now());

  const server = await serverPair(verifier, world.random);
  const secretBlock = toBase64(world.random(SECRET_BLOCK_BYTES));
  dropExpired(pool.srpExchanges, world.now());
  pool.srpExchanges[await sha256Hex(secretBlock)] = {
    user: user && userKey(user.username),
    name: userKey(name),
    userIdForSrp,
    group: poolName(pool.id),
    progress: begin('USER_SRP_AUTH', parameters.get('DEVICE_KEY')),
    clientId: client.id,
    clientPublic: clientPublic.toString(16),
    serverSecret: server.secret.toString(16),
    serverPublic: server.public.toString(16),
    verifier: verifier.toString(16),
    expiresAt: world.now() + client.sessionValidity * 1000,
    used: false,
  };
  return {
    ChallengeName: 'PASSWORD_VERIFIER',
    ChallengeParameters: {
      SALT: salt.toString(16),
      SECRET_BLOCK: secretBlock,
      SRP_B: server.public.toString(16),
      USERNAME: userIdForSrp,
      USER_ID_FOR_SRP: userIdForSrp,
    },
  };
}

/** Finds the exchange and uses it up, whatever comes of it. */
function takeExchange(
  { world }: Context,
  { pool, client }: Scope,
  key: string,
  username: string,
): SrpExchange {
  const exchange = pool.srpExchanges[key];
  const names = [exchange?.name, exchange?.user, exchange && userKey(exchange.userIdForSrp)];
  if (!exchange || exchange.clientId !== client.id || !names.includes(userKey(username)))
    throw wrongPassword();
  if (exchange.used) throw sessionUsed();
  exchange.used = true;
  if (exchange.expiresAt <= world.now()) throw sessionExpired();
  return exchange;
}

const bigints = ({ clientPublic, serverPublic, serverSecret, verifier }: SrpExchange) => ({
  clientPublic: BigInt(`0x${clientPublic}`),
  serverPublic: BigInt(`0x${serverPublic}`),
  serverSecret: BigInt(`0x${serverSecret}`),
  verifier: BigInt(`0x${verifier}`),
});

export async function answerPasswordVerifier(
  context: Context,
  scope: Scope,
  responses: ReadonlyMap<string, string>,
): Promise<JsonObject> {
  const { pool, client } = scope;
  const now = context.world.now();
  const username = requireParameter(responses, 'USERNAME');
  const secretBlock = requireParameter(responses, 'PASSWORD_CLAIM_SECRET_BLOCK');
  const signature = fromBase64(requireParameter(responses, 'PASSWORD_CLAIM_SIGNATURE'));
  const timestamp = requireParameter(responses, 'TIMESTAMP');
  const signedAt = readTimestamp(timestamp);
  if (signedAt === undefined) {
    throw invalidParameter('TIMESTAMP format should be EEE MMM d HH:mm:ss z yyyy in english.');
  }
  await checkSecretHash(client, username, responses.get('SECRET_HASH'));

  const exchange = takeExchange(context, scope, await sha256Hex(secretBlock), username);
  const user = exchange.user === undefined ? undefined : userByName(pool, exchange.user);
  const attempts = exchange.user ?? exchange.name;
  refuseWhenLocked(pool, attempts, now);
  const expected = await expectedSignature(bigints(exchange), {
    poolName: exchange.group,
    userIdForSrp: exchange.userIdForSrp,
    secretBlock: fromBase64(secretBlock) ?? new Uint8Array(),
    timestamp,
  });
  const right = signature && expected && equalBytes(signature, expected) && isFresh(signedAt, now);
  if (!right || !user) {
    countWrongPassword(pool, attempts, now);
    const { unconfirmedWithWrongPassword: answer } = pool;
    const tells = user?.status === 'UNCONFIRMED' && answer === 'UserNotConfirmedException';
    throw tells ? userNotConfirmed() : wrongPassword();
  }
  forgetWrongPasswords(pool, attempts);
  return afterPassword(context, scope, user, prove(exchange.progress, 'pwd'));
}
