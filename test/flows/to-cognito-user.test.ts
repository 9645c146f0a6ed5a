/**
 * Proves that toCognitoUser returns a live `CognitoUser` of the real amazon-cognito-identity-js on the kit's
 * session, against the local AWS over HTTP.
 */
import { toCognitoUser } from 'cognito-kit/identity-js';
import {
  CognitoUser,
  CognitoUserAttribute,
  type CognitoUserPool,
  type CognitoUserSession,
} from 'amazon-cognito-identity-js';
import { describe, expect, it } from 'vitest';
import { type Cognito } from '../../src/client/cognito.ts';
import type { CognitoConfig } from '../../src/config/config.ts';
import { createSignInFlow } from '../../src/sign-in/flows/sign-in.ts';
import { createIdentityJsStorage } from '../../src/storage/identity-js/identity-js-storage.ts';
import { emptyStorage, identityJs } from '../support/identity-js-client.ts';
import { localAwsForTests } from '../support/local-aws-server.ts';
import { bea } from '../support/users.ts';
import { createHttpClient } from '../support/http-client.ts';

const aws = localAwsForTests();

/** Opens a page on which ada has signed in with the kit. */
const openPage = async (config: Partial<CognitoConfig> = {}) => {
  const { page, sent } = createHttpClient(aws, config);
  await signIn(page, 'ada');
  sent.length = 0;
  return { page, sent };
};

async function signIn(
  page: Cognito,
  username: string,
  { password }: { password: string } = aws.user(username),
) {
  const flow = createSignInFlow(page);
  await flow.start({ username, password });
  if (flow.getSnapshot().name !== 'signedIn')
    throw flow.getSnapshot().error ?? new Error('The sign-in did not finish.');
}

const toUser = async (page: Cognito, pool?: CognitoUserPool): Promise<CognitoUser> => {
  const user = await toCognitoUser(page, pool);
  if (!user) throw new Error('No user is signed in.');
  return user;
};

type SessionCallback = (error: Error | null, session: CognitoUserSession | null) => void;
const sessionOf = (call: (respond: SessionCallback) => void) =>
  new Promise<CognitoUserSession>((resolve, reject) => {
    call((error, session) =>
      session ? resolve(session) : reject(error ?? new Error('The library has no session.')),
    );
  });
const getSession = (user: CognitoUser) => sessionOf((respond) => user.getSession(respond));
const refresh = (user: CognitoUser, session: CognitoUserSession) =>
  sessionOf((respond) => user.refreshSession(session.getRefreshToken(), respond));
const library = () => identityJs(aws);

