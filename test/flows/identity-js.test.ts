/**
 * Proves that the kit and the real amazon-cognito-identity-js share one session, on the same storage and the
 * same local AWS over HTTP.
 */
import { fromCognitoUserPool } from 'cognito-kit/identity-js';
import { CognitoUserPool, type CognitoUser, type CognitoUserSession } from 'amazon-cognito-identity-js';
import { describe, expect, it, onTestFinished, vi } from 'vitest';
import { createCognito } from '../../src/client/create-cognito.ts';
import type { CognitoConfig } from '../../src/config/config.ts';
import { createSignInFlow } from '../../src/sign-in/flows/sign-in.ts';
import { emptyStorage, identityJs } from '../support/identity-js-client.ts';
import { localAwsForTests } from '../support/local-aws-server.ts';
import { bea } from '../support/users.ts';

const aws = localAwsForTests();

const start = () => {
  const storage = emptyStorage();
  const keys: string[] = [];
  const watched = {
    ...storage,
    setItem(key: string, value: string) {
      keys.push(key);
      storage.setItem(key, value);
    },
  };
  const library = identityJs(aws, watched);
  const open = (config: Partial<CognitoConfig> = {}) =>
    createCognito({ ...fromCognitoUserPool(library.pool), location: undefined, locks: undefined, ...config });
  const storedKeys = () => [...new Set(keys)].filter((key) => storage.getItem(key) !== null);
  const legacySignIn = async (username = 'ada') => {
    const user = library.user(username);
    await library.signIn(user, aws.user(username).password);
    return user;
  };
  const sessionOf = (user: CognitoUser | null) =>
    new Promise<CognitoUserSession>((resolve, reject) => {
      if (!user) return reject(new Error('No user is signed in.'));
      user.getSession((error: Error | null, session: CognitoUserSession | null) =>
        session ? resolve(session) : reject(error ?? new Error('The library has no session.')),
      );
    });
  return { library, open, storedKeys, legacySignIn, sessionOf };
};

describe('fromCognitoUserPool', () => {
  it('fromCognitoUserPool takes the ids and the endpoint from the pool', () => {
    const { library, open } = start();
    expect(open().config).toMatchObject({
      userPoolId: library.pool.getUserPoolId(),
      clientId: library.pool.getClientId(),
      region: aws.config.region,
      endpoint: aws.url,
    });
  });

  it("requests are sent with the pool's fetch credentials, and without any if it has none", async () => {
    const credentials: unknown[] = [];
    const real = globalThis.fetch;
    const spy = vi.spyOn(globalThis, 'fetch').mockImplementation(async (url, init) => {
      credentials.push(init?.credentials);
      return real(url, init);
    });
    onTestFinished(() => spy.mockRestore());
    for (const fetchOptions of [{ credentials: 'include' }, undefined]) {
      const data = { UserPoolId: aws.config.userPoolId, ClientId: aws.config.clientId, endpoint: aws.url };
      // The library's types lack `fetchOptions`.
      const pool = new CognitoUserPool({ ...data, Storage: emptyStorage(), fetchOptions } as typeof data);
      const page = createCognito({ ...fromCognitoUserPool(pool), location: undefined, locks: undefined });
      await createSignInFlow(page).start({ username: 'ada', password: aws.user('ada').password });
      expect(page.getSession().status).toBe('signedIn');
    }
    expect(credentials).toEqual(['include', 'include', undefined, undefined]);
  });

  it('fromCognitoUserPool leaves the endpoint of AWS to be derived from the region', () => {
    const pool = {
      getUserPoolId: () => 'eu-west-1_Ab12',
      getClientId: () => 'client1',
      client: { endpoint: 'https://cognito-idp.eu-west-1.amazonaws.com/' },
    };
    expect(fromCognitoUserPool(pool)).toEqual({ userPoolId: 'eu-west-1_Ab12', clientId: 'client1' });
  });
});

