/** Finds the challenge that a reply names, and reads the reply into its step. */
import { invalidResponseError, download } from '../../../errors.ts';
import type { AuthReply } from '../../../protocol/challenges.ts';
import type { PendingSignIn, SignInExchange } from '../sign-in-exchange.ts';
import { readEmailCode, readSmsCode, readTotp } from './code.ts';

/** The challenges that pools ask again and again. */
const common = {
  EMAIL_OTP: readEmailCode,
  SMS_MFA: readSmsCode,
  SMS_OTP: readSmsCode,
  SOFTWARE_TOKEN_MFA: readTotp,
};

/** Looks at own names only: `constructor` is no challenge. */
const isIn = <Table extends object>(table: Table, name: string): name is keyof Table & string =>
  Object.hasOwn(table, name);

/** Downloads the rare challenges when the first of them is asked. */
async function findChallenge(name: string) {
  if (isIn(common, name)) return common[name];
  const { rare } = await download(() => import('./rare.ts'));
  return isIn(rare, name) ? rare[name] : undefined;
}

/**
 * Reads a reply into the step that asks for its challenge. Sends nothing.
 * @throws {CognitoError} `UnsupportedChallenge` if this version has no step for the challenge
 */
export async function readChallenge(reply: AuthReply, exchange: SignInExchange): Promise<PendingSignIn> {
  const { ChallengeName: name = '' } = reply;
  const read = await findChallenge(name);
  if (read) {
    const pending = read(reply, exchange);
    const { step } = pending;
    const choices = 'factors' in step ? step.factors : 'methods' in step ? step.methods : undefined;
    // A choice without a known option cannot be answered.
    if (choices?.length !== 0) return pending;
  }
  throw invalidResponseError(
    'UnsupportedChallenge',
    `The user pool asks for ${name.slice(0, 64)}, which this version of cognito-kit cannot answer`,
  );
}
