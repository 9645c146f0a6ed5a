/**
 * Proves that devices and guests stored by the real amazon-cognito-identity-js and Amplify v6 are used by the
 * kit, on the same local AWS over HTTP.
 */
import * as auth from '@aws-amplify/auth';
import {
  CognitoAWSCredentialsAndIdentityIdProvider,
  cognitoUserPoolsTokenProvider,
  DefaultIdentityIdStore,
} from '@aws-amplify/auth/cognito';
import { Amplify, ConsoleLogger } from '@aws-amplify/core';
import { createIdentityJsStorage } from 'cognito-kit/storage';
import { fromCognitoUserPool } from 'cognito-kit/identity-js';
import type { CognitoUserSession } from 'amazon-cognito-identity-js';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { type Cognito } from '../../src/client/cognito.ts';
import type { CognitoConfig } from '../../src/config/config.ts';
import { createSignInFlow } from '../../src/sign-in/flows/sign-in.ts';
import { decodeJwt } from '../../src/lib/jwt.ts';
import { identityJs, sessionOf } from '../support/identity-js-client.ts';
import { localAwsForTests } from '../support/local-aws-server.ts';
import { totpCode } from '../support/codes.ts';
import { ada, TOTP_SECRET } from '../support/users.ts';
import { webStorage } from '../support/web-storage.ts';
import { createHttpClient } from '../support/http-client.ts';

const aws = localAwsForTests({
  users: [{ ...ada, totp: TOTP_SECRET }],
  pool: { devices: { tracking: 'ALWAYS', skipsMfa: true } },
});
// Amplify logs a warning about the custom endpoint at each configuration.
ConsoleLogger.LOG_LEVEL = 'ERROR';

/** The items of the shared storage; in a page it is `localStorage`. */
const items = new Map<string, string>();
/** Seconds by which the service's clock is ahead. */
let ahead: number;
beforeEach(() => {
  items.clear();
  ahead = 0;
});

// Amplify names a device after the user agent.
beforeEach(() => void vi.stubGlobal('navigator', { userAgent: 'a browser' }));
afterEach(() => void vi.unstubAllGlobals());

const storage = { ...webStorage(items), clear: () => items.clear() };

/** Returns the next code of the authenticator app; each code works once. */
async function totp() {
  await aws.advance(30);
  ahead += 30;
  return totpCode(TOTP_SECRET, Date.now() + ahead * 1000);
}

const open = (config: Partial<CognitoConfig> = {}) => {
  const { clientId, identityPoolId } = aws.config;
  return createHttpClient(aws, {
    identityPoolId,
    storage: createIdentityJsStorage(storage, clientId),
    ...config,
  });
};

/** Signs in and returns the last step with the device key of the tokens. */
async function signIn(page: Cognito, username = 'ada') {
  const flow = createSignInFlow(page);
  await flow.start({ username, password: ada.password });
  const { name, error } = flow.getSnapshot();
  if (error) throw error;
  return { name, device: decodeJwt((await page.getTokens())?.accessToken ?? '')?.['device_key'] };
}
/** Refreshes the tokens of the user that the library reads from the storage, by the library itself. */
async function renew(library: ReturnType<typeof identityJs>) {
  const user = library.pool.getCurrentUser();
  if (!user) throw new Error('The library finds no user in the storage.');
  const session = await new Promise<CognitoUserSession>((resolve, reject) => {
    user.getSession((error: Error | null, stored: CognitoUserSession | null) =>
      stored ? resolve(stored) : reject(error ?? new Error('The library has no session.')),
    );
  });
  return library.refresh(user, session);
}
const storedValue = (part: string) => [...items].find(([key]) => key.endsWith(`.${part}`))?.[1];

describe('a device stored by amazon-cognito-identity-js', () => {
  const createDevice = async () => {
    const library = identityJs(aws, storage);
    const user = library.user('ada');
    expect(await library.signIn(user, ada.password)).toEqual({ challenge: 'totp' });
    await library.answerTotp(user, await totp());
    const key = storedValue('deviceKey');
    expect(key).toMatch(/_/);
    user.signOut();
    return { library, key };
  };

  it.each(['ada', ada.email])(
    "a sign-in of %s with the kit uses the library's device and asks for no code",
    async (name) => {
      const { key } = await createDevice();
      const { page, sent } = open();
      expect(await signIn(page, name)).toEqual({ name: 'signedIn', device: key });
      expect(sent).not.toContain('ConfirmDevice');
    },
  );

  it("fromCognitoUserPool uses the library's device", async () => {
    const { library, key } = await createDevice();
    const { page } = open(fromCognitoUserPool(library.pool));
    expect(await signIn(page)).toEqual({ name: 'signedIn', device: key });
  });

  it("the library's device entry stays, so that both refresh and the library's next sign-in asks for no code", async () => {
    const { library, key } = await createDevice();
    const { page } = open();
    await signIn(page);
    await aws.advance(2);
    await renew(library);
    expect(await page.getTokens({ refresh: true })).toBeDefined();
    await page.signOut();
    expect(storedValue('deviceKey')).toBe(key);
    sessionOf(await library.signIn(library.user('ada'), ada.password));
  });

  it("forgetBrowser deletes the library's device entry", async () => {
    await createDevice();
    const { page } = open();
    await signIn(page);
    await page.signOut();
    await page.forgetBrowser();
    expect([...items.keys()]).toEqual([]);
    expect(await signIn(page)).toMatchObject({ name: 'totp' });
  });
});

