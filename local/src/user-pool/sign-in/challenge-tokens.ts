/**
 * Session strings: each bound to a user, a client and a step, good for a few minutes and for one success. A pool keeps
 * only their hashes.
 */
import { sha256Hex } from '../../lib/digest.ts';
import { dropExpired } from '../../lib/drop-over.ts';
import { toBase64Url } from '../../lib/bytes.ts';
import { ServiceError } from '../../protocol/service-error.ts';
import type { Context, Scope } from '../context.ts';
import type { Challenge, ChallengeDetails, ChallengeStep, SignInProgress, User, UserPool } from '../state.ts';
import { withMetadata } from './progress.ts';
import { userDisabled } from '../users/refusals.ts';
import { findUser, userByName, userKey } from '../users/users.ts';

/** Sessions and exchanges that are over are still told from those that never were. */
export const REMEMBERED = 3_600_000;

/** (?) How often one Session may be answered wrongly. */
const WRONG_ANSWERS = 5;

export const invalidSession = (why = ''): ServiceError =>
  new ServiceError('NotAuthorizedException', `Invalid session for the user${why}.`);
export const sessionExpired = (): ServiceError => invalidSession(', session is expired');
export const sessionUsed = (): ServiceError => invalidSession(', session can only be used once');

/** Somebody who does not exist, or may not sign in, by the name that was given: for show, no answer fits. */
export interface Stranger {
  stranger: string;
}

const holder = (who: User | Stranger) =>
  'stranger' in who
    ? { user: undefined, sub: undefined, name: userKey(who.stranger) }
    : { user: userKey(who.username), sub: who.sub, name: userKey(who.username) };

export async function openChallenge<Step extends ChallengeStep>(
  { platform }: Context,
  { pool, client }: Scope,
  who: User | Stranger,
  step: Step,
  details: ChallengeDetails[Step],
  progress: SignInProgress,
): Promise<string> {
  const session = toBase64Url(platform.random(96));
  const now = platform.now();
  dropExpired(pool.challenges, now, REMEMBERED);
  pool.challenges[await sha256Hex(session)] = {
    step,
    details,
    progress,
    ...holder(who),
    clientId: client.id,
    expiresAt: now + client.sessionValidity * 1000,
    used: false,
    wrongAnswers: 0,
  } as Challenge<Step> as Challenge;
  return session;
}

/** Throws for a challenge that is over. */
function refuseWhenOver({ used, expiresAt, wrongAnswers }: Challenge, now: number): void {
  if (used) throw sessionUsed();
  if (expiresAt <= now || wrongAnswers >= WRONG_ANSWERS) throw sessionExpired();
}

/** The user that a challenge was opened for, still the same person. */
function userOf(pool: UserPool, { user: key, sub }: Challenge): User | undefined {
  const user = key === undefined ? undefined : userByName(pool, key);
  return user?.sub === sub ? user : undefined;
}

/** As `readChallenge`, but also for somebody who does not exist, whose answers are never right. */
export async function readAnyChallenge<Step extends ChallengeStep>(
  { platform, clientMetadata }: Context,
  { pool, client }: Scope,
  steps: Step | readonly Step[],
  session: string | undefined,
  username: string,
): Promise<{ challenge: Challenge<Step>; user: User | undefined; name: string }> {
  const refuse = (why: string) => {
    platform.print(`The Session of ${username} was refused: ${why}`);
    return invalidSession();
  };
  if (session === undefined) throw refuse('there is none');
  const challenge = pool.challenges[await sha256Hex(session)];
  if (!challenge) throw refuse('it was never given, or long ago');
  const wanted = [steps].flat() as ChallengeStep[];
  if (!wanted.includes(challenge.step))
    throw refuse(`it is of ${challenge.step}, not of ${wanted.join(' or ')}`);
  if (challenge.clientId !== client.id) throw refuse('it is of another app client');
  const user = userOf(pool, challenge);
  const named = findUser(pool, username);
  const same =
    challenge.user === undefined ? !named?.enabled && userKey(username) === challenge.name : named === user;
  if (!same || (challenge.user !== undefined && !user)) throw refuse('it is of another user');
  refuseWhenOver(challenge, platform.now());
  if (user?.enabled === false) throw userDisabled();
  challenge.progress = withMetadata(challenge.progress, clientMetadata);
  return { challenge: challenge as Challenge<Step>, user, name: challenge.name };
}

/** The challenge that a Session stands for and its user; throws unless both fit the request. */
export async function readChallenge<Step extends ChallengeStep>(
  context: Context,
  scope: Scope,
  step: Step,
  session: string | undefined,
  username: string,
): Promise<{ challenge: Challenge<Step>; user: User }> {
  const { challenge, user } = await readAnyChallenge(context, scope, step, session, username);
  if (!user) throw invalidSession();
  return { challenge, user };
}

/** For requests that name neither client nor user: the Session alone says whose it is. */
export async function readSession<Step extends ChallengeStep>(
  { state, platform }: Context,
  step: Step,
  session: string,
): Promise<{ scope: Scope; challenge: Challenge<Step>; user: User }> {
  const hash = await sha256Hex(session);
  for (const pool of Object.values(state.pools)) {
    const challenge = pool.challenges[hash];
    const client = challenge && pool.clients[challenge.clientId];
    const user = challenge && userOf(pool, challenge);
    if (!client || !user || challenge.step !== step) continue;
    refuseWhenOver(challenge, platform.now());
    if (!user.enabled) throw userDisabled();
    return { scope: { pool, client }, challenge: challenge as Challenge<Step>, user };
  }
  throw invalidSession();
}
