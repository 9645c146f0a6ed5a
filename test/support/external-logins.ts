/** Google and other providers, whose tokens the local AWS trusts, and the account's own client. */
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
/** Keys of `Logins`. The real Facebook and Amazon give tokens that are no JWT; to the kit each is a text. */
export const providers = [google, 'graph.facebook.com', 'www.amazon.com', 'appleid.apple.com', oidc];

/** The account trusts them all; the identity pool takes them, and users whom the app's backend vouches for. */
export const trusting = {
  issuers: providers.map((name) => ({ issuer: `https://${name}`, jwks, audiences })),
  identityPools: [
    {
      openIdProviders: providers.map((providerName) => ({ providerName })),
      developerProviderName: developer,
    },
  ],
} satisfies LocalAwsOptions;

/** An ID token of a provider, good for ten minutes from then on (milliseconds since the epoch). */
export const tokenOf = (name: string, sub: string, now: number): Promise<string> =>
  new SignJWT({ iss: `https://${name}`, aud: audiences[0] ?? '', sub })
    .setProtectedHeader({ alg: 'RS256', kid: 'foreign' })
    .setIssuedAt(Math.floor(now / 1000))
    .setExpirationTime(Math.floor(now / 1000) + 600)
    .sign(privateKey);

/** What an app's backend calls identity pools with. */
export const backend = (aws: LocalAws, systemClockOffset: number) =>
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
