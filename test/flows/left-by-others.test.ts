/**
 * What amazon-cognito-identity-js and Amplify v6 left in a store beside a session: devices and a guest. The real
 * libraries make them, on the same local AWS over HTTP.
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
import { Secret, TOTP } from 'otpauth';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { createCognito } from '../../src/client/create-cognito.ts';
import { type Cognito } from '../../src/client/cognito.ts';
import type { CognitoConfig } from '../../src/config/config.ts';
import { createSignInFlow } from '../../src/sign-in/flows/sign-in.ts';
import { decodeJwt } from '../../src/lib/jwt.ts';
import { identityJs, sessionOf } from '../conformance/identity-js-client.ts';
import { localAwsForTests } from '../conformance/server.ts';

const SECRET = 'JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP';
const ada = { username: 'ada', email: 'ada@example.com', password: 'Correct-horse-1', totp: SECRET };
const aws = localAwsForTests({
  users: [ada],
  pool: { devices: { tracking: 'ALWAYS', skipsMfa: true } },
});
// Else it warns of the custom endpoint at each configuration.
ConsoleLogger.LOG_LEVEL = 'ERROR';

/** In a page, `localStorage`. */
let items: Map<string, string>;
/** Seconds by which the service is ahead. */
let ahead: number;
beforeEach(() => {
  items = new Map();
  ahead = 0;
});

// Amplify names a device by it.
beforeEach(() => void vi.stubGlobal('navigator', { userAgent: 'a browser' }));
afterEach(() => void vi.unstubAllGlobals());

const storage = {
  getItem: (key: string) => items.get(key) ?? null,
  setItem: (key: string, value: string) => void items.set(key, value),
  removeItem: (key: string) => void items.delete(key),
  clear: () => items.clear(),
};

/** The authenticator app's next code; each works once. */
async function totp() {
  await aws.advance(30);
  ahead += 30;
  return new TOTP({ secret: Secret.fromBase32(SECRET) }).generate({ timestamp: Date.now() + ahead * 1000 });
}

function open(more: Partial<CognitoConfig> = {}) {
  const { userPoolId, clientId, identityPoolId } = aws.config;
  const sent: string[] = [];
  const page = createCognito({
    userPoolId,
    clientId,
    identityPoolId,
    endpoint: aws.url,
    storage: createIdentityJsStorage(storage, clientId),
    location: undefined,
    locks: undefined,
    fetch(url, init) {
      sent.push(new Headers(init.headers).get('x-amz-target')?.replace(/^.*\./, '') ?? '');
      return fetch(url, init);
    },
    ...more,
  });
  return { page, sent };
}

/** The steps on the way, and the device that the tokens are for. */
async function signIn(page: Cognito, username = 'ada') {
  const flow = createSignInFlow(page);
  await flow.start({ username, password: ada.password });
  const { name, error } = flow.getSnapshot();
  if (error) throw error;
  return { name, device: decodeJwt((await page.getTokens())?.accessToken ?? '')?.['device_key'] };
}
/** By the library: who is signed in, as it finds them in the store, gets new tokens. */
async function renew(library: ReturnType<typeof identityJs>) {
  const user = library.pool.getCurrentUser();
  if (!user) throw new Error('the library sees nobody');
  const session = await new Promise<CognitoUserSession>((resolve, reject) => {
    user.getSession((error: Error | null, found: CognitoUserSession | null) =>
      found ? resolve(found) : reject(error ?? new Error('no session')),
    );
  });
  return library.refresh(user, session);
}
const left = (part: string) => [...items].find(([key]) => key.endsWith(`.${part}`))?.[1];

