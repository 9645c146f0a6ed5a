/** https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_VerifySoftwareToken.html */
import { ServiceError } from '../../service-error.ts';
import { readAccessToken } from '../tokens/access-token.ts';
import type { Operation } from '../context.ts';
import { readTexts, rules } from '../input.ts';
import { totpStep } from '../users/totp.ts';

export const verifySoftwareToken: Operation = async (context, input) => {
  const { AccessToken, UserCode, FriendlyDeviceName } = readTexts(input, {
    AccessToken: rules.accessToken,
    UserCode: rules.totpCode,
    FriendlyDeviceName: { optional: true, max: 131_072 },
  });
  const { user } = await readAccessToken(context, AccessToken);
  const secret = user.pendingTotpSecret;
  if (secret === undefined) {
    throw new ServiceError('SoftwareTokenMFANotFoundException', 'Software token MFA has not been set up.');
  }
  const step = totpStep(secret, UserCode, context.world.now());
  if (step === undefined) {
    throw new ServiceError(
      'EnableSoftwareTokenMFAException',
      'Code mismatch and fail enable Software Token MFA',
    );
  }
  delete user.pendingTotpSecret;
  // Proven, not yet asked for: SetUserMFAPreference turns it on. A new app takes over from one that was on.
  user.totp = {
    secret,
    lastStep: step,
    ...(FriendlyDeviceName !== undefined && { deviceName: FriendlyDeviceName }),
  };
  return { Status: 'SUCCESS' };
};
