/** The challenges that a person answers, by their names on the wire. */
import { download } from '../../../errors.ts';
import { emailCode, smsCode, totp } from './code.ts';

/** Those that are asked again and again. */
const common = {
  EMAIL_OTP: emailCode,
  SMS_MFA: smsCode,
  SMS_OTP: smsCode,
  SOFTWARE_TOKEN_MFA: totp,
};

/** Own names only: `constructor` is none. */
const isIn = <Table extends object>(table: Table, name: string): name is keyof Table & string =>
  Object.hasOwn(table, name);

/** The challenge of that name, if this version knows it. What is rare is downloaded when it is first asked. */
export async function findChallenge(name: string) {
  if (isIn(common, name)) return common[name];
  const { rare } = await download(() => import('./rare.ts'));
  return isIn(rare, name) ? rare[name] : undefined;
}
