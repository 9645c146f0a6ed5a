/**
 * Proves that createCognitoServer knows its users by their cookies, refreshes their tokens and never mixes
 * users.
 */
import { afterEach, describe, expect, it, vi } from 'vitest';
import { getUser } from '../../src/account/account.ts';
import { decodeJwt } from '../../src/lib/jwt.ts';
import { createFakeClock } from '../support/fake-clock.ts';
import { createAppServer } from '../support/app-server.ts';
import { printDeep } from '../support/print-deep.ts';
import { userNamed } from '../support/users.ts';

const HOUR = 3_600_000;
/** Moves the date; nothing in these tests waits for a timer. */
const advanceDate = (milliseconds: number) => {
  vi.useFakeTimers({ toFake: ['Date'], now: Date.now() + milliseconds });
};
afterEach(() => void vi.useRealTimers());

describe('a request', () => {
  it("a request is signed in by tokens that are verified with the pool's keys", async () => {
    const { openSignedIn, sent } = createAppServer();
    const cognito = (await openSignedIn()).open();
    expect(cognito.getSession()).toEqual({ status: 'loading' });
    expect(await cognito.initialSession()).toMatchObject({ status: 'signedIn', username: 'ada' });
    expect(cognito.getSession()).toMatchObject({ status: 'signedIn', username: 'ada' });
    expect(await cognito.requireUser()).toMatchObject({
      username: 'ada',
      claims: { email: 'ada@example.com', token_use: 'id' },
    });
    expect(sent).toEqual([expect.stringMatching(/jwks\.json$/)]);
    expect(cognito.headers().getSetCookie()).toEqual([]);
  });

  it("the pool's keys are fetched once for all requests", async () => {
    const { openSignedIn, sent } = createAppServer();
    const browser = await openSignedIn();
    await Promise.all([browser.open().requireUser(), browser.open().requireUser()]);
    await browser.open().requireUser();
    expect(sent).toHaveLength(1);
  });

  it('a request without cookies is signed out and sends nothing', async () => {
    const { openBrowser, sent } = createAppServer();
    const cognito = openBrowser().open();
    expect(await cognito.initialSession()).toMatchObject({ status: 'signedOut' });
    await expect(cognito.requireUser()).rejects.toMatchObject({ kind: 'session', code: 'NotSignedIn' });
    expect(await cognito.getTokens()).toBeUndefined();
    expect(sent).toEqual([]);
  });

  it('account functions work with the client of a request', async () => {
    const { openSignedIn } = createAppServer();
    expect(await getUser((await openSignedIn()).open())).toMatchObject({ username: 'ada' });
  });

  it('expired tokens are refreshed, and the response brings them to the browser', async () => {
    const { openSignedIn, sent } = createAppServer();
    const browser = await openSignedIn();
    const page = browser.load();
    await page.ready();
    const epoch = page.authStateId();
    advanceDate(2 * HOUR);
    const cognito = browser.open();
    expect(await cognito.requireUser()).toMatchObject({ username: 'ada' });
    expect(sent.filter((one) => !one.endsWith('.json'))).toEqual(['GetTokensFromRefreshToken']);
    const tokens = await cognito.getTokens();
    expect(tokens?.accessToken).not.toBe(browser.tokens.accessToken);
    browser.take(cognito.applyTo(new Response('a page')));
    // The page continues the same auth state with these tokens, without a refresh of its own.
    expect((await page.getTokens())?.accessToken).toBe(tokens?.accessToken);
    expect(page.authStateId()).toBe(epoch);
    expect(sent.filter((one) => !one.endsWith('.json'))).toHaveLength(1);
  });

  it('fault 33 (stale tab): requests that arrive together refresh once', async () => {
    const { openSignedIn, sent } = createAppServer();
    const browser = await openSignedIn();
    advanceDate(2 * HOUR);
    const tokens = await Promise.all(Array.from({ length: 10 }, () => browser.open().getTokens()));
    expect(new Set(tokens.map((one) => one?.accessToken)).size).toBe(1);
    expect(sent.filter((one) => one === 'GetTokensFromRefreshToken')).toHaveLength(1);
  });

  it('fault 33 (stale tab): a request with a used refresh token leaves the newer cookies alone', async () => {
    const { openSignedIn } = createAppServer({
      client: { refreshTokenRotation: { status: 'ENABLED', gracePeriod: 0 } },
    });
    const browser = await openSignedIn();
    advanceDate(2 * HOUR);
    // Both requests carry the same cookies. On two servers, or one after the other, they do not share a
    // refresh.
    const [fast, slow] = [browser.open(), browser.open()];
    await fast.requireUser();
    browser.take(fast.applyTo(new Response('')));
    await expect(slow.requireUser()).rejects.toMatchObject({
      code: 'NotSignedIn',
      cause: { cause: { code: 'RefreshTokenReuseException' } },
    });
    expect(await slow.initialSession()).toMatchObject({ status: 'signedOut' });
    browser.take(slow.applyTo(new Response('')));
    expect(await browser.open().requireUser()).toMatchObject({ username: 'ada' });
  });

  it('fault 5 (timeout): a refresh without a reply is given up after 8 seconds, and the next request tries again', async () => {
    const clock = createFakeClock(Date.now());
    let requestCount = 0;
    const { openSignedIn, aws } = createAppServer(
      {},
      {
        clock,
        fetch: (input, init) =>
          requestCount++ === 0 ? new Promise<never>(() => {}) : aws.fetch(input, init),
      },
    );
    const browser = await openSignedIn();
    advanceDate(2 * HOUR);
    clock.set(Date.now());
    const hung = browser.open();
    const refused = expect(hung.requireUser()).rejects.toMatchObject({ kind: 'timeout' });
    await clock.advance(8_000);
    await refused;
    expect(hung.headers().getSetCookie(), 'the cookies stay').toEqual([]);
    expect(await browser.open().requireUser()).toMatchObject({ username: 'ada' });
  });

  it('fault 43 (global sign-out): the request of an ended session is signed out, and its cookies are deleted', async () => {
    const { openSignedIn, openBrowser, server } = createAppServer();
    const browser = await openSignedIn();
    const request = browser.request();
    const other = openBrowser();
    other.text.write('theme=dark');
    const elsewhere = browser.load();
    await elsewhere.signOut({ everywhere: true });
    advanceDate(2 * HOUR);
    const cognito = server.open(request);
    await expect(cognito.requireUser()).rejects.toMatchObject({
      kind: 'session',
      code: 'NotSignedIn',
      cause: { code: 'SessionEnded' },
    });
    expect(await cognito.initialSession()).toMatchObject({ status: 'signedOut' });
    for (const pair of request.headers.get('cookie')!.split('; ')) other.text.write(pair);
    other.take(cognito.applyTo(new Response('')));
    expect(other.names()).toEqual(['theme']);
  });

  it.each(['refresh', 'keys'] as const)(
    'an error without a sign-out is returned when the %s cannot be fetched',
    async (missing) => {
      let down = false;
      const { openSignedIn, aws } = createAppServer(
        {},
        {
          fetch: async (input, init) => {
            if (down) throw new TypeError('fetch failed');
            return aws.fetch(input, init);
          },
        },
      );
      const browser = await openSignedIn();
      down = true;
      if (missing === 'refresh') advanceDate(2 * HOUR);
      const cognito = browser.open();
      await expect(cognito.requireUser()).rejects.toMatchObject({ kind: 'network', code: 'NetworkError' });
      await expect(cognito.initialSession()).rejects.toMatchObject({ kind: 'network' });
      expect(cognito.headers().getSetCookie()).toEqual([]);
      down = false;
      expect(await browser.open().requireUser()).toMatchObject({ username: 'ada' });
    },
  );

  it.each([
    ['an HTML page', () => new Response('<html>', { headers: { 'content-type': 'text/html' } })],
    ['no keys', () => Response.json({ nothing: true })],
    ['an error', () => new Response('no', { status: 503 })],
  ])("the cookies stay when the pool's keys are answered by %s", async (_, reply) => {
    const { openSignedIn } = createAppServer({}, { fetch: async () => reply() });
    const cognito = (await openSignedIn()).open();
    await expect(cognito.requireUser()).rejects.toMatchObject({ kind: 'network' });
    expect(cognito.headers().getSetCookie()).toEqual([]);
  });

  it("fault 17 (wrong clock): tokens are checked by the server's clock, and the browser's measured offset stays", async () => {
    const { openSignedIn } = createAppServer();
    const browser = await openSignedIn();
    const drift = browser.names().find((name) => name.endsWith('.clockDrift'))!;
    browser.text.write(`${drift}=${24 * 3600}`);
    expect(await browser.open().requireUser()).toMatchObject({ username: 'ada' });
    advanceDate(2 * HOUR);
    const cognito = browser.open();
    await cognito.requireUser();
    browser.take(cognito.applyTo(new Response('')));
    expect(browser.text.read()).toContain(`${drift}=${24 * 3600}`);
  });

  it('signOut deletes the cookies and revokes the refresh token before the response', async () => {
    const { openSignedIn, sent } = createAppServer();
    const browser = await openSignedIn();
    const cognito = browser.open();
    await cognito.signOut();
    expect(sent).toEqual(['RevokeToken']);
    browser.take(cognito.applyTo(new Response('')));
    expect(browser.names()).toEqual([]);
    expect(await browser.open().initialSession()).toMatchObject({ status: 'signedOut' });
  });

  it('signOut revokes the refresh token before the response with an asynchronous transformInput', async () => {
    const transformInput = async (_: string, input: Readonly<Record<string, unknown>>) => {
      await new Promise(setImmediate);
      return input;
    };
    const { openSignedIn, sent } = createAppServer({}, { transformInput: [transformInput] });
    const cognito = (await openSignedIn()).open();
    await cognito.signOut();
    expect(sent).toEqual(['RevokeToken']);
  });

  it('signOut succeeds if the refresh token cannot be revoked', async () => {
    const { openSignedIn } = createAppServer(
      {},
      { fetch: () => Promise.reject(new TypeError('fetch failed')) },
    );
    const browser = await openSignedIn();
    const cognito = browser.open();
    await cognito.signOut();
    browser.take(cognito.applyTo(new Response('')));
    expect(browser.names()).toEqual([]);
  });
});

