/** Reads the password of a new user. None is needed if the pool has one-time codes as a first factor. */
import type { JsonObject } from '../../protocol/json-service.ts';
import type { Context } from '../context.ts';
import { invalidParameter, readTexts, rules } from '../input.ts';
import type { Contact, FirstFactor, UserPool } from '../state.ts';
import { checkNewPassword } from './passwords.ts';

const CODES = { EMAIL_OTP: 'email', SMS_OTP: 'phone_number' } as const satisfies Partial<
  Record<FirstFactor, Contact>
>;

const codeFactors = ({ firstFactors }: UserPool) =>
  (['EMAIL_OTP', 'SMS_OTP'] as const).filter((factor) => firstFactors.includes(factor));

/** Checks whether users may be created without a password: if a code by e-mail or SMS is a first factor of the pool. */
export const allowsNoPassword = (pool: UserPool): boolean => codeFactors(pool).length > 0;

/** Refuses a user without a password who has no address for such a code. Assumption: AWS does not document the text. */
export function requireCodeContact(pool: UserPool, attributes: ReadonlyMap<string, string>): void {
  const needed = codeFactors(pool).map((factor) => CODES[factor]);
  if (needed.some((contact) => attributes.get(contact))) return;
  throw invalidParameter(`A user without a password needs ${needed.join(' or ')} to sign in with a code.`);
}

/** Reads and checks the field `Password`; undefined if it is missing and not needed. */
export async function readNewPassword(
  context: Context,
  pool: UserPool,
  input: JsonObject,
  attributes: ReadonlyMap<string, string>,
): Promise<string | undefined> {
  if (allowsNoPassword(pool) && (input['Password'] ?? '') === '') {
    requireCodeContact(pool, attributes);
    return undefined;
  }
  const { Password } = readTexts(input, { Password: rules.password });
  await checkNewPassword(context, pool, Password);
  return Password;
}
