/** Second factors, by their names on the wire. */
import type { AuthReply } from '../../../protocol/challenges.ts';
import { parseJson } from '../../../lib/json.ts';
import type { MfaMethod } from '../../../protocol/factors.ts';

export const wireNames: Readonly<Record<MfaMethod, string>> = {
  totp: 'SOFTWARE_TOKEN_MFA',
  emailCode: 'EMAIL_OTP',
  smsCode: 'SMS_MFA',
};

/** Those that a challenge names, in its order; what this version does not know is left out. */
export function readMethods(
  { ChallengeParameters = {} }: AuthReply,
  parameter: 'MFAS_CAN_CHOOSE' | 'MFAS_CAN_SETUP',
): MfaMethod[] {
  const offered = parseJson(ChallengeParameters[parameter]);
  const known = Object.keys(wireNames) as MfaMethod[];
  return [offered ?? []].flat().flatMap((name) => known.filter((method) => wireNames[method] === name));
}
