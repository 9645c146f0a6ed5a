/** The kit beside the real @aws-amplify/auth v6, both on the same storage and the same local AWS over HTTP. */
import { Amplify, ConsoleLogger } from '@aws-amplify/core';
import * as auth from '@aws-amplify/auth';
import { cognitoUserPoolsTokenProvider } from '@aws-amplify/auth/cognito';
import { createIdentityJsStorage } from 'cognito-kit/storage';
import { beforeEach, describe, expect, it } from 'vitest';
import { createCognito } from '../../src/client/create-cognito.ts';
import type { CognitoConfig } from '../../src/config/config.ts';
import { createSignInFlow } from '../../src/sign-in/flows/sign-in.ts';
import { localAwsForTests } from '../conformance/server.ts';

const aws = localAwsForTests();
const items = new Map<string, string>();

/** What both have in common: in a page, `localStorage`. */
const shared = {
  getItem: (key: string) => items.get(key) ?? null,
  setItem: (key: string, value: string) => void items.set(key, value),
  removeItem: (key: string) => void items.delete(key),
};

// Else it warns of the custom endpoint at each configuration.
ConsoleLogger.LOG_LEVEL = 'ERROR';

beforeEach(() => {
  items.clear();
  const { userPoolId, clientId } = aws.config;
  const Auth = { Cognito: { userPoolId, userPoolClientId: clientId, userPoolEndpoint: aws.url } };
  cognitoUserPoolsTokenProvider.setAuthConfig(Auth);
  cognitoUserPoolsTokenProvider.setKeyValueStorage({
    getItem: async (key) => shared.getItem(key),
    setItem: async (key, value) => shared.setItem(key, value),
    removeItem: async (key) => shared.removeItem(key),
    clear: async () => items.clear(),
  });
  // As the package aws-amplify does it.
  Amplify.configure({ Auth }, { Auth: { tokenProvider: cognitoUserPoolsTokenProvider } });
});

const open = (more: Partial<CognitoConfig> = {}) =>
  createCognito({
    userPoolId: aws.config.userPoolId,
    clientId: aws.config.clientId,
    endpoint: aws.url,
    storage: createIdentityJsStorage(shared, aws.config.clientId),
    location: undefined,
    locks: undefined,
    ...more,
  });

const amplifySignIn = async (username = 'ada', { password }: { password: string } = aws.user(username)) => {
  const { nextStep } = await auth.signIn({ username, password });
  expect(nextStep.signInStep).toBe('DONE');
};
const amplifyTokens = async () => {
  const { tokens } = await auth.fetchAuthSession();
  return tokens && { idToken: tokens.idToken?.toString(), accessToken: tokens.accessToken.toString() };
};
const left = () => [...items.keys()].filter((key) => key.startsWith('CognitoIdentityServiceProvider'));

describe('a session that Amplify left', () => {
  it('is taken over: the user stays signed in, and no password is asked for', async () => {
    await amplifySignIn();
    const page = open();
    expect(await page.ready()).toMatchObject({ status: 'signedIn', username: 'ada' });
    expect(await page.getTokens()).toMatchObject((await amplifyTokens()) ?? {});
  });

  it('is taken over where the person signed in by e-mail address', async () => {
    const { email, password } = aws.user('ada');
    await auth.signIn({ username: email, password });
    const page = open();
    expect(await page.ready()).toMatchObject({ status: 'signedIn', username: 'ada' });
    const renewed = await page.getTokens({ refresh: true });
    expect(await amplifyTokens()).toMatchObject({ accessToken: renewed?.accessToken });
  });

  it('fault 17: has its clock drift read in Amplify’s milliseconds', async () => {
    await amplifySignIn();
    const key = left().find((one) => one.endsWith('.ada.clockDrift')) ?? '';
    const page = open();
    // As of a device that is right, on a slow line: in seconds it would be more than a quarter of an hour.
    items.set(key, '-950');
    await page.ready();
    expect(page.systemClockOffset()).toBe(0);
    items.set(key, '7200000');
    const other = open();
    await other.ready();
    expect(other.systemClockOffset()).toBe(7_200_000);
  });

  it('is renewed for both, and Amplify’s own notes stay', async () => {
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
    expect(Math.abs(Number(items.get(left().find((key) => key.endsWith('clockDrift')) ?? '')))).toBeLessThan(
      30_000,
    );
  });

  it('is noticed when Amplify renewed it', async () => {
    await amplifySignIn();
    const page = open();
    const epoch = (await page.ready(), page.authStateId());
    await aws.advance(2);
    const { tokens } = await auth.fetchAuthSession({ forceRefresh: true });
    expect((await page.getTokens())?.accessToken).toBe(tokens?.accessToken.toString());
    expect(page.authStateId()).toBe(epoch);
  });

  it('ends on both sides when the kit signs out, with nothing left behind', async () => {
    await amplifySignIn();
    const page = open();
    await page.ready();
    await page.signOut();
    expect(await amplifyTokens()).toBeUndefined();
    await expect(auth.getCurrentUser()).rejects.toMatchObject({ name: 'UserUnAuthenticatedException' });
    expect(left()).toEqual([]);
  });

  it.each([false, true])('ends here when Amplify signs out (everywhere: %j)', async (global) => {
    await amplifySignIn();
    const page = open();
    await page.ready();
    await auth.signOut({ global });
    expect(await page.getTokens()).toBeUndefined();
    expect(page.getSession()).toEqual({ status: 'signedOut' });
  });

  it('fault 43: ends here when Amplify signed out everywhere on another device', async () => {
    await amplifySignIn();
    // Another browser, with a store of its own.
    const device = open({ storage: 'memory' });
    await createSignInFlow(device).start({ username: 'ada', password: aws.user('ada').password });
    await auth.signOut({ global: true });
    await expect(device.getTokens({ refresh: true })).rejects.toMatchObject({ code: 'SessionEnded' });
  });

  it('fault 32: gives way when Amplify signs somebody else in', async () => {
    const bea = { username: 'bea', password: 'Correct-horse-2' };
    await auth.signUp({ ...bea, options: { userAttributes: { email: 'bea@example.com' } } });
    await auth.confirmSignUp({ username: 'bea', confirmationCode: await aws.code('bea@example.com') });
    await amplifySignIn();
    const page = open();
    await page.ready();
    await auth.signOut();
    await amplifySignIn('bea', bea);
    expect(await page.getTokens()).toMatchObject((await amplifyTokens()) ?? {});
    expect(page.getSession()).toMatchObject({ username: 'bea' });
  });
});

it('a sign-in with the kit is a sign-in for Amplify', async () => {
  const page = open();
  await createSignInFlow(page).start({ username: 'ada', password: aws.user('ada').password });
  const tokens = await page.getTokens();
  expect(await amplifyTokens()).toEqual({ idToken: tokens?.idToken, accessToken: tokens?.accessToken });
  expect(await auth.getCurrentUser()).toMatchObject({ username: 'ada' });
  await auth.signOut();
  expect(await page.getTokens()).toBeUndefined();
});
