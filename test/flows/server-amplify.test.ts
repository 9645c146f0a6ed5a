/** Proves that the kit and the real Amplify v6 with `ssr: true` share sessions in cookies. */
import { Amplify, ConsoleLogger, CookieStorage } from '@aws-amplify/core';
import * as auth from '@aws-amplify/auth';
import { cognitoUserPoolsTokenProvider } from '@aws-amplify/auth/cognito';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { createSignInFlow } from '../../src/sign-in/flows/sign-in.ts';
import { createCookieStorage } from '../../src/storage/cookie/cookie-storage.ts';
import { localAwsForTests } from '../support/local-aws-server.ts';
import { createBrowserCookies } from '../support/browser-cookies.ts';
import { ada } from '../support/users.ts';
import { createHttpClient } from '../support/http-client.ts';

const hostileName = 'ada+(fox);é%41|';
const aws = localAwsForTests({
  users: [{ username: hostileName, email: 'fox@example.com', password: ada.password }],
});
const { password } = ada;

// Amplify logs a warning about the custom endpoint at each configuration.
ConsoleLogger.LOG_LEVEL = 'ERROR';

let jar: ReturnType<typeof createBrowserCookies>;
beforeEach(() => {
  jar = createBrowserCookies();
  // js-cookie writes to `document.cookie`; Amplify looks at the document to guess the framework.
  vi.stubGlobal(
    'document',
    Object.assign(jar.document, { querySelector: () => null, querySelectorAll: () => [] }),
  );
  const { userPoolId, clientId } = aws.config;
  const Auth = { Cognito: { userPoolId, userPoolClientId: clientId, userPoolEndpoint: aws.url } };
  cognitoUserPoolsTokenProvider.setAuthConfig(Auth);
  // The package aws-amplify does the same for `ssr: true`.
  cognitoUserPoolsTokenProvider.setKeyValueStorage(new CookieStorage({ sameSite: 'lax' }));
  Amplify.configure({ Auth }, { Auth: { tokenProvider: cognitoUserPoolsTokenProvider } });
});
afterEach(() => vi.unstubAllGlobals());

const open = () => {
  const { document } = jar;
  const location = { protocol: 'https:', hostname: 'app.example.com' };
  const storage = createCookieStorage(aws.config.clientId, { document, location });
  return createHttpClient(aws, { storage }).page;
};
const amplifyTokens = async () => {
  const { tokens } = await auth.fetchAuthSession();
  return tokens && { idToken: tokens.idToken?.toString(), accessToken: tokens.accessToken.toString() };
};

it('the kit continues, refreshes and ends a session that Amplify stored in cookies', async () => {
  const { nextStep } = await auth.signIn({ username: hostileName, password });
  expect(nextStep.signInStep).toBe('DONE');
  const kit = open();
  expect(await kit.ready()).toMatchObject({ status: 'signedIn', username: hostileName });
  expect(await kit.getTokens()).toMatchObject((await amplifyTokens()) ?? { tokens: 'of Amplify' });
  const before = jar.names().length;
  await aws.advance(2);
  const renewed = await kit.getTokens({ refresh: true });
  expect(await amplifyTokens()).toEqual({ idToken: renewed?.idToken, accessToken: renewed?.accessToken });
  // The kit adds one cookie of its own and no second one of the same name.
  expect(jar.names()).toHaveLength(before + 1);
  await kit.signOut();
  expect(await amplifyTokens()).toBeUndefined();
  expect(jar.names()).toEqual([]);
});

it('Amplify uses and ends a session that the kit stored in cookies', async () => {
  const kit = open();
  await createSignInFlow(kit).start({ username: hostileName, password });
  const tokens = await kit.getTokens();
  expect(await amplifyTokens()).toEqual({ idToken: tokens?.idToken, accessToken: tokens?.accessToken });
  expect(await auth.getCurrentUser()).toMatchObject({ username: hostileName });
  await auth.signOut();
  expect(await kit.getTokens()).toBeUndefined();
  expect(kit.getSession()).toEqual({ status: 'signedOut' });
});
