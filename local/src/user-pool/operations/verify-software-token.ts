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

interface Given {
  UserCode: string;
  FriendlyDeviceName: string | undefined;
}

/** Proven, not yet asked for: SetUserMFAPreference turns it on. A new app takes over from one that was on. */
async function byToken(context: Context, token: string, given: Given): Promise<JsonObject> {
  const { user } = await readAccessToken(context, token);
  const secret = user.pendingTotpSecret;
  if (secret === undefined) throw notAssociated();
  const step = totpStep(secret, given.UserCode, context.platform.now());
  if (step === undefined) throw mismatch();
  delete user.pendingTotpSecret;
  user.totp = newTotp(secret, step, given.FriendlyDeviceName);
  return { Status: 'SUCCESS' };
}

/** In MFA_SETUP the app is on from here, and the sign-in goes on with the Session that is given back. */
async function bySession(context: Context, session: string, given: Given): Promise<JsonObject> {
  const { scope, challenge, user } = await readChallengeByToken(context, 'MFA_SETUP', session);
  const { offered, totpSecret: secret } = challenge.details;
  // Set up in another Session meanwhile: whoever has this one has to prove that factor.
  if (mfaMethodsOf(scope.pool, user).length > 0) throw challengeTokenUsed();
  if (secret === undefined) throw notAssociated();
  const now = context.platform.now();
  const attempts = codeAttempts(user.username);
  refuseWhenLocked(scope.pool, attempts, now);
  const step = totpStep(secret, given.UserCode, now);
  if (step === undefined) {
    challenge.wrongAnswers += 1;
    countWrongPassword(scope.pool, attempts, now);
    throw mismatch();
  }
  forgetWrongPasswords(scope.pool, attempts);
  challenge.used = true;
  user.totp = newTotp(secret, step, given.FriendlyDeviceName);
  user.mfa = { ...user.mfa, enabled: [...new Set([...user.mfa.enabled, 'SOFTWARE_TOKEN_MFA' as const])] };
  const next = { offered, verified: true };
  const Session = await openChallenge(context, scope, user, 'MFA_SETUP', next, challenge.progress);
  return { Status: 'SUCCESS', Session };
}

export const verifySoftwareToken: Operation = async (context, input) => {
  const { AccessToken, Session, ...given } = readTexts(input, {
    AccessToken: { ...rules.accessToken, optional: true },
    Session: { ...rules.challengeToken, optional: true },
    UserCode: rules.totpCode,
    FriendlyDeviceName: { optional: true, max: 131_072 },
  });
  if (AccessToken !== undefined) return byToken(context, AccessToken, given);
  if (Session === undefined) throw invalidParameter('Either AccessToken or Session is required.');
  return bySession(context, Session, given);
};
