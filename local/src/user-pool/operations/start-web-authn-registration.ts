/** https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_StartWebAuthnRegistration.html */
import { ServiceError } from '../../protocol/service-error.ts';
import type { Operation } from '../context.ts';
import { readTexts, rules } from '../input.ts';
import { newChallenge } from '../sign-in/passkey-step.ts';
import { creationOptions } from '../passkeys/options.ts';
import { requireWebAuthn } from '../passkeys/settings.ts';
import { readAccessToken } from '../tokens/access-token.ts';

/** Milliseconds. (?) AWS says no more than that it expires; three times as long as the page waits for its user. */
const CHALLENGE_LIFETIME = 180_000;
/** https://docs.aws.amazon.com/cognito/latest/developerguide/limits.html (passkeys per user) */
const MOST_PASSKEYS = 20;

export const startWebAuthnRegistration: Operation = async (context, input) => {
  const { AccessToken } = readTexts(input, { AccessToken: rules.accessToken });
  const { pool, user, claims } = await readAccessToken(context, AccessToken);
  const settings = requireWebAuthn(pool);
  if (user.passkeys.length >= MOST_PASSKEYS) {
    throw new ServiceError('LimitExceededException', `A user has ${MOST_PASSKEYS} passkeys at most.`);
  }
  const challenge = newChallenge(context.platform.random);
  user.passkeyRegistration = {
    challenge,
    clientId: String(claims['client_id']),
    expiresAt: context.platform.now() + CHALLENGE_LIFETIME,
  };
  return { CredentialCreationOptions: creationOptions(pool, settings, user, challenge) };
};
