/** https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_AssociateSoftwareToken.html */
import { ServiceError } from '../../protocol/service-error.ts';
import type { Operation } from '../context.ts';
import { invalidParameter, readTexts, rules } from '../input.ts';
import { openChallenge, readChallengeByToken } from '../sign-in/challenge-tokens.ts';
import type { UserPool } from '../state.ts';
import { readAccessToken } from '../tokens/access-token.ts';
import { newTotpSecret } from '../users/totp.ts';

/** Not documented by AWS; the text was observed in reports of clients. */
function refuseWithoutTotp({ mfa, mfaMethods }: UserPool): void {
  if (mfa !== 'OFF' && mfaMethods.includes('SOFTWARE_TOKEN_MFA')) return;
  throw new ServiceError(
    'SoftwareTokenMFANotFoundException',
    'Software Token MFA is not enabled for the userPool.',
  );
}

/**
 * Makes a TOTP secret, for the user of an access token or of MFA_SETUP's challenge token. MFA_SETUP continues with the
 * challenge token of the reply.
 */
export const associateSoftwareToken: Operation = async (context, input) => {
  const { AccessToken, Session } = readTexts(input, {
    AccessToken: { ...rules.accessToken, optional: true },
    Session: { ...rules.challengeToken, optional: true },
  });
  const SecretCode = newTotpSecret(context.platform.random);
  if (AccessToken !== undefined) {
    const { pool, user } = await readAccessToken(context, AccessToken);
    refuseWithoutTotp(pool);
    user.pendingTotpSecret = SecretCode;
    return { SecretCode };
  }
  if (Session === undefined) throw invalidParameter('Either AccessToken or Session is required.');
  const { scope, challenge, user } = await readChallengeByToken(context, 'MFA_SETUP', Session);
  const { details, progress } = challenge;
  if (!details.offered.includes('SOFTWARE_TOKEN_MFA')) refuseWithoutTotp({ ...scope.pool, mfaMethods: [] });
  const next = { offered: details.offered, totpSecret: SecretCode };
  return { SecretCode, Session: await openChallenge(context, scope, user, 'MFA_SETUP', next, progress) };
};
