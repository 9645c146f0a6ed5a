/** One-time codes that a sign-in sends: eight digits as a first factor, six as a second. They live with their Session. */
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
 * (?) Wrong codes lock out as wrong passwords do, whatever Session they were for: whoever has the password could try
 * all codes in ever new Sessions. User names are counted in lower case, so this is nobody's count of passwords.
 */
export const codeAttempts = (name: string): string => `${userKey(name)} CODE`;

/** So that somebody who asks for codes without end cannot use up those that follow the owner's password. */
const sendings = (name: string, digits: 6 | 8) => `Authentication${digits}:${userKey(name)}`;

export const deliveryParameters = ({ DeliveryMedium, Destination }: CodeDelivery) => ({
  CODE_DELIVERY_DELIVERY_MEDIUM: DeliveryMedium,
  CODE_DELIVERY_DESTINATION: Destination,
});

/** Counts a sending; for names that nobody has too, so that the limit tells nothing. */
export function countSending({ platform }: Context, { pool }: Scope, name: string, digits: 6 | 8): void {
  refuseOverLimit(pool, 'codesSent', sendings(name, digits), platform.now());
  countAttempt(pool, 'codesSent', sendings(name, digits), platform.now());
}

interface Sending {
  contact: Contact;
  /** Default: the user's own. */
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

/** (?) AWS is known to say this of SMS codes. */
const mismatch = () => new ServiceError('CodeMismatchException', 'Invalid code or auth state for the user.');

/** Throws unless it is the code of this challenge, and always for a name that nobody has. */
export function checkSentCode(
  { platform }: Context,
  { pool }: Scope,
  challenge: Challenge<'EMAIL_OTP' | 'SMS_OTP' | 'SMS_MFA'>,
  user: User | undefined,
  given: string,
): asserts user is User {
  const attempts = codeAttempts(challenge.name);
  refuseWhenLocked(pool, attempts, platform.now());
  if (!equalBytes(utf8(challenge.details.code), utf8(given)) || !user) {
    challenge.wrongAnswers += 1;
    countWrongPassword(pool, attempts, platform.now());
    platform.print(
      `${challenge.step} of ${challenge.name}: ${user ? 'not the code of this Session' : 'nobody to let in'}`,
    );
    throw mismatch();
  }
  forgetWrongPasswords(pool, attempts);
  for (const digits of [6, 8] as const) forgetAttempts(pool, 'codesSent', sendings(challenge.name, digits));
}