it('a device that the kit stored is used by amazon-cognito-identity-js for a refresh and a sign-in', async () => {
  const { page } = open();
  const flow = createSignInFlow(page);
  await flow.start({ username: ada.email, password: ada.password });
  const state = flow.getSnapshot();
  if (state.name !== 'totp') throw new Error(`The sign-in stopped at ${state.name}.`);
  await state.submit({ code: await totp() });
  expect(flow.getSnapshot().name).toBe('signedIn');
  const library = identityJs(aws, storage);
  await aws.advance(2);
  const renewed = await renew(library);
  expect(renewed.getAccessToken().payload).toMatchObject({ device_key: storedValue('deviceKey') });
  await page.signOut();
  sessionOf(await library.signIn(library.user('ada'), ada.password));
});

describe('devices and guests stored by Amplify', () => {
  const configure = () => {
    const { userPoolId, clientId, identityPoolId } = aws.config;
    const Auth = {
      Cognito: {
        userPoolId,
        userPoolClientId: clientId,
        userPoolEndpoint: aws.url,
        identityPoolId,
        identityPoolEndpoint: aws.url,
        allowGuestAccess: true,
      },
    };
    const keyValueStorage = {
      getItem: async (key: string) => storage.getItem(key),
      setItem: async (key: string, value: string) => storage.setItem(key, value),
      removeItem: async (key: string) => storage.removeItem(key),
      clear: async () => storage.clear(),
    };
    cognitoUserPoolsTokenProvider.setAuthConfig(Auth);
    cognitoUserPoolsTokenProvider.setKeyValueStorage(keyValueStorage);
    const identities = new DefaultIdentityIdStore(keyValueStorage);
    identities.setAuthConfig(Auth);
    const credentialsProvider = new CognitoAWSCredentialsAndIdentityIdProvider(identities);
    Amplify.configure(
      { Auth },
      { Auth: { tokenProvider: cognitoUserPoolsTokenProvider, credentialsProvider } },
    );
  };

  it("a sign-in with the kit uses Amplify's device", async () => {
    configure();
    const { nextStep } = await auth.signIn({ username: 'ada', password: ada.password });
    expect(nextStep.signInStep).toBe('CONFIRM_SIGN_IN_WITH_TOTP_CODE');
    await auth.confirmSignIn({ challengeResponse: await totp() });
    const key = storedValue('deviceKey');
    expect(key).toMatch(/_/);
    await auth.signOut();
    const { page, sent } = open();
    expect(await signIn(page)).toEqual({ name: 'signedIn', device: key });
    expect(sent).not.toContain('ConfirmDevice');
  });

  it("the kit continues Amplify's guest with the same identity id", async () => {
    configure();
    const { identityId } = await auth.fetchAuthSession();
    expect(identityId).toMatch(/:/);
    const { page, sent } = open({ guest: true });
    expect((await page.credentials()).identityId).toBe(identityId);
    expect(sent).toEqual(['GetCredentialsForIdentity']);
  });

  const v5 = () => `CognitoIdentityId-${aws.config.identityPoolId}`;
  const v6 = () => `com.amplify.Cognito.${aws.config.identityPoolId}.identityId`;

  it('the kit continues the guest of Amplify v5 too', async () => {
    configure();
    const { identityId = '' } = await auth.fetchAuthSession();
    items.clear();
    items.set(v5(), identityId);
    const { page } = open({ guest: true });
    expect((await page.credentials()).identityId).toBe(identityId);
  });

  it('fault 71 (deleted identity): a deleted guest of Amplify is replaced by a new one, once', async () => {
    const { identityPoolId } = aws.config;
    const deletedId = `${identityPoolId.split(':')[0]}:00000000-0000-4000-8000-000000000000`;
    items.set(v6(), deletedId);
    const { page, sent } = open({ guest: true });
    const { identityId } = await page.credentials();
    expect(identityId).not.toBe(deletedId);
    expect(sent).toEqual(['GetCredentialsForIdentity', 'GetId', 'GetCredentialsForIdentity']);
    expect([...items.values()].join()).not.toContain(deletedId);
    const again = open({ guest: true });
    expect((await again.page.credentials()).identityId).toBe(identityId);
  });

  it("fault 75 (shared device): Amplify's guest is deleted by forgetBrowser and by linkGuest", async () => {
    configure();
    const { identityId = '' } = await auth.fetchAuthSession();
    const { page } = open({ guest: true });
    await page.forgetBrowser();
    expect([...items.values()].join()).not.toContain(identityId);
    items.set(v6(), identityId);
    const flow = createSignInFlow(page);
    await flow.start({ username: 'ada', password: ada.password });
    const state = flow.getSnapshot();
    if (state.name === 'totp') await state.submit({ code: await totp() });
    expect((await page.credentials({ linkGuest: true })).identityId).toBe(identityId);
    expect(items.has(v6())).toBe(false);
    await page.signOut();
    expect((await page.credentials()).identityId).not.toBe(identityId);
  });
});
