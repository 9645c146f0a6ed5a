/**
 * Challenge tokens: the wire field `Session`. Each is bound to a user, an app client and a step, and works for a few
 * minutes and for one correct answer. A pool stores their hashes only.
 */
import { toBase64Url } from '../../lib/bytes.ts';
import { sha256Hex } from '../../lib/digest.ts';
import { dropExpired } from '../../lib/drop-over.ts';
import { ServiceError } from '../../protocol/service-error.ts';
import { type Context, EXPIRED_RECORD_LIFETIME, type Scope } from '../context.ts';
import type { Challenge, ChallengeDetails, ChallengeStep, SignInProgress, User, UserPool } from '../state.ts';
import { userDisabled } from '../users/refusals.ts';
import { findUser, userByName, userKey } from '../users/users.ts';
import { withMetadata } from './progress.ts';

/** Assumption: AWS does not publish how many wrong answers one challenge token takes. */
const MAX_WRONG_ANSWERS = 5;

export const invalidChallengeToken = (detail = ''): ServiceError =>
  new ServiceError('NotAuthorizedException', `Invalid session for the user${detail}.`);
export const challengeTokenExpired = (): ServiceError => invalidChallengeToken(', session is expired');
export const challengeTokenUsed = (): ServiceError =>
  invalidChallengeToken(', session can only be used once');

/** A name that no user has, or whose user may not sign in. Its challenges look real and accept no answer. */
export interface HiddenUser {
  hiddenName: string;
}

const ownerOf = (user: User | HiddenUser) =>
  'hiddenName' in user
    ? { user: undefined, sub: undefined, name: userKey(user.hiddenName) }
    : { user: userKey(user.username), sub: user.sub, name: userKey(user.username) };

/** Stores a new challenge and returns its token. */
export async function openChallenge<Step extends ChallengeStep>(
  { platform }: Context,
  { pool, client }: Scope,
  user: User | HiddenUser,
  step: Step,
  details: ChallengeDetails[Step],
  progress: SignInProgress,
): Promise<string> {
  const challengeToken = toBase64Url(platform.random(96));
  const now = platform.now();
  dropExpired(pool.challenges, now, EXPIRED_RECORD_LIFETIME);
  pool.challenges[await sha256Hex(challengeToken)] = {
    step,
    details,
    progress,
    ...ownerOf(user),
    clientId: client.id,
    expiresAt: now + client.sessionValidity * 1000,
    used: false,
    wrongAnswers: 0,
  } as Challenge<Step> as Challenge;
  return challengeToken;
}

/** Throws if the challenge was answered, has expired or got too many wrong answers. */
function refuseWhenOver({ used, expiresAt, wrongAnswers }: Challenge, now: number): void {
  if (used) throw challengeTokenUsed();
  if (expiresAt <= now || wrongAnswers >= MAX_WRONG_ANSWERS) throw challengeTokenExpired();
}

/** Returns the user of a challenge; undefined if another user has taken over the name since. */
function userOf(pool: UserPool, { user: key, sub }: Challenge): User | undefined {
  const user = key === undefined ? undefined : userByName(pool, key);
  return user?.sub === sub ? user : undefined;
}

/**
 * Finds a challenge as `readChallenge` does, and accepts that of a hidden user as well.
 * @param steps the steps that the answer may belong to
 */
export async function readAnyChallenge<Step extends ChallengeStep>(
  { platform, clientMetadata }: Context,
  { pool, client }: Scope,
  steps: Step | readonly Step[],
  challengeToken: string | undefined,
  username: string,
): Promise<{ challenge: Challenge<Step>; user: User | undefined; name: string }> {
  const refuse = (reason: string) => {
    platform.print(`The Session of ${username} was refused: ${reason}`);
    return invalidChallengeToken();
  };
  if (challengeToken === undefined) throw refuse('the request has none');
  const challenge = pool.challenges[await sha256Hex(challengeToken)];
  if (!challenge) throw refuse('it is unknown, or expired long ago');
  const allowed = [steps].flat() as ChallengeStep[];
  if (!allowed.includes(challenge.step)) {
    throw refuse(`it belongs to ${challenge.step}, not to ${allowed.join(' or ')}`);
  }
  if (challenge.clientId !== client.id) throw refuse('it belongs to another app client');
  const user = userOf(pool, challenge);
  const named = findUser(pool, username);
  const isSame =
    challenge.user === undefined ? !named?.enabled && userKey(username) === challenge.name : named === user;
  if (!isSame || (challenge.user !== undefined && !user)) throw refuse('it belongs to another user');
  refuseWhenOver(challenge, platform.now());
  if (user?.enabled === false) throw userDisabled();
  challenge.progress = withMetadata(challenge.progress, clientMetadata);
  return { challenge: challenge as Challenge<Step>, user, name: challenge.name };
}

/**
 * Finds the challenge of a token and its user.
 * @throws {ServiceError} NotAuthorizedException unless step, client and user of the challenge fit the request
 */
export async function readChallenge<Step extends ChallengeStep>(
  context: Context,
  scope: Scope,
  step: Step,
  challengeToken: string | undefined,
  username: string,
): Promise<{ challenge: Challenge<Step>; user: User }> {
  const { challenge, user } = await readAnyChallenge(context, scope, step, challengeToken, username);
  if (!user) throw invalidChallengeToken();
  return { challenge, user };
}

/** Finds pool, client, challenge and user by the token alone, for requests that name neither client nor user. */
export async function readChallengeByToken<Step extends ChallengeStep>(
  { state, platform }: Context,
  step: Step,
  challengeToken: string,
): Promise<{ scope: Scope; challenge: Challenge<Step>; user: User }> {
  const hash = await sha256Hex(challengeToken);
  for (const pool of Object.values(state.pools)) {
    const challenge = pool.challenges[hash];
    const client = challenge && pool.clients[challenge.clientId];
    const user = challenge && userOf(pool, challenge);
    if (!client || !user || challenge.step !== step) continue;
    refuseWhenOver(challenge, platform.now());
    if (!user.enabled) throw userDisabled();
    return { scope: { pool, client }, challenge: challenge as Challenge<Step>, user };
  }
  throw invalidChallengeToken();
}