describe('a device that amazon-cognito-identity-js made', () => {
  const make = async () => {
    const library = identityJs(aws, storage);
    const user = library.user('ada');
    expect(await library.signIn(user, ada.password)).toEqual({ challenge: 'totp' });
    await library.answerTotp(user, await totp());
    const key = left('deviceKey');
    expect(key).toMatch(/_/);
    user.signOut();
    return { library, key };
  };

  it.each(['ada', ada.email])(
    'proves itself when %s signs in with the kit, and no code is asked for',
    async (name) => {
      const { key } = await make();
      const { page, sent } = open();
      expect(await signIn(page, name)).toEqual({ name: 'signedIn', device: key });
      expect(sent).not.toContain('ConfirmDevice');
    },
  );

  it('is taken over with the pool, too', async () => {
    const { library, key } = await make();
    const { page } = open(fromCognitoUserPool(library.pool));
    expect(await signIn(page)).toEqual({ name: 'signedIn', device: key });
  });

  it('stays where the library looks: both renew, and it is asked for no code either', async () => {
    const { library, key } = await make();
    const { page } = open();
    await signIn(page);
    await aws.advance(2);
    await renew(library);
    expect(await page.getTokens({ refresh: true })).toBeDefined();
    await page.signOut();
    expect(left('deviceKey')).toBe(key);
    sessionOf(await library.signIn(library.user('ada'), ada.password));
  });

  it('is forgotten by forgetBrowser()', async () => {
    await make();
    const { page } = open();
    await signIn(page);
    await page.signOut();
    await page.forgetBrowser();
    expect([...items.keys()]).toEqual([]);
    expect(await signIn(page)).toMatchObject({ name: 'totp' });
  });
});

it('a device that the kit made is the library’s, which renews with it and is asked for no code', async () => {
  const { page } = open();
  const flow = createSignInFlow(page);
  await flow.start({ username: ada.email, password: ada.password });
  const state = flow.getSnapshot();
  if (state.name !== 'totp') throw new Error(`stopped at ${state.name}`);
  await state.submit({ code: await totp() });
  expect(flow.getSnapshot().name).toBe('signedIn');
  const library = identityJs(aws, storage);
  await aws.advance(2);
  const renewed = await renew(library);
  expect(renewed.getAccessToken().payload).toMatchObject({ device_key: left('deviceKey') });
  await page.signOut();
  sessionOf(await library.signIn(library.user('ada'), ada.password));
});

describe('Amplify', () => {
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

  it('leaves a device that proves itself when its user signs in with the kit', async () => {
    configure();
    const { nextStep } = await auth.signIn({ username: 'ada', password: ada.password });
    expect(nextStep.signInStep).toBe('CONFIRM_SIGN_IN_WITH_TOTP_CODE');
    await auth.confirmSignIn({ challengeResponse: await totp() });
    const key = left('deviceKey');
    expect(key).toMatch(/_/);
    await auth.signOut();
    const { page, sent } = open();
    expect(await signIn(page)).toEqual({ name: 'signedIn', device: key });
    expect(sent).not.toContain('ConfirmDevice');
  });

  it('leaves a guest, who goes on as the same one', async () => {
    configure();
    const { identityId } = await auth.fetchAuthSession();
    expect(identityId).toMatch(/:/);
    const { page, sent } = open({ guest: true });
    expect((await page.credentials()).identityId).toBe(identityId);
    expect(sent).toEqual(['GetCredentialsForIdentity']);
  });

  const v5 = () => `CognitoIdentityId-${aws.config.identityPoolId}`;
  const v6 = () => `com.amplify.Cognito.${aws.config.identityPoolId}.identityId`;

  it('left one in its fifth version too', async () => {
    configure();
    const { identityId = '' } = await auth.fetchAuthSession();
    items.clear();
    items.set(v5(), identityId);
    const { page } = open({ guest: true });
    expect((await page.credentials()).identityId).toBe(identityId);
  });

  it('fault 71: a guest that is gone gives way to a new one, and does not come back', async () => {
    const { identityPoolId } = aws.config;
    const gone = `${identityPoolId.split(':')[0]}:00000000-0000-4000-8000-000000000000`;
    items.set(v6(), gone);
    const { page, sent } = open({ guest: true });
    const { identityId } = await page.credentials();
    expect(identityId).not.toBe(gone);
    expect(sent).toEqual(['GetCredentialsForIdentity', 'GetId', 'GetCredentialsForIdentity']);
    expect([...items.values()].join()).not.toContain(gone);
    const again = open({ guest: true });
    expect((await again.page.credentials()).identityId).toBe(identityId);
  });

  it('fault 75: a guest is forgotten once it is linked to a user, and by forgetBrowser()', async () => {
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
