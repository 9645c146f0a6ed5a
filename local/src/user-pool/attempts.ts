/**
 * Counts attempts, and refuses more than a limit allows. Names that no user has are counted like the others, so that a
 * limit does not show which users exist.
 */
import { dropOver } from '../lib/drop-over.ts';
import { getOwn } from '../lib/own.ts';
import { ServiceError } from '../protocol/service-error.ts';
import type { Attempts, UserPool } from './state.ts';

const MINUTE = 60_000;
const UNLOCKED_WRONG_PASSWORDS = 5;
const MAX_LOCK = 15 * MINUTE;
const FORGET_AFTER = 15 * MINUTE;

/** Milliseconds after which a count is dropped. No window and no lock is longer. */
const MAX_AGE = 60 * MINUTE;

const entry = (pool: UserPool, key: string): Attempts | undefined => getOwn(pool.attempts, key);

/**
 * Stores a count, and drops old ones, since attackers may make up any number of names. The newest count stands last, so
 * that old ones can be dropped from the front.
 */
function store({ attempts }: UserPool, key: string, counted: Attempts): void {
  delete attempts[key];
  dropOver(attempts, ({ last, lockedUntil }) => Math.max(last, lockedUntil) + MAX_AGE < counted.last);
  attempts[key] = counted;
}

/**
 * Refuses attempts while the user is locked out. An attempt during a lock-out does not raise the count, but delays the
 * time at which the count is forgotten.
 * @throws {ServiceError} NotAuthorizedException
 */
export function refuseWhenLocked(pool: UserPool, name: string, now: number): void {
  const attempts = entry(pool, `password:${name}`);
  if (!attempts) return;
  if (now - Math.max(attempts.last, attempts.lockedUntil) >= FORGET_AFTER) {
    delete pool.attempts[`password:${name}`];
    return;
  }
  attempts.last = now;
  if (now < attempts.lockedUntil) {
    throw new ServiceError('NotAuthorizedException', 'Password attempts exceeded');
  }
}

/** Returns the milliseconds of the lock-out that follows the n-th wrong password. */
const lockAfter = (count: number): number =>
  count < UNLOCKED_WRONG_PASSWORDS ? 0 : Math.min(1000 * 2 ** (count - UNLOCKED_WRONG_PASSWORDS), MAX_LOCK);

/**
 * Counts a wrong password. From the fifth on, the n-th one locks the user out for 2^(n−5) seconds, 15 minutes at most.
 * https://docs.aws.amazon.com/cognito/latest/developerguide/authentication.html (lockout behaviour)
 */
export function countWrongPassword(pool: UserPool, name: string, now: number): void {
  const count = (entry(pool, `password:${name}`)?.count ?? 0) + 1;
  store(pool, `password:${name}`, { count, last: now, lockedUntil: now + lockAfter(count) });
}

/** Takes back one counted attempt, which the caller counts in another place. */
export function takeBackWrongPassword(pool: UserPool, name: string): void {
  const attempts = entry(pool, `password:${name}`);
  if (!attempts) return;
  attempts.count -= 1;
  attempts.lockedUntil = attempts.last + lockAfter(attempts.count);
}

export function forgetWrongPasswords(pool: UserPool, name: string): void {
  delete pool.attempts[`password:${name}`];
}

/** Assumption: AWS publishes no numbers except "5 to 20 an hour" for ForgotPassword. */
export const limits = {
  wrongCodes: { max: 5, window: 15 * MINUTE },
  codesSent: { max: 10, window: 60 * MINUTE },
  passwordChanges: { max: 5, window: 15 * MINUTE },
} as const;

export type Limited = keyof typeof limits;

/**
 * Refuses an attempt once the limit is reached. Each counted attempt starts the window anew.
 * @throws {ServiceError} LimitExceededException
 */
export function refuseOverLimit(pool: UserPool, limited: Limited, name: string, now: number): void {
  const key = `${limited}:${name}`;
  const attempts = entry(pool, key);
  if (!attempts) return;
  const { max, window } = limits[limited];
  if (now - attempts.last >= window) delete pool.attempts[key];
  else if (attempts.count >= max) {
    throw new ServiceError('LimitExceededException', 'Attempt limit exceeded, please try after some time.');
  }
}

export function countAttempt(pool: UserPool, limited: Limited, name: string, now: number): void {
  const key = `${limited}:${name}`;
  store(pool, key, { count: (entry(pool, key)?.count ?? 0) + 1, last: now, lockedUntil: 0 });
}

export function forgetAttempts(pool: UserPool, limited: Limited, name: string): void {
  delete pool.attempts[`${limited}:${name}`];
}
