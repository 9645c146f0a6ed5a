/** Passkeys through AWS's SDK, registered and used by nid-webauthn-emulator: two independent clients. */
import {
  CompleteWebAuthnRegistrationCommand,
  DeleteWebAuthnCredentialCommand,
  GetUserAuthFactorsCommand,
  InitiateAuthCommand,
  ListWebAuthnCredentialsCommand,
  RespondToAuthChallengeCommand,
  StartWebAuthnRegistrationCommand,
} from '@aws-sdk/client-cognito-identity-provider';
import type {
  PublicKeyCredentialCreationOptionsJSON,
  PublicKeyCredentialRequestOptionsJSON,
  WebAuthnEmulator,
} from 'nid-webauthn-emulator';
import { describe, expect, it } from 'vitest';
import { userPoolClient } from './principals.ts';
import { localAwsForTests } from '../support/local-aws-server.ts';
import { createAuthenticator } from '../support/passkeys.ts';
import { webAuthn } from '../support/pool-options.ts';

const ORIGIN = 'http://localhost:5173';

const settings: Parameters<typeof localAwsForTests>[0] = {
  pool: {
    firstFactors: ['PASSWORD', 'WEB_AUTHN'],
    webAuthn,
  },
  client: { authFlows: ['USER_PASSWORD_AUTH', 'USER_AUTH', 'REFRESH_TOKEN_AUTH'] },
};

describe('passkey with AWS’s SDK', () => {
  const aws = localAwsForTests(settings);
  const signedIn = async () => {
    const client = userPoolClient(aws);
    const { AuthenticationResult } = await client.send(
      new InitiateAuthCommand({
        ClientId: aws.config.clientId,
        AuthFlow: 'USER_PASSWORD_AUTH',
        AuthParameters: { USERNAME: 'ada', PASSWORD: aws.user('ada').password },
      }),
    );
    return { client, AccessToken: AuthenticationResult?.AccessToken ?? '' };
  };

  const registered = async (browser = createAuthenticator()) => {
    const { client, AccessToken } = await signedIn();
    const { CredentialCreationOptions } = await client.send(
      new StartWebAuthnRegistrationCommand({ AccessToken }),
    );
    const credential = browser.createJSON(
      ORIGIN,
      CredentialCreationOptions as unknown as PublicKeyCredentialCreationOptionsJSON,
    );
    await client.send(
      new CompleteWebAuthnRegistrationCommand({ AccessToken, Credential: credential as never }),
    );
    return { client, AccessToken, browser, credential };
  };

  const signInWith = async (browser: WebAuthnEmulator, origin = ORIGIN) => {
    const client = userPoolClient(aws);
    const challengeReply = await client.send(
      new InitiateAuthCommand({
        ClientId: aws.config.clientId,
        AuthFlow: 'USER_AUTH',
        AuthParameters: { USERNAME: 'ada', PREFERRED_CHALLENGE: 'WEB_AUTHN' },
      }),
    );
    expect(challengeReply.ChallengeName).toBe('WEB_AUTHN');
    const options = JSON.parse(
      challengeReply.ChallengeParameters?.['CREDENTIAL_REQUEST_OPTIONS'] ?? '',
    ) as PublicKeyCredentialRequestOptionsJSON;
    const credential = browser.getJSON(origin, options);
    return client.send(
      new RespondToAuthChallengeCommand({
        ClientId: aws.config.clientId,
        ChallengeName: 'WEB_AUTHN',
        ChallengeResponses: { USERNAME: 'ada', CREDENTIAL: JSON.stringify(credential) },
        Session: challengeReply.Session,
      }),
    );
  };

  it('is registered, listed, used to sign in and deleted', async () => {
    const { client, AccessToken, browser, credential } = await registered();
    const { Credentials = [] } = await client.send(new ListWebAuthnCredentialsCommand({ AccessToken }));
    expect(Credentials).toMatchObject([{ CredentialId: credential.id, RelyingPartyId: 'localhost' }]);
    expect(Credentials[0]?.CreatedAt?.getTime()).toBeGreaterThan(Date.now() - 60_000);
    const factors = await client.send(new GetUserAuthFactorsCommand({ AccessToken }));
    expect(factors.ConfiguredUserAuthFactors).toEqual(['PASSWORD', 'WEB_AUTHN']);

    const { AuthenticationResult } = await signInWith(browser);
    expect(AuthenticationResult?.IdToken).toBeDefined();
    expect((await signInWith(browser)).AuthenticationResult?.RefreshToken).toBeDefined();

    const CredentialId = credential.id;
    await client.send(new DeleteWebAuthnCredentialCommand({ AccessToken, CredentialId }));
    expect((await client.send(new ListWebAuthnCredentialsCommand({ AccessToken }))).Credentials).toEqual([]);
  });

  it('is refused by an authenticator that already has one', async () => {
    const { browser } = await registered();
    await expect(registered(browser)).rejects.toThrow();
  });

  it('is refused from another origin', async () => {
    const { browser } = await registered();
    const client = userPoolClient(aws);
    const { AccessToken } = await signedIn();
    const { CredentialCreationOptions } = await client.send(
      new StartWebAuthnRegistrationCommand({ AccessToken }),
    );
    const elsewhere = createAuthenticator().createJSON('https://example.com', {
      ...(CredentialCreationOptions as unknown as PublicKeyCredentialCreationOptionsJSON),
      rp: { id: 'example.com', name: 'example.com' },
    });
    await expect(
      client.send(new CompleteWebAuthnRegistrationCommand({ AccessToken, Credential: elsewhere as never })),
    ).rejects.toMatchObject({ name: 'WebAuthnOriginNotAllowedException' });
    expect((await signInWith(browser)).AuthenticationResult).toBeDefined();
  });
});
