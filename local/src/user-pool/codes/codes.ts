/**
 * Codes of six digits that are sent to a user's address. A user has one code for each purpose; it expires, and wrong
 * attempts are counted.
 */
import { equalBytes, utf8 } from '../../lib/bytes.ts';
import { ServiceError } from '../../protocol/service-error.ts';
import { countAttempt, forgetAttempts, refuseOverLimit } from '../attempts.ts';
import type { Context, Scope } from '../context.ts';
import { sendCode } from './delivery.ts';
import type { Code, CodePurpose, Contact, User, UserPool } from '../state.ts';
import type { MessageSource } from '../triggers/custom-message.ts';
import { userKey } from '../users/users.ts';
import type { CodeDelivery } from './masks.ts';

const HOUR = 3_600_000;
const LIFETIME: Record<CodePurpose, number> = {
  SignUp: 24 * HOUR,
  ForgotPassword: HOUR,
  UpdateUserAttribute_email: 24 * HOUR,
  UpdateUserAttribute_phone_number: 24 * HOUR,
  VerifyUserAttribute_email: 24 * HOUR,
  VerifyUserAttribute_phone_number: 24 * HOUR,
};

const SOURCE: Record<CodePurpose, MessageSource> = {
  SignUp: 'SignUp',
  ForgotPassword: 'ForgotPassword',
  UpdateUserAttribute_email: 'UpdateUserAttribute',
  UpdateUserAttribute_phone_number: 'UpdateUserAttribute',
  VerifyUserAttribute_email: 'VerifyUserAttribute',
  VerifyUserAttribute_phone_number: 'VerifyUserAttribute',
};

export const codeMismatch = (): ServiceError =>
  new ServiceError('CodeMismatchException', 'Invalid verification code provided, please try again.');

export const codeExpired = (): ServiceError =>
  new ServiceError('ExpiredCodeException', 'Invalid code provided, please request a code again.');

/** Makes a random code with uniform distribution. */
export function newCode(random: (length: number) => Uint8Array, digits: 6 | 8 = 6): string {
  const values = 10 ** digits;
  // Rejects the values above the largest multiple, which would make small codes more likely.
  const limit = 2 ** 32 - (2 ** 32 % values);
  for (;;) {
    const value = random(4).reduce((sum, byte) => sum * 256 + byte, 0);
    if (value < limit) return String(value % values).padStart(digits, '0');
  }
}

export interface CodeRequest {
  contact: Contact;
  /** Default: the user's attribute. */
  address?: string | undefined;
  /** Default: the source that belongs to the purpose. */
  source?: MessageSource | undefined;
  clientMetadata?: Readonly<Record<string, string>> | undefined;
}

const limitKey = (purpose: CodePurpose, name: string) => `${purpose}:${userKey(name)}`;

/** Counts a sent code, also a simulated one: otherwise the limit would show which users exist. */
export function countSentCode(
  { platform }: Context,
  pool: UserPool,
  purpose: CodePurpose,
  name: string,
): void {
  const key = limitKey(purpose, name);
  refuseOverLimit(pool, 'codesSent', key, platform.now());
  countAttempt(pool, 'codesSent', key, platform.now());
}

/** Sends a new code, which replaces the previous one. */
export async function issueCode(
  context: Context,
  scope: Scope,
  user: User,
  purpose: CodePurpose,
  {
    contact,
    address = user.attributes[contact] ?? '',
    source = SOURCE[purpose],
    clientMetadata,
  }: CodeRequest,
): Promise<CodeDelivery> {
  const { pool } = scope;
  const now = context.platform.now();
  countSentCode(context, pool, purpose, user.username);
  const code = newCode(context.platform.random);
  const sent = await sendCode(context, scope, user, {
    contact,
    address,
    purpose,
    source,
    code,
    clientMetadata,
  });
  user.codes[purpose] = { code, expiresAt: now + LIFETIME[purpose], contact, address };
  return sent;
}

/**
 * Checks a code. The caller removes it with `spendCode` after all other checks, so that a refused password does not use
 * up the code.
 * @throws {ServiceError} CodeMismatchException, ExpiredCodeException, LimitExceededException
 */
export function checkCode(pool: UserPool, user: User, purpose: CodePurpose, code: string, now: number): Code {
  const key = limitKey(purpose, user.username);
  refuseOverLimit(pool, 'wrongCodes', key, now);
  const issued = user.codes[purpose];
  if (!issued || issued.expiresAt <= now) throw codeExpired();
  if (!equalBytes(utf8(issued.code), utf8(code))) {
    countAttempt(pool, 'wrongCodes', key, now);
    throw codeMismatch();
  }
  return issued;
}

/** Refuses the code of a name that has none, and counts it like a wrong code. */
export function refuseAnyCode(
  { platform }: Context,
  pool: UserPool,
  purpose: CodePurpose,
  name: string,
): never {
  const key = limitKey(purpose, name);
  refuseOverLimit(pool, 'wrongCodes', key, platform.now());
  countAttempt(pool, 'wrongCodes', key, platform.now());
  throw codeMismatch();
}

export function spendCode(pool: UserPool, user: User, purpose: CodePurpose): void {
  const key = limitKey(purpose, user.username);
  delete user.codes[purpose];
  forgetAttempts(pool, 'wrongCodes', key);
  forgetAttempts(pool, 'codesSent', key);
}
