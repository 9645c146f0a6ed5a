/** https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_StartWebAuthnRegistration.html */
import { ServiceError } from '../../protocol/service-error.ts';
import type { Operation } from '../context.ts';
import { readTexts, rules } from '../input.ts';
import { creationOptions, newChallenge } from '../passkeys/options.ts';
import { requireWebAuthn } from '../passkeys/settings.ts';
import { readAccessToken } from '../tokens/access-token.ts';

/** Milliseconds, three times the page's timeout. Assumption: AWS documents that a challenge expires, but not when. */
const CHALLENGE_LIFETIME = 180_000;
/** AWS's quota of passkeys per user. https://docs.aws.amazon.com/cognito/latest/developerguide/limits.html */
const MAX_PASSKEYS = 20;

export const startWebAuthnRegistration: Operation = async (context, input) => {
  const { AccessToken } = readTexts(input, { AccessToken: rules.accessToken });
  const { pool, user, claims } = await readAccessToken(context, AccessToken);
  const settings = requireWebAuthn(pool);
  if (user.passkeys.length >= MAX_PASSKEYS) {
    throw new ServiceError('LimitExceededException', `A user has ${MAX_PASSKEYS} passkeys at most.`);
  }
  const challenge = newChallenge(context.platform.random);
  user.passkeyRegistration = {
    challenge,
    clientId: String(claims['client_id']),
    expiresAt: context.platform.now() + CHALLENGE_LIFETIME,
  };
  return { CredentialCreationOptions: creationOptions(pool, settings, user, challenge) };
};
