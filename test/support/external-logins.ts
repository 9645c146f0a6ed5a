/** Logins of Google, other providers and an app's backend, which the local AWS trusts. */
import { CognitoIdentityClient } from '@aws-sdk/client-cognito-identity';
import type { LocalAws, LocalAwsOptions } from 'cognito-kit-local';
import { exportJWK, generateKeyPair, SignJWT } from 'jose';
import { createRequestHandler } from '../../src/aws/request-handler.ts';

const { privateKey, publicKey } = await generateKeyPair('RS256', { extractable: true });
const jwks = { keys: [{ ...(await exportJWK(publicKey)), kid: 'foreign', alg: 'RS256', use: 'sig' }] };
const audiences = ['an-app'];

export const google = 'accounts.google.com';
export const oidc = 'login.example.com';
export const developer = 'login.example.app';
/** Keys of `Logins`. Tokens of the real Facebook and Amazon are not JWTs; the kit treats each token as text. */
export const providers = [google, 'graph.facebook.com', 'www.amazon.com', 'appleid.apple.com', oidc];

/** Options of a local AWS that trusts these providers, and an identity pool that accepts them and the backend's users. */
export const trustedProviders = {
  issuers: providers.map((name) => ({ issuer: `https://${name}`, jwks, audiences })),
  identityPools: [
    {
      openIdProviders: providers.map((providerName) => ({ providerName })),
      developerProviderName: developer,
    },
  ],
} satisfies LocalAwsOptions;

/** Creates an ID token of a provider, valid for ten minutes from `now` (milliseconds since 1970). */
export const createIdToken = (name: string, sub: string, now: number): Promise<string> =>
  new SignJWT({ iss: `https://${name}`, aud: audiences[0] ?? '', sub })
    .setProtectedHeader({ alg: 'RS256', kid: 'foreign' })
    .setIssuedAt(Math.floor(now / 1000))
    .setExpirationTime(Math.floor(now / 1000) + 600)
    .sign(privateKey);

/** Creates the identity pool client of an app's backend, with the keys of the account. */
export const createBackendClient = (aws: LocalAws, systemClockOffset: number) =>
  new CognitoIdentityClient({
    region: aws.config.region,
    endpoint: aws.config.endpoint,
    credentials: aws.rootCredentials,
    systemClockOffset,
    requestHandler: createRequestHandler({
      authSignal: () => new AbortController().signal,
      userPool: { platform: { fetch: aws.fetch } },
    }),
  });