describe('toCognitoUser', () => {
  it("toCognitoUser returns a CognitoUser with the kit's tokens", async () => {
    const { page, sent } = await openPage();
    const user = await toUser(page);
    expect(user).toBeInstanceOf(CognitoUser);
    expect(user.getUsername()).toBe('ada');
    const session = await getSession(user);
    const tokens = await page.getTokens();
    expect(session.isValid()).toBe(true);
    expect([
      session.getIdToken().getJwtToken(),
      session.getAccessToken().getJwtToken(),
      session.getRefreshToken().getToken(),
    ]).toEqual([tokens?.idToken, tokens?.accessToken, tokens?.refreshToken]);
    expect(sent).toEqual([]);
  });

  it('toCognitoUser returns null if no user is signed in', async () => {
    const { page } = await openPage();
    await page.signOut();
    expect(await toCognitoUser(page)).toBeNull();
  });

  it('fault 25 (callers): refreshes of the CognitoUser and the kit send one request', async () => {
    const { page, sent } = await openPage();
    const user = await toUser(page);
    const session = await getSession(user);
    await aws.advance(2);
    const renewed = await Promise.all([
      refresh(user, session),
      page.getTokens({ refresh: true }).then((tokens) => tokens?.accessToken),
      refresh(await toUser(page), session),
    ]);
    expect(sent).toEqual(['GetTokensFromRefreshToken']);
    const [first, kits, other] = renewed;
    expect(first.getAccessToken().getJwtToken()).toBe(kits);
    expect(other.getAccessToken().getJwtToken()).toBe(kits);
    expect(kits).not.toBe(session.getAccessToken().getJwtToken());
  });

  it('the CognitoUser knows the clock offset, so its tokens expire in time', async () => {
    const device = { ahead: 0 };
    const clock = {
      now: () => Date.now() + device.ahead,
      after: (ms: number, then: () => void) => {
        const timer = setTimeout(then, ms);
        return () => clearTimeout(timer);
      },
    };
    const { page, sent } = await openPage({ clock });
    // An hour later the tokens have expired, by the kit's clock as by the service's.
    device.ahead = 3_600_000;
    await aws.advance(3_600);
    const session = await getSession(await toUser(page));
    expect(sent).toEqual(['GetTokensFromRefreshToken']);
    expect(session.getAccessToken().getExpiration() * 1000).toBeGreaterThan(clock.now());
    const drift = (session as unknown as { clockDrift: number }).clockDrift;
    expect(drift).toBe(Math.round(-page.systemClockOffset() / 1000));
  });

  it("the library's other calls use the kit's tokens and transport", async () => {
    const { page, sent } = await openPage();
    const user = await toUser(page);
    await getSession(user);
    expect(await library().attributes(user)).toMatchObject({ email: aws.user('ada').email });
    await new Promise<unknown>((resolve, reject) => {
      const attributes = [new CognitoUserAttribute({ Name: 'name', Value: 'Ada L.' })];
      user.updateAttributes(attributes, (error, result) => (error ? reject(error) : resolve(result)));
    });
    expect(await library().attributes(user)).toMatchObject({ name: 'Ada L.' });
    const { password } = aws.user('ada');
    await library().changePassword(user, password, 'Correct-horse-9');
    expect(new Set(sent)).toEqual(new Set(['GetUser', 'UpdateUserAttributes', 'ChangePassword']));
    await signIn(page, 'ada', { password: 'Correct-horse-9' });
  });

  it('refusals of the service reach the callbacks as the library reports them', async () => {
    const { page } = await openPage();
    const user = await toUser(page);
    await getSession(user);
    const refused = library().changePassword(user, 'Wrong-password-1', 'Correct-horse-9');
    await expect(refused).rejects.toMatchObject({
      name: 'NotAuthorizedException',
      code: 'NotAuthorizedException',
      message: 'Incorrect username or password.',
    });
  });
});

describe('sign-out', () => {
  it('signOut of the kit ends the CognitoUser at once', async () => {
    const { page } = await openPage();
    const user = await toUser(page);
    await getSession(user);
    expect(user.getSignInUserSession()).not.toBeNull();
    void page.signOut();
    expect(user.getSignInUserSession()).toBeNull();
    await expect(getSession(user)).rejects.toMatchObject({ code: 'NotAuthorizedException' });
    await expect(library().attributes(user)).rejects.toThrow('User is not authenticated');
  });

  it("signOut of the CognitoUser ends the kit's session at once and revokes the refresh token", async () => {
    const { page, sent } = await openPage();
    const user = await toUser(page);
    const session = await getSession(user);
    const endedStates: string[] = [];
    page.onAuthStateEnd((id) => endedStates.push(id));
    const epoch = page.authStateId();
    const signedOut = new Promise<Error | null | undefined>((resolve) => {
      user.signOut(resolve as () => void);
    });
    expect(page.getSession()).toEqual({ status: 'signedOut' });
    expect(endedStates).toEqual([epoch]);
    expect(await signedOut).toBeNull();
    expect(await page.getTokens()).toBeUndefined();
    expect(sent).toEqual(['RevokeToken']);
    await expect.poll(() => refusalOf(session)).toBe('NotAuthorizedException');
  });

  it("globalSignOut of the CognitoUser ends all sessions of the user and the kit's", async () => {
    const { page } = await openPage();
    const elsewhere = await openPage();
    const user = await toUser(page);
    await getSession(user);
    expect(await library().globalSignOut(user)).toBe('SUCCESS');
    expect(page.getSession()).toEqual({ status: 'signedOut' });
    await expect(elsewhere.page.getTokens({ refresh: true })).rejects.toMatchObject({ code: 'SessionEnded' });
  });

  it('signOut of the kit with everywhere ends the CognitoUser', async () => {
    const { page } = await openPage();
    const user = await toUser(page);
    const elsewhere = await openPage();
    const other = await toUser(elsewhere.page);
    const session = await getSession(other);
    await page.signOut({ everywhere: true });
    expect(user.getSignInUserSession()).toBeNull();
    // Code that uses the library branches on this error code.
    await expect(refresh(other, session)).rejects.toMatchObject({ code: 'NotAuthorizedException' });
    expect(elsewhere.page.getSession()).toEqual({ status: 'signedOut' });
  });

  it("deleteUser of the CognitoUser ends the kit's session", async () => {
    const { page } = await openPage();
    const user = await toUser(page);
    await getSession(user);
    await new Promise<unknown>((resolve, reject) => {
      user.deleteUser((error, result) => (error ? reject(error) : resolve(result)));
    });
    expect(page.getSession()).toEqual({ status: 'signedOut' });
  });
});

