/** Reads the password of somebody who is being made; none is needed where the pool has another first factor. */
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

/** Whether users may be made without a password: where a code by e-mail or SMS signs in. */
export const allowsNoPassword = (pool: UserPool): boolean => codeFactors(pool).length > 0;

/** Whether one with these attributes could get such a code; (?) AWS's sentence for one who could not. */
export function requireCodeContact(pool: UserPool, attributes: ReadonlyMap<string, string>): void {
  const needed = codeFactors(pool).map((factor) => CODES[factor]);
  if (needed.some((contact) => attributes.get(contact))) return;
  throw invalidParameter(`A user without a password needs ${needed.join(' or ')} to sign in with a code.`);
}

/** The field `Password`, undefined when there is none and none is needed. */
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
