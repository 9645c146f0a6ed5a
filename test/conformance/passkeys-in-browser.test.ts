/** A page runs the local AWS in itself and signs in with Chromium's virtual authenticator. The only server serves its scripts. */
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { build } from 'esbuild';
import { type Browser, chromium, type Page } from 'playwright';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { launchOptions } from '../../scripts/browser.mjs';
import { addVirtualAuthenticator } from '../support/virtual-authenticator.ts';

const app = `
import { createLocalAws } from 'cognito-kit-local';
const aws = createLocalAws({
  pool: {
    firstFactors: ['PASSWORD', 'WEB_AUTHN'],
    webAuthn: { relyingPartyId: 'localhost', userVerification: 'required', factor: 'SINGLE_FACTOR' },
  },
  client: { authFlows: ['USER_PASSWORD_AUTH', 'USER_AUTH'] },
});
globalThis.clientId = aws.config.clientId;
globalThis.call = async (operation, input) => {
  const reply = await aws.fetch(aws.config.endpoint, {
    method: 'POST',
    headers: {
      'content-type': 'application/x-amz-json-1.1',
      'x-amz-target': 'AWSCognitoIdentityProviderService.' + operation,
    },
    body: JSON.stringify(input),
  });
  return reply.json();
};
`;

/** The globals of the page. */
interface InPage {
  clientId: string;
  call: (operation: string, input: object) => Promise<Record<string, never>>;
}

let server: Server;
let browser: Browser;
let page: Page;
const loaded: string[] = [];

beforeAll(async () => {
  const { outputFiles, warnings } = await build({
    stdin: { contents: app, resolveDir: process.cwd(), sourcefile: 'app.js' },
    bundle: true,
    splitting: true,
    format: 'esm',
    platform: 'browser',
    outdir: '/',
    write: false,
    alias: { 'cognito-kit-local': `${process.cwd()}/local/src/index.ts` },
    logLevel: 'silent',
  });
  expect(warnings).toEqual([]);
  const scripts = new Map(outputFiles.map((file) => [file.path, file.text]));
  server = createServer(({ url = '' }, reply) => {
    const script = scripts.get(url);
    if (script !== undefined) loaded.push(script);
    reply.setHeader('content-type', script === undefined ? 'text/html' : 'text/javascript');
    reply.end(
      script ?? '<!doctype html><title>A page</title><script type="module" src="/stdin.js"></script>',
    );
  });
  await new Promise<void>((resolve) => server.listen(0, resolve));
  browser = await chromium.launch(await launchOptions());
  page = await browser.newPage();
  await addVirtualAuthenticator(page);
  await page.goto(`http://localhost:${(server.address() as AddressInfo).port}/`);
  await page.waitForFunction('globalThis.call !== undefined');
}, 60_000);
afterAll(async () => {
  await browser?.close();
  server?.closeAllConnections();
  server?.close();
});

const verifierIsLoaded = () => loaded.some((script) => script.includes('Unexpected registration response'));

describe('page with its own local AWS', () => {
  it('registers a passkey, signs in with it and loads the WebAuthn verifier no earlier', async () => {
    const signedIn = await page.evaluate(async () => {
      const { call, clientId: ClientId } = globalThis as unknown as InPage;
      const { AuthenticationResult } = await call('InitiateAuth', {
        ClientId,
        AuthFlow: 'USER_PASSWORD_AUTH',
        AuthParameters: { USERNAME: 'ada', PASSWORD: 'Correct-horse-1' },
      });
      return AuthenticationResult?.['AccessToken'] as unknown as string;
    });
    expect(signedIn).toMatch(/^eyJ/);
    expect(verifierIsLoaded()).toBe(false);

    const reply = await page.evaluate(async (AccessToken) => {
      const { call, clientId: ClientId } = globalThis as unknown as InPage;
      const { CredentialCreationOptions } = await call('StartWebAuthnRegistration', { AccessToken });
      const created = (await navigator.credentials.create({
        publicKey: PublicKeyCredential.parseCreationOptionsFromJSON(CredentialCreationOptions as never),
      })) as PublicKeyCredential;
      await call('CompleteWebAuthnRegistration', { AccessToken, Credential: created.toJSON() });

      const challengeReply = await call('InitiateAuth', {
        ClientId,
        AuthFlow: 'USER_AUTH',
        AuthParameters: { USERNAME: 'ada', PREFERRED_CHALLENGE: 'WEB_AUTHN' },
      });
      const options = JSON.parse(
        challengeReply['ChallengeParameters']?.['CREDENTIAL_REQUEST_OPTIONS'] ?? '',
      ) as never;
      const signed = (await navigator.credentials.get({
        publicKey: PublicKeyCredential.parseRequestOptionsFromJSON(options),
      })) as PublicKeyCredential;
      return call('RespondToAuthChallenge', {
        ClientId,
        ChallengeName: 'WEB_AUTHN',
        Session: challengeReply['Session'],
        ChallengeResponses: { USERNAME: 'ada', CREDENTIAL: JSON.stringify(signed.toJSON()) },
      });
    }, signedIn);
    expect(reply).toHaveProperty('AuthenticationResult.IdToken');
    expect(verifierIsLoaded()).toBe(true);
  }, 60_000);
});
