/**
 * The local AWS runs in a browser page: it bundles without Node modules and signs a user in with browser globals
 * only.
 */
import { createContext, runInContext } from 'node:vm';
import { build } from 'esbuild';
import { expect, it } from 'vitest';

/** Globals that browsers and Node both have. */
const webGlobals =
  `AbortController AbortSignal Blob DOMException Event EventTarget FormData Headers Request Response ReadableStream TextDecoder
  TextEncoder TransformStream URL URLSearchParams atob btoa clearTimeout console crypto performance queueMicrotask setTimeout
  structuredClone WritableStream CryptoKey Uint8Array ArrayBuffer`.split(/\s+/);

it('the local AWS runs with browser globals only and gives a user AWS credentials', async () => {
  const {
    outputFiles: [bundle],
  } = await build({
    stdin: {
      contents: `import { createLocalAws } from './local/src/index.ts';
        globalThis.result = (async () => {
          const aws = createLocalAws({ seed: 'page', userPools: [{ mfa: 'OPTIONAL' }] });
          const call = async (target, input) => (await aws.fetch(aws.config.endpoint, {
            method: 'POST', headers: { 'x-amz-target': target }, body: JSON.stringify(input),
          })).json();
          const { AuthenticationResult } = await call('AWSCognitoIdentityProviderService.InitiateAuth', {
            ClientId: aws.config.clientId, AuthFlow: 'USER_PASSWORD_AUTH',
            AuthParameters: { USERNAME: 'ada', PASSWORD: 'Correct-horse-1' },
          });
          const Logins = { ['cognito-idp.us-east-1.amazonaws.com/' + aws.config.userPoolId]: AuthenticationResult.IdToken };
          const { IdentityId } = await call('AWSCognitoIdentityService.GetId', { IdentityPoolId: aws.config.identityPoolId, Logins });
          const { Credentials } = await call('AWSCognitoIdentityService.GetCredentialsForIdentity', { IdentityId, Logins });
          return Object.keys(Credentials).sort().join();
        })();`,
      resolveDir: process.cwd(),
    },
    bundle: true,
    platform: 'browser',
    format: 'iife',
    write: false,
    logLevel: 'silent',
  });
  const page = Object.fromEntries(webGlobals.map((name) => [name, Reflect.get(globalThis, name) as unknown]));
  const context = createContext(page);
  runInContext(bundle!.text, context);
  expect(await (context['result'] as Promise<string>)).toBe('AccessKeyId,Expiration,SecretKey,SessionToken');
});
