/** https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_AssociateSoftwareToken.html */
import { ServiceError } from '../../protocol/service-error.ts';
import type { Operation } from '../context.ts';
import { invalidParameter, readTexts, rules } from '../input.ts';
import { openChallenge, readChallengeByToken } from '../sign-in/challenge-tokens.ts';
import type { UserPool } from '../state.ts';
import { readAccessToken } from '../tokens/access-token.ts';
import { newTotpSecret } from '../users/totp.ts';

/** (?) The sentence is as clients have reported it. */
function refuseWithoutTotp({ mfa, mfaMethods }: UserPool): void {
  if (mfa !== 'OFF' && mfaMethods.includes('SOFTWARE_TOKEN_MFA')) return;
  throw new ServiceError(
    'SoftwareTokenMFANotFoundException',
    'Software Token MFA is not enabled for the userPool.',
  );
}

/** By the access token of somebody who is signed in, or by the Session of MFA_SETUP, which goes on with the one given back. */
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
