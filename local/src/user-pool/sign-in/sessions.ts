/**
 * Session strings: each bound to a user, a client and a step, good for a few minutes and for one success. A pool keeps
 * only their hashes.
 */
import { sha256Hex } from '../../lib/digest.ts';
import { toBase64Url } from '../../lib/bytes.ts';
import { ServiceError } from '../../service-error.ts';
import type { Context, Scope } from '../context.ts';
import type { Challenge, ChallengeDetails, ChallengeStep, SignInProgress, User } from '../state.ts';
import { findUser, userByName, userKey } from '../users/users.ts';

/** (?) How often one Session may be answered wrongly. */
const WRONG_ANSWERS = 5;

const invalidSession = (why = ''): ServiceError =>
  new ServiceError('NotAuthorizedException', `Invalid session for the user${why}.`);
export const sessionExpired = (): ServiceError => invalidSession(', session is expired');
export const sessionUsed = (): ServiceError => invalidSession(', session can only be used once');

/** What is over goes when something new is added. */
export function dropExpired(
  records: Record<string, { expiresAt: number }>,
  now: number,
  kept = 3_600_000,
): void {
  for (const [key, { expiresAt }] of Object.entries(records)) {
    if (expiresAt + kept < now) delete records[key];
  }
}

export async function openChallenge<Step extends ChallengeStep>(
  { world }: Context,
  { pool, client }: Scope,
  user: User,
  step: Step,
  details: ChallengeDetails[Step],
  progress: SignInProgress,
): Promise<string> {
  const session = toBase64Url(world.random(96));
  const now = world.now();
  dropExpired(pool.challenges, now);
  pool.challenges[await sha256Hex(session)] = {
    step,
    details,
    progress,
    user: userKey(user.username),
    name: userKey(user.username),
    clientId: client.id,
    expiresAt: now + client.sessionValidity * 1000,
    used: false,
    wrongAnswers: 0,
  } as Challenge<Step> as Challenge;
  return session;
}

/** The challenge that a Session stands for and its user; throws unless both fit the request. */
export async function readChallenge<Step extends ChallengeStep>(
  { world }: Context,
  { pool, client }: Scope,
  step: Step,
  session: string | undefined,
  username: string,
): Promise<{ challenge: Challenge<Step>; user: User }> {
  const challenge = session === undefined ? undefined : pool.challenges[await sha256Hex(session)];
  const user = challenge?.user === undefined ? undefined : userByName(pool, challenge.user);
  if (!challenge || challenge.step !== step || challenge.clientId !== client.id) throw invalidSession();
  if (!user || findUser(pool, username) !== user) throw invalidSession();
  if (challenge.used) throw sessionUsed();
  if (challenge.expiresAt <= world.now() || challenge.wrongAnswers >= WRONG_ANSWERS) throw sessionExpired();
  if (!user.enabled) throw new ServiceError('NotAuthorizedException', 'User is disabled.');
  return { challenge: challenge as Challenge<Step>, user };
}