describe('a session stored by amazon-cognito-identity-js', () => {
  it("the kit continues the library's session: the user is signed in and no password is needed", async () => {
    const { open, legacySignIn } = start();
    const user = await legacySignIn();
    const page = open();
    expect(await page.ready()).toMatchObject({ status: 'signedIn', username: 'ada' });
    const tokens = await page.getTokens();
    expect(tokens?.idToken).toBe(user.getSignInUserSession()?.getIdToken().getJwtToken());
  });

  it("every page reads the library's session as one auth state", async () => {
    const { open, legacySignIn } = start();
    await legacySignIn();
    const [one, two] = [open(), open()];
    await Promise.all([one.ready(), two.ready()]);
    expect(one.authStateId()).toBe(two.authStateId());
    expect(one.authStateId()).not.toBe('');
  });

  it('the library uses the tokens that the kit refreshed, in the same auth state', async () => {
    const { library, open, legacySignIn, sessionOf } = start();
    await legacySignIn();
    const page = open();
    const epoch = (await page.ready(), page.authStateId());
    await aws.advance(2);
    const renewed = await page.getTokens({ refresh: true });
    const session = await sessionOf(library.pool.getCurrentUser());
    expect(session.getAccessToken().getJwtToken()).toBe(renewed?.accessToken);
    expect(page.authStateId()).toBe(epoch);
  });

  it('the kit uses the tokens that the library refreshed', async () => {
    const { open, legacySignIn } = start();
    const user = await legacySignIn();
    const page = open();
    await page.ready();
    await aws.advance(2);
    const before = await page.getTokens();
    const session = await new Promise<CognitoUserSession>((resolve, reject) => {
      const token = user.getSignInUserSession()?.getRefreshToken();
      if (!token) return reject(new Error('The session has no refresh token.'));
      user.refreshSession(token, (error: Error | null, renewed: CognitoUserSession) =>
        error ? reject(error) : resolve(renewed),
      );
    });
    const after = await page.getTokens();
    expect(after?.accessToken).toBe(session.getAccessToken().getJwtToken());
    expect(after?.accessToken).not.toBe(before?.accessToken);
  });

  it('signOut of the kit signs out of the library too and deletes its entries', async () => {
    const { library, open, storedKeys, legacySignIn } = start();
    await legacySignIn();
    const page = open();
    await page.signOut();
    expect(library.pool.getCurrentUser()).toBeNull();
    expect(storedKeys().filter((key) => key.startsWith('CognitoIdentityServiceProvider'))).toEqual([]);
    await page.forgetBrowser();
    expect(storedKeys()).toEqual([]);
  });

  it('the kit is signed out when the library signs out', async () => {
    const { library, open, legacySignIn } = start();
    await legacySignIn();
    const page = open();
    await page.ready();
    library.pool.getCurrentUser()?.signOut();
    expect(await page.getTokens()).toBeUndefined();
    expect(page.getSession()).toEqual({ status: 'signedOut' });
  });

  it('fault 32 (user switch): the kit follows when the library signs in another user', async () => {
    const { open, legacySignIn, library } = start();
    await library.signUp(bea.username, bea.password, bea.email);
    await library.confirm(bea.username, await aws.code(bea.email));
    await legacySignIn();
    const page = open();
    await page.ready();
    const epoch = page.authStateId();
    const libraryUser = library.user(bea.username);
    await library.signIn(libraryUser, bea.password);
    const tokens = await page.getTokens();
    expect(tokens?.idToken).toBe(libraryUser.getSignInUserSession()?.getIdToken().getJwtToken());
    expect(page.getSession()).toMatchObject({ username: 'bea' });
    expect(page.authStateId()).not.toBe(epoch);
  });
});

it('a sign-in with the kit signs in to the library', async () => {
  const { library, open, sessionOf } = start();
  const page = open();
  const flow = createSignInFlow(page);
  await flow.start({ username: 'ada', password: aws.user('ada').password });
  expect(flow.getSnapshot().error).toBeUndefined();
  const user = library.pool.getCurrentUser();
  expect(user?.getUsername()).toBe('ada');
  const session = await sessionOf(user);
  expect(session.isValid()).toBe(true);
  expect(session.getIdToken().getJwtToken()).toBe((await page.getTokens())?.idToken);
});
