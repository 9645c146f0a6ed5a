/**
 * Sends and checks the codes of a sign-in: eight digits as a first factor, six as a second. Each belongs to one
 * challenge.
 */
import { equalBytes, utf8 } from '../../lib/bytes.ts';
import { ServiceError } from '../../protocol/service-error.ts';
import { newCode } from '../codes/codes.ts';
import { sendCode } from '../codes/delivery.ts';
import type { CodeDelivery } from '../codes/masks.ts';
import type { Context, Scope } from '../context.ts';
import type { Challenge, Contact, SentCode, SignInProgress, User } from '../state.ts';
import { userKey } from '../users/users.ts';
import {
  countAttempt,
  countWrongPassword,
  forgetAttempts,
  forgetWrongPasswords,
  refuseOverLimit,
  refuseWhenLocked,
} from '../attempts.ts';

/**
 * The key under which wrong codes of a user are counted, across all challenges. Without this count, an attacker with
 * the password could try every code in ever new challenges. Assumption: AWS locks out after wrong codes as after wrong
 * passwords. The key contains capitals and user keys do not, so it never equals a key of the password count.
 */
export const codeAttempts = (name: string): string => `${userKey(name)} CODE`;

/**
 * The key under which sent codes are counted. First and second factors have separate counts: requests for first-factor
 * codes need no password, and must not use up the codes that follow the user's password.
 */
const sendingKey = (name: string, digits: 6 | 8) => `Authentication${digits}:${userKey(name)}`;

export const deliveryParameters = ({ DeliveryMedium, Destination }: CodeDelivery) => ({
  CODE_DELIVERY_DELIVERY_MEDIUM: DeliveryMedium,
  CODE_DELIVERY_DESTINATION: Destination,
});

/** Counts a sent code. Names that no user has are counted too, so that the limit does not show which users exist. */
export function countSending({ platform }: Context, { pool }: Scope, name: string, digits: 6 | 8): void {
  refuseOverLimit(pool, 'codesSent', sendingKey(name, digits), platform.now());
  countAttempt(pool, 'codesSent', sendingKey(name, digits), platform.now());
}

interface Sending {
  contact: Contact;
  /** Default: the user's attribute. */
  address?: string | undefined;
  digits: 6 | 8;
}

export async function sendSignInCode(
  context: Context,
  scope: Scope,
  user: User,
  { clientMetadata }: SignInProgress,
  { contact, address = user.attributes[contact] ?? '', digits }: Sending,
): Promise<{ sent: SentCode; parameters: Record<string, string> }> {
  countSending(context, scope, user.username, digits);
  const code = newCode(context.platform.random, digits);
  const delivery = await sendCode(context, scope, user, {
    contact,
    address,
    purpose: 'Authentication',
    source: 'Authentication',
    code,
    clientMetadata,
  });
  return { sent: { code, to: address }, parameters: deliveryParameters(delivery) };
}

/** Not documented by AWS; observed for SMS codes. */
const mismatch = () => new ServiceError('CodeMismatchException', 'Invalid code or auth state for the user.');

/**
 * Checks a code, and counts a wrong one.
 * @throws {ServiceError} CodeMismatchException for another code than the challenge's, and for a hidden user
 */
export function checkSentCode(
  { platform }: Context,
  { pool }: Scope,
  challenge: Challenge<'EMAIL_OTP' | 'SMS_OTP' | 'SMS_MFA'>,
  user: User | undefined,
  code: string,
): asserts user is User {
  const attempts = codeAttempts(challenge.name);
  refuseWhenLocked(pool, attempts, platform.now());
  if (!equalBytes(utf8(challenge.details.code), utf8(code)) || !user) {
    challenge.wrongAnswers += 1;
    countWrongPassword(pool, attempts, platform.now());
    platform.print(
      `${challenge.step} of ${challenge.name}: ${user ? 'not the code of this challenge' : 'no user may sign in with this name'}`,
    );
    throw mismatch();
  }
  forgetWrongPasswords(pool, attempts);
  for (const digits of [6, 8] as const) forgetAttempts(pool, 'codesSent', sendingKey(challenge.name, digits));
}
