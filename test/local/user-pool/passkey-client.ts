/** A browser with a WebAuthn emulator of a third party, which calls the passkey operations of the user pool. */
import type {
  PublicKeyCredentialCreationOptionsJSON,
  PublicKeyCredentialRequestOptionsJSON,
  WebAuthnEmulator,
} from 'nid-webauthn-emulator';
import type { LocalAwsOptions } from 'cognito-kit-local';
import { createAuthenticator } from '../../support/passkeys.ts';
import type { Reply } from '../../support/user-pool-requests.ts';
import { type PoolUnderTest, poolUnderTest } from './pool-under-test.ts';

export const ORIGIN = 'https://example.com';

/** Creates an authenticator that tests the presence of the user without verifying the user. */
export const withoutVerification = (): WebAuthnEmulator => {
  const interaction = () => ({ options: { uv: false, up: true } });
  return createAuthenticator({
    verifications: { userPresent: true, userVerified: false },
    userMakeCredentialInteraction: interaction,
    userGetAssertionInteraction: interaction,
  });
};

const webAuthn = {
  relyingPartyId: 'example.com',
  userVerification: 'preferred',
  factor: 'SINGLE_FACTOR',
} as const;

type WebAuthn = NonNullable<NonNullable<LocalAwsOptions['pool']>['webAuthn']>;

export const passkeyPool = (
  more: Partial<WebAuthn> = {},
  { pool, client, ...options }: LocalAwsOptions = {},
): PoolUnderTest =>
  poolUnderTest({
    users: [
      { email: 'ada@example.com', password: 'Correct-horse-1' },
      { email: 'eve@example.com', password: 'Correct-horse-2' },
    ],
    ...options,
    pool: { firstFactors: ['PASSWORD', 'WEB_AUTHN'], webAuthn: { ...webAuthn, ...more }, ...pool },
    client: { authFlows: ['USER_PASSWORD_AUTH', 'USER_AUTH', 'REFRESH_TOKEN_AUTH'], ...client },
  });

export const start = async (pool: PoolUnderTest, AccessToken: string) => {
  const { CredentialCreationOptions } = await pool.call('StartWebAuthnRegistration', { AccessToken });
  return CredentialCreationOptions as PublicKeyCredentialCreationOptionsJSON;
};

export const complete = (pool: PoolUnderTest, AccessToken: string, Credential: unknown) =>
  pool.call('CompleteWebAuthnRegistration', { AccessToken, Credential });

/** Creates and registers a passkey for the user of the access token. */
export async function register(
  pool: PoolUnderTest,
  browser: WebAuthnEmulator,
  AccessToken: string,
  origin = ORIGIN,
) {
  const credential = browser.createJSON(origin, await start(pool, AccessToken));
  await complete(pool, AccessToken, credential);
  return credential;
}

export const optionsOf = ({ ChallengeParameters = {} }: Reply): PublicKeyCredentialRequestOptionsJSON =>
  JSON.parse(
    ChallengeParameters['CREDENTIAL_REQUEST_OPTIONS'] ?? '',
  ) as PublicKeyCredentialRequestOptionsJSON;

/** Begins USER_AUTH with a preference for WEB_AUTHN. */
export const challenge = (pool: PoolUnderTest, USERNAME = 'ada') =>
  pool.initiate('USER_AUTH', { USERNAME, PREFERRED_CHALLENGE: 'WEB_AUTHN' });

export const answer = (
  pool: PoolUnderTest,
  credential: unknown,
  Session: string | undefined,
  USERNAME = 'ada',
) => pool.respond('WEB_AUTHN', { USERNAME, CREDENTIAL: JSON.stringify(credential) }, Session);

/** Signs in with a passkey. */
export async function signIn(
  pool: PoolUnderTest,
  browser: WebAuthnEmulator,
  USERNAME = 'ada',
  origin = ORIGIN,
) {
  const asked = await challenge(pool, USERNAME);
  return answer(pool, browser.getJSON(origin, optionsOf(asked)), asked.Session, USERNAME);
}