describe('a response', () => {
  it('fault 92 (cached reply): applyTo makes the response private and not stored, and keeps its other headers', async () => {
    const { openSignedIn } = createAppServer();
    const cognito = (await openSignedIn()).open();
    await cognito.signOut();
    const headers = new Headers({ 'cache-control': 'public, max-age=60', location: '/sign-in' });
    headers.append('set-cookie', 'theme=dark');
    const response = cognito.applyTo(new Response(null, { status: 303, headers }));
    expect(response.status).toBe(303);
    expect(response.headers.get('cache-control')).toBe('private, no-store');
    expect(response.headers.get('location')).toBe('/sign-in');
    const cookies = response.headers.getSetCookie();
    expect(cookies[0]).toBe('theme=dark');
    expect(cookies.length).toBeGreaterThan(4);
    for (const cookie of cookies.slice(1)) expect(cookie).toMatch(/; SameSite=Lax; Secure; Max-Age=0$/);
    // The headers of a redirect response are immutable.
    expect(cognito.applyTo(Response.redirect('https://app.example.com/')).status).toBe(302);
  });

  it('fault 93 (hydration): the initial session contains no token and no token id', async () => {
    const { openSignedIn } = createAppServer();
    const { tokens, open } = await openSignedIn();
    const payload = await open().initialSession();
    const all = printDeep(payload);
    for (const token of Object.values(tokens)) {
      expect(all).not.toContain(token);
      for (const part of token.split('.')) expect(all).not.toContain(part);
    }
    const { jti, origin_jti, event_id } = decodeJwt(tokens.idToken)!;
    for (const id of [jti, origin_jti, event_id]) expect(all).not.toContain(id);
    expect(payload).toMatchObject({
      status: 'signedIn',
      username: 'ada',
      claims: { email: 'ada@example.com' },
    });
    expect(payload).toEqual(JSON.parse(JSON.stringify(payload)));
  });
});

