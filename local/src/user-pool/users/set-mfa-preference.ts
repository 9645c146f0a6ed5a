/**
 * Applies SetUserMFAPreference. All settings are checked against pool and user before anything is changed. Assumption:
 * AWS documents only the texts for SMS_MFA and SOFTWARE_TOKEN_MFA in `unavailable`.
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

/** Refusals for a method that the user cannot answer. */
const unavailable: Record<MfaMethod, string> = {
  SMS_MFA: 'User does not have delivery config set to turn on SMS_MFA',
  SOFTWARE_TOKEN_MFA: 'User has not verified software token mfa',
  EMAIL_OTP: 'User does not have delivery config set to turn on EMAIL_OTP',
};

const labels: Record<MfaMethod, string> = {
  SMS_MFA: 'SMS',
  SOFTWARE_TOKEN_MFA: 'Software token',
  EMAIL_OTP: 'Email',
};

/** The settings of one method in the request. */
interface MethodSetting {
  method: MfaMethod;
  enabled: boolean | undefined;
  preferred: boolean | undefined;
}

function readSettings(input: JsonObject): MethodSetting[] {
  return (Object.keys(SETTINGS) as MfaMethod[]).flatMap((method) => {
    const settings = readObject(input, SETTINGS[method]);
    if (!settings) return [];
    return { method, enabled: readFlag(settings, 'Enabled'), preferred: readFlag(settings, 'PreferredMfa') };
  });
}

function checkSetting(pool: UserPool, user: User, { method, enabled, preferred }: MethodSetting): void {
  if (preferred && !(enabled ?? user.mfa.enabled.includes(method))) {
    throw invalidParameter('The preferred MFA must be enabled.');
  }
  if (!enabled) return;
  if (pool.mfa === 'OFF' || !pool.mfaMethods.includes(method)) {
    throw invalidParameter(`${labels[method]} MFA is not enabled for the user pool.`);
  }
  if (!canUseMfa(user, method)) throw invalidParameter(unavailable[method]);
}

function readPasskeySetting(pool: UserPool, input: JsonObject): boolean | undefined {
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
  const settings = readSettings(input);
  const passkey = readPasskeySetting(pool, input);
  for (const setting of settings) checkSetting(pool, user, setting);
  const preferredSettings = settings.filter(({ preferred }) => preferred);
  if (preferredSettings.length > 1) throw invalidParameter('Only one MFA can be preferred.');

  const enabled = new Set(user.mfa.enabled);
  for (const { method, enabled: on } of settings) {
    if (on === true) enabled.add(method);
    if (on === false) enabled.delete(method);
  }
  const wasUnset = settings.some(
    ({ method, preferred }) => preferred === false && method === user.mfa.preferred,
  );
  setMfaMethods(user, enabled, preferredSettings[0]?.method ?? (wasUnset ? undefined : user.mfa.preferred));
  if (passkey !== undefined) user.mfa = { ...user.mfa, webAuthn: passkey };
}
