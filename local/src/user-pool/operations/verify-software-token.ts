/** https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_VerifySoftwareToken.html */
import type { JsonObject } from '../../protocol/json-service.ts';
import { ServiceError } from '../../protocol/service-error.ts';
import type { Context, Operation } from '../context.ts';
import { invalidParameter, readTexts, rules } from '../input.ts';
import { countWrongPassword, forgetWrongPasswords, refuseWhenLocked } from '../attempts.ts';
import { codeAttempts } from '../sign-in/sign-in-codes.ts';
import { mfaMethodsOf } from '../sign-in/mfa-methods.ts';
import { openChallenge, readChallengeByToken, challengeTokenUsed } from '../sign-in/challenge-tokens.ts';
import type { User } from '../state.ts';
import { readAccessToken } from '../tokens/access-token.ts';
import { totpStep } from '../users/totp.ts';

const notAssociated = () =>
  new ServiceError('SoftwareTokenMFANotFoundException', 'Software token MFA has not been set up.');

const mismatch = () =>
  new ServiceError('EnableSoftwareTokenMFAException', 'Code mismatch and fail enable Software Token MFA');

const newTotp = (
  secret: string,
  lastStep: number,
  deviceName: string | undefined,
): NonNullable<User['totp']> => ({
  secret,
  lastStep,
  ...(deviceName !== undefined && { deviceName }),
});

interface Verification {
  UserCode: string;
  FriendlyDeviceName: string | undefined;
}

/**
 * Verifies the app of a signed-in user. SetUserMFAPreference turns it on; if another app was on, the new app replaces
 * it at once.
 */
async function withAccessToken(
  context: Context,
  accessToken: string,
  { UserCode, FriendlyDeviceName }: Verification,
): Promise<JsonObject> {
  const { user } = await readAccessToken(context, accessToken);
  const secret = user.pendingTotpSecret;
  if (secret === undefined) throw notAssociated();
  const step = totpStep(secret, UserCode, context.platform.now());
  if (step === undefined) throw mismatch();
  delete user.pendingTotpSecret;
  user.totp = newTotp(secret, step, FriendlyDeviceName);
  return { Status: 'SUCCESS' };
}

/** Verifies the app within MFA_SETUP and turns it on. The sign-in continues with the challenge token of the reply. */
async function withChallengeToken(
  context: Context,
  challengeToken: string,
  { UserCode, FriendlyDeviceName }: Verification,
): Promise<JsonObject> {
  const { scope, challenge, user } = await readChallengeByToken(context, 'MFA_SETUP', challengeToken);
  const { offered, totpSecret: secret } = challenge.details;
  // If another sign-in has set up a method meanwhile, this one has to prove that method.
  if (mfaMethodsOf(scope.pool, user).length > 0) throw challengeTokenUsed();
  if (secret === undefined) throw notAssociated();
  const now = context.platform.now();
  const attempts = codeAttempts(user.username);
  refuseWhenLocked(scope.pool, attempts, now);
  const step = totpStep(secret, UserCode, now);
  if (step === undefined) {
    challenge.wrongAnswers += 1;
    countWrongPassword(scope.pool, attempts, now);
    throw mismatch();
  }
  forgetWrongPasswords(scope.pool, attempts);
  challenge.used = true;
  user.totp = newTotp(secret, step, FriendlyDeviceName);
  user.mfa = { ...user.mfa, enabled: [...new Set([...user.mfa.enabled, 'SOFTWARE_TOKEN_MFA' as const])] };
  const next = { offered, verified: true };
  const Session = await openChallenge(context, scope, user, 'MFA_SETUP', next, challenge.progress);
  return { Status: 'SUCCESS', Session };
}

export const verifySoftwareToken: Operation = async (context, input) => {
  const { AccessToken, Session, ...verification } = readTexts(input, {
    AccessToken: { ...rules.accessToken, optional: true },
    Session: { ...rules.challengeToken, optional: true },
    UserCode: rules.totpCode,
    FriendlyDeviceName: { optional: true, max: 131_072 },
  });
  if (AccessToken !== undefined) return withAccessToken(context, AccessToken, verification);
  if (Session === undefined) throw invalidParameter('Either AccessToken or Session is required.');
  return withChallengeToken(context, Session, verification);
};