it('fault 91 (users on one server): parallel requests of several users never mix, with expired tokens too', async () => {
  const names = ['ada', 'bea', 'cleo', 'dora', 'edith'];
  let state = 1;
  /** Waits for some turns of the event loop, by a seed. */
  const delay = async () => {
    state = (state * 48_271) % 2_147_483_647;
    for (let turns = state % 30; turns > 0; turns--) await new Promise(setImmediate);
  };
  const { openSignedIn, aws } = createAppServer(
    { users: names.map((name) => userNamed(name)) },
    {
      async fetch(input, init) {
        await delay();
        const response = await aws.fetch(input, init);
        await delay();
        return response;
      },
    },
  );
  const browsers = await Promise.all(names.map((name) => openSignedIn(name)));
  advanceDate(2 * HOUR);
  await Promise.all(
    Array.from({ length: 50 }, async (_, index) => {
      const name = names[index % 5]!;
      await delay();
      const cognito = browsers[index % 5]!.open();
      await delay();
      const [session, { claims }, user, tokens] = await Promise.all([
        cognito.initialSession(),
        cognito.requireUser(),
        getUser(cognito),
        cognito.getTokens(),
      ]);
      expect([session, user]).toMatchObject([{ username: name }, { username: name }]);
      expect(claims['cognito:username']).toBe(name);
      expect(decodeJwt(tokens!.accessToken)?.['username']).toBe(name);
      const cookies = cognito.headers().getSetCookie();
      expect(cookies.length).toBeGreaterThan(3);
      const others = names.filter((one) => one !== name).join('|');
      expect(cookies.filter((cookie) => new RegExp(`\\.(${others})\\.|=(${others});`).test(cookie))).toEqual(
        [],
      );
      const written = cookies.flatMap((cookie) => /\.idToken=([^;]+)/.exec(cookie)?.[1] ?? []);
      expect(written.map((token) => decodeJwt(token)?.['cognito:username'])).toEqual([name]);
    }),
  );
});
