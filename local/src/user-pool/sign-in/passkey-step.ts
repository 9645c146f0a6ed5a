/** Asks for a passkey, in a sign-in. */
import { toBase64Url } from '../../lib/bytes.ts';
import type { JsonObject } from '../../protocol/json-service.ts';
import type { Context, Scope } from '../context.ts';
import { openChallenge } from './challenge-tokens.ts';
import type { SignInProgress, User } from '../state.ts';
import { requestOptions } from '../passkeys/options.ts';
import { requireWebAuthn } from '../passkeys/settings.ts';

/** WebAuthn asks for at least 16. https://www.w3.org/TR/webauthn-3/#sctn-cryptographic-challenges */
const CHALLENGE_BYTES = 32;

export const newChallenge = (random: Context['platform']['random']): string =>
  toBase64Url(random(CHALLENGE_BYTES));

/** The WEB_AUTHN challenge, for a user whom `canUsePasskey` says yes to. */
export async function openPasskeyChallenge(
  context: Context,
  scope: Scope,
  user: User,
  progress: SignInProgress,
): Promise<JsonObject> {
  const { pool, client } = scope;
  const settings = requireWebAuthn(pool);
  const challenge = newChallenge(context.platform.random);
  const options = requestOptions(pool, settings, user, challenge, client.sessionValidity * 1000);
  return {
    ChallengeName: 'WEB_AUTHN',
    Session: await openChallenge(context, scope, user, 'WEB_AUTHN', { challenge }, progress),
    ChallengeParameters: { CREDENTIAL_REQUEST_OPTIONS: JSON.stringify(options) },
  };
}
