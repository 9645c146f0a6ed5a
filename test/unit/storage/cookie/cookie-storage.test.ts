/** The session in cookies: their names, sizes and ends, and a browser that takes none. */
import { describe, expect, it, vi } from 'vitest';
import { createCookieJar } from '../../../../src/storage/cookie/cookie-jar.ts';
import { createCookieStorage } from '../../../../src/storage/cookie/cookie-storage.ts';
import type { SessionRecord } from '../../../../src/storage/session-record.ts';
import { createCookieBrowser } from '../../../support/cookie-browser.ts';
import { storeOf } from '../../../support/site.ts';
import { makeTokens, owner } from '../../../support/tokens.ts';

const issuedAt = 1_795_400_000_000;
const prefix = `CognitoIdentityServiceProvider.${owner.clientId}`;
const long = 'x%ü'.repeat(2_000);

const open = () => {
  const browser = createCookieBrowser();
  return { browser, jar: createCookieJar(browser.text) };
};

describe('a jar of cookies', () => {
  it.each([
    ['emoji', '🦊 und so'],
    ['what would end a cookie', 'a;b=c, "d" \\ e'],
    ['NFD', 'a\u0308'],
    ['a plus and an at', 'ada+test@example.com'],
    ['percent signs', '100%25'],
    ['brackets and line breaks', '(a)\r\nSet-Cookie: x=y'],
    ['a prototype', '__proto__'],
  ])('fault 51: takes %s in a user’s name and in a value, and gives them back', (_, hostile) => {
    const { browser, jar } = open();
    const key = `${prefix}.${hostile}.idToken`;
    jar.setItem(key, hostile);
    expect(jar.getItem(key)).toBe(hostile);
    expect(browser.names()).toHaveLength(1);
    expect(browser.written.join('')).not.toMatch(/[\r\n]/);
    jar.removeItem(key);
    expect(jar.getItem(key)).toBeNull();
    expect(browser.names()).toEqual([]);
  });

  it('keeps every cookie under 4 kB, gives a long value back whole and leaves none of its parts', () => {
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

  it('fault 12: never joins the parts of two values, nor some of one', () => {
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

  it('never takes another key’s cookies for parts of its own', () => {
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
  ])('writes them with %j as told', (options, attributes) => {
    const { text, written } = createCookieBrowser();
    createCookieJar(text, options).setItem('a', 'b');
    expect(written).toEqual([`a=b; ${attributes}`]);
  });

  it('fault 8: leaves nothing older under a name that the browser takes no more of, and says so', () => {
    const { browser, jar } = open();
    jar.setItem('token', 'old');
    browser.full = true;
    expect(() => jar.setItem('token', 'new')).toThrow(/takes no cookies/);
    expect(jar.getItem('token')).toBeNull();
    expect(browser.names()).toEqual([]);
  });

  it('fault 13: reads what is no encoding of anything as nothing', () => {
    const { browser, jar } = open();
    browser.text.write('token=%E0%A4%A');
    expect(jar.getItem('token')).toBeNull();
  });
});

describe('a session in cookies', () => {
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

  it('is written, read and ended, with no AWS keys in it', async () => {
    const browser = createCookieBrowser();
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

  it('of whoever asked not to be remembered ends with the browser, also once it was renewed', async () => {
    const browser = createCookieBrowser();
    const again = () => storageOf({ document: browser.document });
    await again().compareAndSwap(undefined, { ...record, remember: false });
    const held = await again().read();
    expect(held).toMatchObject({ sub: 'sub-a', remember: false });
    await again().compareAndSwap(held, { ...held!, generation: held!.generation + 1 });
    expect(browser.written.filter((cookie) => /Max-Age=[^0]/.test(cookie))).toEqual([]);
    // The next person's lasts again.
    const next = { ...record, ...makeTokens({ issuedAt, sub: 'sub-b' }), sub: 'sub-b' };
    await again().compareAndSwap(await again().read(), next);
    expect(await again().read()).not.toHaveProperty('remember');
    expect(browser.written.at(-2)).toContain('Max-Age=31536000');
    await again().clear();
    expect(browser.names()).toEqual([]);
  });

  it.each([
    ['https:', 'example.com', true],
    ['https:', 'localhost', true],
    ['http:', 'example.com', true],
    ['http:', 'localhost', false],
    ['http:', '127.0.0.1', false],
  ])('over %s on %s is Secure: %j', async (protocol, hostname, secure) => {
    const { document, written } = createCookieBrowser();
    await storageOf({ document, location: { protocol, hostname } }).compareAndSwap(undefined, record);
    expect(written.length).toBeGreaterThan(4);
    for (const cookie of written) expect(cookie.includes('; Secure')).toBe(secure);
  });

  it.each(['ignores them', 'throws'] as const)(
    'fault 9: is kept in memory where the browser %s',
    async (how) => {
      const document = {
        get cookie() {
          if (how === 'throws') throw new DOMException('no', 'SecurityError');
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

  it('fault 8: leaves nobody in the cookies when the next person’s are refused', async () => {
    const browser = createCookieBrowser();
    const storage = storageOf({ document: browser.document });
    await storage.compareAndSwap(undefined, record);
    browser.full = true;
    const next = { ...record, ...makeTokens({ issuedAt, sub: 'sub-b' }), sub: 'sub-b', generation: 2 };
    expect(await storage.compareAndSwap(await storage.read(), next)).toBe(true);
    expect([(await storage.read())?.sub, storage.persistence]).toEqual(['sub-b', 'degraded']);
    expect(await storageOf({ document: browser.document }).read()).toBeUndefined();
  });

  it('keeps what outlives it beside the cookies: no server has a use for that', async () => {
    const browser = createCookieBrowser();
    const items = new Map<string, string>();
    vi.stubGlobal('localStorage', storeOf(items));
    const remembered = { version: 1, epoch: 'browser', generation: 1, username: 'ada' } as const;
    const page = () => storageOf({ document: browser.document }).browser!(undefined);
    expect(await page().compareAndSwap(undefined, remembered)).toBe(true);
    expect(await page().read()).toEqual(remembered);
    expect(browser.names()).toEqual([]);
    vi.unstubAllGlobals();
  });

  it('browser record: calls back after another tab wrote it', () => {
    const events = new EventTarget();
    vi.stubGlobal('addEventListener', events.addEventListener.bind(events));
    let calls = 0;
    storageOf({ document: createCookieBrowser().document }).browser!(undefined).watch(() => calls++);
    const key = `cognito-kit.${owner.clientId}.browser`;
    events.dispatchEvent(Object.assign(new Event('storage'), { key }));
    vi.unstubAllGlobals();
    expect(calls).toBe(1);
  });

  it.each(['cookieStore', 'window'] as const)('hears of changes elsewhere by %s', (name) => {
    const target = new EventTarget();
    let heard = 0;
    const storage = storageOf({ cookieStore: undefined, [name]: target });
    const stop = storage.watch(() => heard++);
    const tell = () => target.dispatchEvent(new Event(name === 'window' ? 'focus' : 'change'));
    tell();
    stop();
    tell();
    expect(heard).toBe(1);
  });
});
