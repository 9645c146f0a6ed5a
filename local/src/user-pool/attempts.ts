/**
 * Counts what must not be tried without end. Names of users who do not exist are counted like the others, so that a
 * limit tells nothing about them.
 */
import { dropOver } from '../lib/drop-over.ts';
import { getOwn } from '../lib/own.ts';
import { ServiceError } from '../protocol/service-error.ts';
import type { Attempts, UserPool } from './state.ts';

const MINUTE = 60_000;
const FREE_PASSWORDS = 5;
const LONGEST_LOCK = 15 * MINUTE;
const FORGOTTEN_AFTER = 15 * MINUTE;

/** No window is longer, nor is any lock. */
const REMEMBERED = 60 * MINUTE;

const entry = (pool: UserPool, key: string): Attempts | undefined => getOwn(pool.attempts, key);

/** The newest stands last, so that what is over can go from the front: names are made up without end. */
function keep({ attempts }: UserPool, key: string, counted: Attempts): void {
  delete attempts[key];
  dropOver(attempts, ({ last, lockedUntil }) => Math.max(last, lockedUntil) + REMEMBERED < counted.last);
  attempts[key] = counted;
}

/** Throws while the user is locked out. Attempts within a lock-out count for nothing but keep it remembered. */
export function refuseWhenLocked(pool: UserPool, name: string, now: number): void {
  const attempts = entry(pool, `password:${name}`);
  if (!attempts) return;
  if (now - Math.max(attempts.last, attempts.lockedUntil) >= FORGOTTEN_AFTER) {
    delete pool.attempts[`password:${name}`];
    return;
  }
  attempts.last = now;
  if (now < attempts.lockedUntil) {
    throw new ServiceError('NotAuthorizedException', 'Password attempts exceeded');
  }
}

/** Milliseconds. */
const lockAfter = (count: number): number =>
  count < FREE_PASSWORDS ? 0 : Math.min(1000 * 2 ** (count - FREE_PASSWORDS), LONGEST_LOCK);

/**
 * After the n-th wrong password, from the fifth on, the user is locked out for 2^(n−5) seconds.
 * https://docs.aws.amazon.com/cognito/latest/developerguide/authentication.html (lockout behaviour)
 */
export function countWrongPassword(pool: UserPool, name: string, now: number): void {
  const count = (entry(pool, `password:${name}`)?.count ?? 0) + 1;
  keep(pool, `password:${name}`, { count, last: now, lockedUntil: now + lockAfter(count) });
}

/** For one that is counted elsewhere. */
export function takeBackWrongPassword(pool: UserPool, name: string): void {
  const attempts = entry(pool, `password:${name}`);
  if (!attempts) return;
  attempts.count -= 1;
  attempts.lockedUntil = attempts.last + lockAfter(attempts.count);
}

export function forgetWrongPasswords(pool: UserPool, name: string): void {
  delete pool.attempts[`password:${name}`];
}

/** AWS publishes no numbers (?) but "5 to 20 an hour" for ForgotPassword. */
export const limits = {
  wrongCodes: { most: 5, window: 15 * MINUTE },
  codesSent: { most: 10, window: 60 * MINUTE },
  passwordChanges: { most: 5, window: 15 * MINUTE },
} as const;

export type Limited = keyof typeof limits;

/** Throws LimitExceededException once there were too many; the window begins anew with each one that was counted. */
export function refuseOverLimit(pool: UserPool, what: Limited, name: string, now: number): void {
  const key = `${what}:${name}`;
  const attempts = entry(pool, key);
  if (!attempts) return;
  const { most, window } = limits[what];
  if (now - attempts.last >= window) delete pool.attempts[key];
  else if (attempts.count >= most) {
    throw new ServiceError('LimitExceededException', 'Attempt limit exceeded, please try after some time.');
  }
}

export function countAttempt(pool: UserPool, what: Limited, name: string, now: number): void {
  const key = `${what}:${name}`;
  keep(pool, key, { count: (entry(pool, key)?.count ?? 0) + 1, last: now, lockedUntil: 0 });
}

export function forgetAttempts(pool: UserPool, what: Limited, name: string): void {
  delete pool.attempts[`${what}:${name}`];
}
