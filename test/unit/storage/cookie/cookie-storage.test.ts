/** Proves that a session in cookies has safe names, sizes, attributes and ends, and falls back to memory. */
import { describe, expect, it, vi } from 'vitest';
import { createCookieJar } from '../../../../src/storage/cookie/cookie-jar.ts';
import { createCookieStorage } from '../../../../src/storage/cookie/cookie-storage.ts';
import type { SessionRecord } from '../../../../src/storage/session-record.ts';
import { createBrowserCookies } from '../../../support/browser-cookies.ts';
import { webStorage } from '../../../support/web-storage.ts';
import { makeTokens, owner } from '../../../support/tokens.ts';

const issuedAt = 1_795_400_000_000;
const prefix = `CognitoIdentityServiceProvider.${owner.clientId}`;
const long = 'x%ü'.repeat(2_000);

const open = () => {
  const browser = createBrowserCookies();
  return { browser, jar: createCookieJar(browser.text) };
};

describe('createCookieJar', () => {
  it.each([
    ['emoji', '🦊 und so'],
    ['what would end a cookie', 'a;b=c, "d" \\ e'],
    ['NFD', 'a\u0308'],
    ['a plus and an at', 'ada+test@example.com'],
    ['percent signs', '100%25'],
    ['brackets and line breaks', '(a)\r\nSet-Cookie: x=y'],
    ['a prototype', '__proto__'],
  ])(
    'fault 51 (Unicode in names): a cookie jar returns %s in a user name and a value unchanged',
    (_, hostile) => {
      const { browser, jar } = open();
      const key = `${prefix}.${hostile}.idToken`;
      jar.setItem(key, hostile);
      expect(jar.getItem(key)).toBe(hostile);
      expect(browser.names()).toHaveLength(1);
      expect(browser.written.join('')).not.toMatch(/[\r\n]/);
      jar.removeItem(key);
      expect(jar.getItem(key)).toBeNull();
      expect(browser.names()).toEqual([]);
    },
  );

  it('a cookie jar splits a long value into cookies under 4 kB, returns it whole and deletes all its parts', () => {
    const { browser, jar } = open();
    jar.setItem('token', long);
    expect(browser.names().length).toBeGreaterThan(2);
    for (const cookie of browser.text.read().split('; ')) expect(cookie.length).toBeLessThan(4_000);
    expect(jar.getItem('token')).toBe(long);
    jar.setItem('token', 'short');
    expect(browser.names()).toEqual(['token']);
    jar.setItem('token', long);
    expect(browser.names()).not.toContain('token');
    jar.setItem('token', long.slice(0, 3_000));
    expect(jar.getItem('token')).toBe(long.slice(0, 3_000));
    jar.removeItem('token');
    expect(browser.names()).toEqual([]);
  });

  it('fault 12 (crash while writing): a cookie jar joins neither parts of two values nor an incomplete one', () => {
    const { browser, jar } = open();
    jar.setItem('token', 'a'.repeat(9_000));
    const [, second = ''] = browser.text.read().split('; ');
    jar.setItem('token', 'b'.repeat(9_000));
    browser.text.write(second);
    expect(jar.getItem('token')).toBeNull();
    jar.setItem('token', long);
    browser.text.write('token.1=; Max-Age=0');
    expect(jar.getItem('token')).toBeNull();
  });

  it('a cookie jar never reads another key’s cookies as parts of a value', () => {
    const { browser, jar } = open();
    jar.setItem('token', 'a');
    jar.setItem('token.name', 'b');
    jar.setItem('token', long);
    jar.removeItem('token');
    expect(jar.getItem('token.name')).toBe('b');
    expect(browser.names()).toEqual(['token.name']);
  });

  it.each([
    [{}, 'Path=/; SameSite=Lax; Secure; Max-Age=31536000'],
    [{ secure: false, maxAge: 60 }, 'Path=/; SameSite=Lax; Max-Age=60'],
    [
      { domain: 'example.com', maxAge: 'session' as const },
      'Path=/; SameSite=Lax; Domain=example.com; Secure',
    ],
  ])('a cookie jar with the options %j writes the attributes %s', (options, attributes) => {
    const { text, written } = createBrowserCookies();
    createCookieJar(text, options).setItem('a', 'b');
    expect(written).toEqual([`a=b; ${attributes}`]);
  });

  it('fault 8 (quota): a cookie jar removes the old value and throws when the browser refuses a cookie', () => {
    const { browser, jar } = open();
    jar.setItem('token', 'old');
    browser.full = true;
    expect(() => jar.setItem('token', 'new')).toThrow(/takes no cookies/);
    expect(jar.getItem('token')).toBeNull();
    expect(browser.names()).toEqual([]);
  });

  it('fault 13 (damaged record): a cookie jar reads a malformed value as none', () => {
    const { browser, jar } = open();
    browser.text.write('token=%E0%A4%A');
    expect(jar.getItem('token')).toBeNull();
  });
});

