/** https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_CompleteWebAuthnRegistration.html */
import { ServiceError } from '../../protocol/service-error.ts';
import type { Context, Operation } from '../context.ts';
import { invalidParameter, missingMember, readTexts, rules } from '../input.ts';
import { type Credential, invalidCredential, readCredential } from '../passkeys/credential.ts';
import { isRegistered, registeredPasskey } from '../passkeys/registration.ts';
import { requireWebAuthn } from '../passkeys/settings.ts';
import type { User } from '../state.ts';
import { readAccessToken } from '../tokens/access-token.ts';

const challengeNotFound = (): ServiceError =>
  new ServiceError(
    'WebAuthnChallengeNotFoundException',
    'The registration challenge was not found or has expired.',
  );
const otherClient = (): ServiceError =>
  new ServiceError(
    'WebAuthnClientMismatchException',
    'The registration was started with an access token of another app client.',
  );

/**
 * Checks that the credential answers the pending registration, and removes that registration, even if a later check
 * fails.
 */
function takeRegistration(
  { platform }: Context,
  user: User,
  clientId: unknown,
  { clientData }: Credential,
): void {
  const registration = user.passkeyRegistration;
  if (!registration || registration.expiresAt <= platform.now()) {
    platform.print(`${user.username} has no pending passkey registration, or it has expired`);
    throw challengeNotFound();
  }
  if (registration.clientId !== clientId) throw otherClient();
  if (registration.challenge !== clientData.challenge) {
    platform.print(
      `A new passkey of ${user.username} answers another challenge than the last one that was started`,
    );
    throw challengeNotFound();
  }
  delete user.passkeyRegistration;
}

export const completeWebAuthnRegistration: Operation = async (context, input) => {
  const { AccessToken } = readTexts(input, { AccessToken: rules.accessToken });
  const { pool, user, claims } = await readAccessToken(context, AccessToken);
  const settings = requireWebAuthn(pool);
  if (input['Credential'] === undefined || input['Credential'] === null) throw missingMember('Credential');
  // The API takes a JSON document here, not its text.
  if (typeof input['Credential'] !== 'object') throw invalidCredential();
  const credential = readCredential(input['Credential'], ['attestationObject']);
  takeRegistration(context, user, claims['client_id'], credential);
  const passkey = await registeredPasskey(context.platform, settings, credential);
  if (isRegistered(pool, passkey.credentialId)) {
    context.platform.print(`A new passkey of ${user.username} was refused: it is registered already`);
    throw invalidParameter('The credential is already registered.');
  }
  user.passkeys.push(passkey);
  user.updatedAt = context.platform.now();
  return {};
};