describe('a switch of user', () => {
  it('fault 32 (user switch): the former CognitoUser neither acts for nor signs out the new user', async () => {
    const { page, sent } = await openPage();
    const ada = await toUser(page);
    const session = await getSession(ada);
    await library().signUp(bea.username, bea.password, bea.email);
    await library().confirm(bea.username, await aws.code(bea.email));
    await signIn(page, 'bea', bea);
    sent.length = 0;
    expect(ada.getSignInUserSession()).toBeNull();
    await expect(getSession(ada)).rejects.toMatchObject({ code: 'NotAuthorizedException' });
    await expect(refresh(ada, session)).rejects.toMatchObject({ code: 'NotAuthorizedException' });
    ada.signOut();
    expect(page.getSession()).toMatchObject({ username: 'bea' });
    expect((await toUser(page)).getUsername()).toBe('bea');
    expect(sent).toEqual([]);
  });

  it('a sign-in through the CognitoUser is a sign-in of the kit', async () => {
    const { page } = await openPage();
    const user = await toUser(page);
    const before = page.authStateId();
    await library().signIn(user, aws.user('ada').password);
    expect(page.authStateId()).not.toBe(before);
    const tokens = await page.getTokens();
    expect(tokens?.idToken).toBe(user.getSignInUserSession()?.getIdToken().getJwtToken());
  });
});

it("with the app's own pool, a sign-out deletes the library's entries", async () => {
  const storage = emptyStorage();
  const client = identityJs(aws, storage);
  const { page } = await openPage({ storage: createIdentityJsStorage(storage, aws.config.clientId) });
  expect(client.pool.getCurrentUser()?.getUsername()).toBe('ada');
  const user = await toUser(page, client.pool);
  await getSession(user);
  user.signOut();
  // Code that uses the library expects this at once.
  expect(client.pool.getCurrentUser()).toBeNull();
  await page.ready();
  expect(await page.getTokens()).toBeUndefined();
});

/** Returns the service's error type for the session's refresh token. */
const refusalOf = async (session: CognitoUserSession) => {
  const reply = await fetch(aws.url, {
    method: 'POST',
    headers: {
      'content-type': 'application/x-amz-json-1.1',
      'x-amz-target': 'AWSCognitoIdentityProviderService.GetTokensFromRefreshToken',
    },
    body: JSON.stringify({
      ClientId: aws.config.clientId,
      RefreshToken: session.getRefreshToken().getToken(),
    }),
  });
  const { __type } = (await reply.json()) as { __type?: string };
  return __type;
};