describe('createCookieStorage', () => {
  const record: SessionRecord = {
    ...makeTokens({ issuedAt, sub: 'sub-a' }),
    version: 1,
    epoch: 'epoch',
    generation: 1,
    sub: 'sub-a',
    clockOffset: 0,
    identity: {
      identityPoolId: 'eu-west-1:pool',
      identityId: 'eu-west-1:identity',
      keys: {
        accessKeyId: 'AKIA',
        secretAccessKey: 'keys-secret',
        sessionToken: 'keys-token',
        expiration: 1,
      },
    },
  };
  const storageOf = (page: Parameters<typeof createCookieStorage>[1]) =>
    createCookieStorage(owner.clientId, {
      location: { protocol: 'https:', hostname: 'example.com' },
      ...page,
    });

  it('a session in cookies is written, read and deleted without AWS credentials', async () => {
    const browser = createBrowserCookies();
    const storage = storageOf({ document: browser.document });
    expect(await storage.compareAndSwap(undefined, record)).toBe(true);
    const { keys: _, ...identity } = record.identity!;
    expect(await storage.read()).toMatchObject({
      sub: 'sub-a',
      epoch: 'epoch',
      refreshToken: record.refreshToken,
    });
    expect((await storage.read())?.identity).toEqual(identity);
    expect(browser.text.read()).not.toContain('keys-');
    expect(storage.persistence).toBe('persistent');
    await storage.clear();
    expect(browser.names()).toEqual([]);
  });

  it('a session with remember: false is stored in cookies that end with the browser, also after a refresh', async () => {
    const browser = createBrowserCookies();
    const load = () => storageOf({ document: browser.document });
    await load().compareAndSwap(undefined, { ...record, remember: false });
    const stored = await load().read();
    expect(stored).toMatchObject({ sub: 'sub-a', remember: false });
    await load().compareAndSwap(stored, { ...stored!, generation: stored!.generation + 1 });
    expect(browser.written.filter((cookie) => /Max-Age=[^0]/.test(cookie))).toEqual([]);
    // The next user's session outlives the browser again.
    const next = { ...record, ...makeTokens({ issuedAt, sub: 'sub-b' }), sub: 'sub-b' };
    await load().compareAndSwap(await load().read(), next);
    expect(await load().read()).not.toHaveProperty('remember');
    expect(browser.written.at(-2)).toContain('Max-Age=31536000');
    await load().clear();
    expect(browser.names()).toEqual([]);
  });

  it.each([
    ['https:', 'example.com', true],
    ['https:', 'localhost', true],
    ['http:', 'example.com', true],
    ['http:', 'localhost', false],
    ['http:', '127.0.0.1', false],
  ])('a session over %s on %s has Secure cookies: %j', async (protocol, hostname, secure) => {
    const { document, written } = createBrowserCookies();
    await storageOf({ document, location: { protocol, hostname } }).compareAndSwap(undefined, record);
    expect(written.length).toBeGreaterThan(4);
    for (const cookie of written) expect(cookie.includes('; Secure')).toBe(secure);
  });

  it.each(['ignores cookies', 'throws'] as const)(
    'fault 9 (blocked store): a session lives in memory when the browser %s',
    async (failure) => {
      const document = {
        get cookie() {
          if (failure === 'throws') throw new DOMException('no', 'SecurityError');
          return '';
        },
        set cookie(_) {},
      };
      const storage = storageOf({ document });
      expect(await storage.compareAndSwap(await storage.read(), record)).toBe(true);
      expect(storage.persistence).toBe('degraded');
      expect(await storage.read()).toMatchObject({ refreshToken: record.refreshToken });
      await storage.clear();
      expect(await storage.read()).toBeUndefined();
    },
  );

  it('fault 8 (quota): the former user’s cookies are removed when the browser refuses those of the next user', async () => {
    const browser = createBrowserCookies();
    const storage = storageOf({ document: browser.document });
    await storage.compareAndSwap(undefined, record);
    browser.full = true;
    const next = { ...record, ...makeTokens({ issuedAt, sub: 'sub-b' }), sub: 'sub-b', generation: 2 };
    expect(await storage.compareAndSwap(await storage.read(), next)).toBe(true);
    expect([(await storage.read())?.sub, storage.persistence]).toEqual(['sub-b', 'degraded']);
    expect(await storageOf({ document: browser.document }).read()).toBeUndefined();
  });

  it('the browser record is stored outside the cookies, since no server needs it', async () => {
    const browser = createBrowserCookies();
    const items = new Map<string, string>();
    vi.stubGlobal('localStorage', webStorage(items));
    const remembered = { version: 1, epoch: 'browser', generation: 1, username: 'ada' } as const;
    const page = () => storageOf({ document: browser.document }).browser!(undefined);
    expect(await page().compareAndSwap(undefined, remembered)).toBe(true);
    expect(await page().read()).toEqual(remembered);
    expect(browser.names()).toEqual([]);
    vi.unstubAllGlobals();
  });

  it('watch of the browser record calls back after another tab wrote it', () => {
    const events = new EventTarget();
    vi.stubGlobal('addEventListener', events.addEventListener.bind(events));
    let calls = 0;
    storageOf({ document: createBrowserCookies().document }).browser!(undefined).watch(() => calls++);
    const key = `cognito-kit.${owner.clientId}.browser`;
    events.dispatchEvent(Object.assign(new Event('storage'), { key }));
    vi.unstubAllGlobals();
    expect(calls).toBe(1);
  });

  it('watch reports the return of the window, where there is no cookieStore', () => {
    const window = new EventTarget();
    let calls = 0;
    const stop = storageOf({ cookieStore: undefined, window }).watch(() => calls++);
    window.dispatchEvent(new Event('focus'));
    stop();
    window.dispatchEvent(new Event('focus'));
    expect(calls).toBe(1);
  });

  /** A cookieStore whose `getAll` is answered by the test. */
  const openSlowCookieStore = () => {
    const replies: { settle: () => void; fail: (error: Error) => void }[] = [];
    const getAll = () => new Promise<void>((settle, fail) => replies.push({ settle, fail }));
    const cookieStore = Object.assign(new EventTarget(), { getAll });
    return { cookieStore, replies, change: () => cookieStore.dispatchEvent(new Event('change')) };
  };

  it.each(['settle', 'fail'] as const)(
    'fault 32 (tabs): watch reports a change after getAll of cookieStore (%s), since document.cookie can lag behind the event',
    async (outcome) => {
      const { cookieStore, replies, change } = openSlowCookieStore();
      let calls = 0;
      storageOf({ cookieStore }).watch(() => calls++);
      change();
      await Promise.resolve();
      expect(calls).toBe(0);
      replies[0]?.[outcome](new Error('The page is gone.'));
      await vi.waitFor(() => expect(calls).toBe(1));
    },
  );

  it('watch reports nothing after its end, also of a change that came before', async () => {
    const { cookieStore, replies, change } = openSlowCookieStore();
    let calls = 0;
    const stop = storageOf({ cookieStore }).watch(() => calls++);
    change();
    stop();
    change();
    expect(replies).toHaveLength(1);
    replies[0]?.settle();
    await new Promise(setImmediate);
    expect(calls).toBe(0);
  });
});
