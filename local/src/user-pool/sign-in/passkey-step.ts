/** Opens the WEB_AUTHN challenge of a sign-in. */
import type { JsonObject } from '../../protocol/json-service.ts';
import type { Context, Scope } from '../context.ts';
import { newChallenge, requestOptions } from '../passkeys/options.ts';
import { requireWebAuthn } from '../passkeys/settings.ts';
import type { SignInProgress, User } from '../state.ts';
import { openChallenge } from './challenge-tokens.ts';

/** @param user a user for whom `canUsePasskey` returns true */
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
