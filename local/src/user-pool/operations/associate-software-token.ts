/** https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_AssociateSoftwareToken.html */
import { readAccessToken } from '../tokens/access-token.ts';
import type { Operation } from '../context.ts';
import { readTexts, rules } from '../input.ts';
import { newTotpSecret } from '../users/totp.ts';

/** By access token; the Session of an MFA_SETUP challenge has its place here once a pool can require MFA. */
export const associateSoftwareToken: Operation = async (context, input) => {
  const { AccessToken } = readTexts(input, { AccessToken: rules.accessToken });
  const { user } = await readAccessToken(context, AccessToken);
  const SecretCode = newTotpSecret(context.world.random);
  user.pendingTotpSecret = SecretCode;
  return { SecretCode };
};
