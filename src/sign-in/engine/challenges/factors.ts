/** Ways in, by their names on the wire: for a password, that of the protocol which does not send it. */
import type { Factor } from '../../../protocol/factors.ts';

export const wireFactors: Readonly<Record<Factor, string>> = {
  password: 'PASSWORD_SRP',
  passkey: 'WEB_AUTHN',
  emailCode: 'EMAIL_OTP',
  smsCode: 'SMS_OTP',
};
