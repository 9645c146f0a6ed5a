/**
 * Proves that the kit and the real @aws-amplify/auth v6 share one session, on the same storage and the same
 * local AWS over HTTP.
 */
import { Amplify, ConsoleLogger } from '@aws-amplify/core';
import * as auth from '@aws-amplify/auth';
import { cognitoUserPoolsTokenProvider } from '@aws-amplify/auth/cognito';
import { createIdentityJsStorage } from 'cognito-kit/storage';
import { beforeEach, describe, expect, it } from 'vitest';
import type { CognitoConfig } from '../../src/config/config.ts';
import { createSignInFlow } from '../../src/sign-in/flows/sign-in.ts';
import { localAwsForTests } from '../support/local-aws-server.ts';
import { bea } from '../support/users.ts';
import { webStorage } from '../support/web-storage.ts';
import { createHttpClient } from '../support/http-client.ts';

const aws = localAwsForTests();
const items = new Map<string, string>();

/** The storage that both libraries use; in a page it is `localStorage`. */
const sharedStorage = webStorage(items);

// Amplify logs a warning about the custom endpoint at each configuration.
ConsoleLogger.LOG_LEVEL = 'ERROR';

beforeEach(() => {
  items.clear();
  const { userPoolId, clientId } = aws.config;
  const Auth = { Cognito: { userPoolId, userPoolClientId: clientId, userPoolEndpoint: aws.url } };
  cognitoUserPoolsTokenProvider.setAuthConfig(Auth);
  cognitoUserPoolsTokenProvider.setKeyValueStorage({
    getItem: async (key) => sharedStorage.getItem(key),
    setItem: async (key, value) => sharedStorage.setItem(key, value),
    removeItem: async (key) => sharedStorage.removeItem(key),
    clear: async () => items.clear(),
  });
  // The package aws-amplify passes its token provider in the same way.
  Amplify.configure({ Auth }, { Auth: { tokenProvider: cognitoUserPoolsTokenProvider } });
});

const open = (config: Partial<CognitoConfig> = {}) => {
  const storage = createIdentityJsStorage(sharedStorage, aws.config.clientId);
  return createHttpClient(aws, { storage, ...config }).page;
};

const amplifySignIn = async (username = 'ada', { password }: { password: string } = aws.user(username)) => {
  const { nextStep } = await auth.signIn({ username, password });
  expect(nextStep.signInStep).toBe('DONE');
};
const amplifyTokens = async () => {
  const { tokens } = await auth.fetchAuthSession();
  return tokens && { idToken: tokens.idToken?.toString(), accessToken: tokens.accessToken.toString() };
};
const amplifyKeys = () => [...items.keys()].filter((key) => key.startsWith('CognitoIdentityServiceProvider'));

describe('a session stored by Amplify', () => {
  it("the kit continues Amplify's session: the user is signed in and no password is needed", async () => {
    await amplifySignIn();
    const page = open();
    expect(await page.ready()).toMatchObject({ status: 'signedIn', username: 'ada' });
    expect(await page.getTokens()).toMatchObject((await amplifyTokens()) ?? {});
  });

  it("the kit continues Amplify's session if the user signed in by email", async () => {
    const { email, password } = aws.user('ada');
    await auth.signIn({ username: email, password });
    const page = open();
    expect(await page.ready()).toMatchObject({ status: 'signedIn', username: 'ada' });
    const renewed = await page.getTokens({ refresh: true });
    expect(await amplifyTokens()).toMatchObject({ accessToken: renewed?.accessToken });
  });

  it("fault 17 (wrong clock): the kit reads Amplify's clockDrift in milliseconds", async () => {
    await amplifySignIn();
    const key = amplifyKeys().find((one) => one.endsWith('.ada.clockDrift')) ?? '';
    const page = open();
    // A drift of under a second comes from a slow line. Read in seconds it would be a quarter of an hour.
    items.set(key, '-950');
    await page.ready();
    expect(page.systemClockOffset()).toBe(0);
    items.set(key, '7200000');
    const other = open();
    await other.ready();
    expect(other.systemClockOffset()).toBe(7_200_000);
  });

  it("a refresh by the kit renews Amplify's tokens and leaves Amplify's own entries alone", async () => {
    await amplifySignIn();
    const page = open();
    await page.ready();
    await aws.advance(2);
    const renewed = await page.getTokens({ refresh: true });
    expect(await amplifyTokens()).toEqual({
      idToken: renewed?.idToken,
      accessToken: renewed?.accessToken,
    });
    expect(await auth.getCurrentUser()).toMatchObject({
      username: 'ada',
      signInDetails: { loginId: 'ada', authFlowType: 'USER_SRP_AUTH' },
    });
    expect(
      Math.abs(Number(items.get(amplifyKeys().find((key) => key.endsWith('clockDrift')) ?? ''))),
    ).toBeLessThan(30_000);
  });

  it('the kit uses the tokens that Amplify refreshed, in the same auth state', async () => {
    await amplifySignIn();
    const page = open();
    const epoch = (await page.ready(), page.authStateId());
    await aws.advance(2);
    const { tokens } = await auth.fetchAuthSession({ forceRefresh: true });
    expect((await page.getTokens())?.accessToken).toBe(tokens?.accessToken.toString());
    expect(page.authStateId()).toBe(epoch);
  });

  it("signOut of the kit signs out of Amplify too and deletes Amplify's entries", async () => {
    await amplifySignIn();
    const page = open();
    await page.ready();
    await page.signOut();
    expect(await amplifyTokens()).toBeUndefined();
    await expect(auth.getCurrentUser()).rejects.toMatchObject({ name: 'UserUnAuthenticatedException' });
    expect(amplifyKeys()).toEqual([]);
  });

  it.each([false, true])('the kit is signed out when Amplify signs out (global: %j)', async (global) => {
    await amplifySignIn();
    const page = open();
    await page.ready();
    await auth.signOut({ global });
    expect(await page.getTokens()).toBeUndefined();
    expect(page.getSession()).toEqual({ status: 'signedOut' });
  });

  it("fault 43 (global sign-out): the kit's session on another device ends when Amplify signs out globally", async () => {
    await amplifySignIn();
    // Simulates another device: its session is stored elsewhere.
    const device = open({ storage: 'memory' });
    await createSignInFlow(device).start({ username: 'ada', password: aws.user('ada').password });
    await auth.signOut({ global: true });
    await expect(device.getTokens({ refresh: true })).rejects.toMatchObject({ code: 'SessionEnded' });
  });

  it('fault 32 (user switch): the kit follows when Amplify signs in another user', async () => {
    await auth.signUp({
      username: bea.username,
      password: bea.password,
      options: { userAttributes: { email: bea.email } },
    });
    await auth.confirmSignUp({ username: 'bea', confirmationCode: await aws.code(bea.email) });
    await amplifySignIn();
    const page = open();
    await page.ready();
    await auth.signOut();
    await amplifySignIn('bea', bea);
    expect(await page.getTokens()).toMatchObject((await amplifyTokens()) ?? {});
    expect(page.getSession()).toMatchObject({ username: 'bea' });
  });
});

it('a sign-in with the kit signs in to Amplify', async () => {
  const page = open();
  await createSignInFlow(page).start({ username: 'ada', password: aws.user('ada').password });
  const tokens = await page.getTokens();
  expect(await amplifyTokens()).toEqual({ idToken: tokens?.idToken, accessToken: tokens?.accessToken });
  expect(await auth.getCurrentUser()).toMatchObject({ username: 'ada' });
  await auth.signOut();
  expect(await page.getTokens()).toBeUndefined();
});
