/** https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_SetUserMFAPreference.html */
import { readAccessToken } from '../tokens/access-token.ts';
import type { Operation } from '../context.ts';
import { invalidParameter, readTexts, rules } from '../input.ts';

const TOTP = 'SOFTWARE_TOKEN_MFA';

interface Settings {
  Enabled?: boolean;
  PreferredMfa?: boolean;
}

const asksFor = (settings: unknown) => Boolean((settings as Settings | undefined)?.Enabled);

export const setUserMfaPreference: Operation = async (context, input) => {
  const { AccessToken } = readTexts(input, { AccessToken: rules.accessToken });
  const { user } = await readAccessToken(context, AccessToken);
  if (asksFor(input['SMSMfaSettings'])) {
    throw invalidParameter('User does not have delivery config set to turn on SOFTWARE_TOKEN_MFA or SMS_MFA');
  }
  if (asksFor(input['EmailMfaSettings'])) {
    throw invalidParameter('Email MFA is not enabled for the user pool.');
  }
  const settings = input['SoftwareTokenMfaSettings'] as Settings | null | undefined;
  if (!settings) return {};
  if (settings.Enabled && !user.totp) throw invalidParameter('User has not verified software token mfa');
  if (settings.PreferredMfa && settings.Enabled === false) {
    throw invalidParameter('The preferred MFA must be enabled.');
  }
  const { enabled, preferred } = user.mfa;
  const on = user.totp !== undefined && (settings.Enabled ?? enabled.includes(TOTP));
  const first = on && (settings.PreferredMfa ?? preferred === TOTP);
  user.mfa = { enabled: on ? [TOTP] : [], ...(first && { preferred: TOTP }) };
  return {};
};
