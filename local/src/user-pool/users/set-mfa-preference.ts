/**
 * What SetUserMFAPreference asks for, checked against the pool and the user before anything is changed. AWS publishes
 * none of the sentences but the first two (?).
 * https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_SetUserMFAPreference.html
 */
import type { JsonObject } from '../../protocol/json-service.ts';
import { invalidParameter } from '../input.ts';
import { readFlag, readObject } from '../input-types.ts';
import type { MfaMethod, User, UserPool } from '../state.ts';
import { canUseMfa, setMfaMethods } from './mfa.ts';

const SETTINGS = {
  SMS_MFA: 'SMSMfaSettings',
  SOFTWARE_TOKEN_MFA: 'SoftwareTokenMfaSettings',
  EMAIL_OTP: 'EmailMfaSettings',
} as const satisfies Record<MfaMethod, string>;

const lacking: Record<MfaMethod, string> = {
  SMS_MFA: 'User does not have delivery config set to turn on SMS_MFA',
  SOFTWARE_TOKEN_MFA: 'User has not verified software token mfa',
  EMAIL_OTP: 'User does not have delivery config set to turn on EMAIL_OTP',
};

const words: Record<MfaMethod, string> = {
  SMS_MFA: 'SMS',
  SOFTWARE_TOKEN_MFA: 'Software token',
  EMAIL_OTP: 'Email',
};

interface Wish {
  method: MfaMethod;
  enabled: boolean | undefined;
  preferred: boolean | undefined;
}

function readWishes(input: JsonObject): Wish[] {
  return (Object.keys(SETTINGS) as MfaMethod[]).flatMap((method) => {
    const settings = readObject(input, SETTINGS[method]);
    if (!settings) return [];
    return { method, enabled: readFlag(settings, 'Enabled'), preferred: readFlag(settings, 'PreferredMfa') };
  });
}

function checkWish(pool: UserPool, user: User, { method, enabled, preferred }: Wish): void {
  if (preferred && !(enabled ?? user.mfa.enabled.includes(method))) {
    throw invalidParameter('The preferred MFA must be enabled.');
  }
  if (!enabled) return;
  if (pool.mfa === 'OFF' || !pool.mfaMethods.includes(method)) {
    throw invalidParameter(`${words[method]} MFA is not enabled for the user pool.`);
  }
  if (!canUseMfa(user, method)) throw invalidParameter(lacking[method]);
}

function readPasskeyWish(pool: UserPool, input: JsonObject): boolean | undefined {
  const settings = readObject(input, 'WebAuthnMfaSettings');
  const enabled = settings && readFlag(settings, 'Enabled');
  if (enabled && pool.webAuthn?.factor !== 'MULTI_FACTOR_WITH_USER_VERIFICATION') {
    throw invalidParameter(
      "WebAuthn MFA needs the user pool's FactorConfiguration to be MULTI_FACTOR_WITH_USER_VERIFICATION.",
    );
  }
  return enabled;
}

export function setMfaPreference(pool: UserPool, user: User, input: JsonObject): void {
  const wishes = readWishes(input);
  const passkey = readPasskeyWish(pool, input);
  for (const wish of wishes) checkWish(pool, user, wish);
  const preferring = wishes.filter(({ preferred }) => preferred);
  if (preferring.length > 1) throw invalidParameter('Only one MFA can be preferred.');

  const enabled = new Set(user.mfa.enabled);
  for (const { method, enabled: on } of wishes) {
    if (on === true) enabled.add(method);
    if (on === false) enabled.delete(method);
  }
  const gaveUp = wishes.some(({ method, preferred }) => preferred === false && method === user.mfa.preferred);
  setMfaMethods(user, enabled, preferring[0]?.method ?? (gaveUp ? undefined : user.mfa.preferred));
  if (passkey !== undefined) user.mfa = { ...user.mfa, webAuthn: passkey };
}
