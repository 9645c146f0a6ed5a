/** Devices that a pool tracks: confirmed, proven and forgotten without anybody having to notice. */
import { TOTP } from 'otpauth';
import { describe, expect, it } from 'vitest';
import type { Cognito } from '../../src/client/cognito.ts';
import { forgetDevice, listDevices, setDeviceStatus } from '../../src/account/account.ts';
import { createDeviceMemory } from '../../src/client/device-memory.ts';
import { createSignInFlow } from '../../src/sign-in/flows/sign-in.ts';
import type { SignInFlowOptions } from '../../src/sign-in/flows/sign-in-requests.ts';
import { decodeJwt } from '../../src/lib/jwt.ts';
import { createBrowserMemory } from '../../src/storage/browser-memory.ts';
import { createMemoryStorage } from '../../src/storage/memory-storage.ts';
import type { AuthFlow } from '../../src/protocol/factors.ts';
import { createBrowser } from '../support/page.ts';
import { at, shown } from '../support/theatre.ts';

const SECRET = 'JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP';
const PASSWORD = 'Correct-horse-1';
const users = ['ada', 'grace'].map((username) => ({
  username,
  email: `${username}@example.com`,
  ...(username === 'ada' && { phone: '+15555550100' }),
  password: PASSWORD,
  totp: SECRET,
}));

/** One browser, and pages in it. */
function begin({ tracking = 'ALWAYS' }: { tracking?: 'ALWAYS' | 'OPT_IN' } = {}) {
  const browser = createBrowser({
    users,
    pool: { devices: { tracking, skipsMfa: true }, aliasAttributes: ['email', 'phone_number'] },
    client: { authFlows: ['USER_SRP_AUTH', 'USER_PASSWORD_AUTH', 'USER_AUTH', 'REFRESH_TOKEN_AUTH'] },
  });
  const { aws, clock, sent } = browser;
  const bodies: { operation: string; body: string }[] = [];
  const open = () =>
    browser.open({
      fetch(url, init) {
        const operation = new Headers(init.headers).get('x-amz-target')?.replace(/^.*\./, '') ?? '';
        sent.push(operation);
        bodies.push({ operation, body: init.body as string });
        return aws.fetch(url, init);
      },
    });
  /** Gives the steps that were shown, and the requests that were sent. */
  const signIn = async (page: Cognito, username = 'ada', options: SignInFlowOptions = {}) => {
    const before = sent.length;
    const flow = createSignInFlow(page, options);
    const steps: string[] = [];
    flow.subscribe(() => {
      const { name, status } = flow.getSnapshot();
      if (status === 'idle') steps.push(name);
    });
    await flow.start({ username, password: PASSWORD });
    if (flow.getSnapshot().name === 'totp') {
      await clock.advance(30_000);
      await at(flow, 'totp').submit({
        code: new TOTP({ secret: SECRET }).generate({ timestamp: clock.now() }),
      });
    }
    at(flow, 'signedIn');
    return { steps: steps.slice(1), operations: sent.slice(before) };
  };
  const deviceOf = async (page: Cognito) =>
    decodeJwt((await page.getTokens())?.accessToken ?? '')?.['device_key'];
  return { ...browser, open, bodies, signIn, deviceOf };
}
/** Changes what the browser keeps of devices. */
const rewriteDevices = (
  items: Map<string, string>,
  change: (devices: Record<string, unknown>) => Record<string, unknown>,
) => {
  const [key, value] = [...items].find(([name]) => name.endsWith('.browser'))!;
  const record = JSON.parse(value) as { devices: string };
  const devices = change(JSON.parse(record.devices) as Record<string, unknown>);
  items.set(key, JSON.stringify({ ...record, devices: JSON.stringify(devices) }));
};
const responses = (count: number) => Array<string>(count).fill('RespondToAuthChallenge');

describe('a browser that the pool remembers', () => {
  it('is confirmed at the first sign-in, and proves itself at the second, without a step of its own', async () => {
    const { open, signIn, deviceOf } = begin();
    const page = open();
    const first = await signIn(page);
    expect(first.steps).toEqual(['totp', 'signedIn']);
    expect(first.operations).toEqual(['InitiateAuth', ...responses(2), 'ConfirmDevice']);
    const device = await deviceOf(page);
    await page.signOut();

    // In another page of the same browser, after a reload: the second factor is the device.
    const second = await signIn(open());
    expect(second.steps).toEqual(['signedIn']);
    expect(second.operations).toEqual(['InitiateAuth', ...responses(3)]);
    expect(await deviceOf(page)).toBe(device);
  });

  it('sends its password nowhere', async () => {
    const { open, signIn, items, bodies } = begin();
    const page = open();
    await signIn(page);
    await page.signOut();
    await signIn(page);
    const kept = JSON.parse([...items].find(([key]) => key.endsWith('.browser'))![1]) as { devices: string };
    const { password } = (JSON.parse(kept.devices) as { ada: { password: string } }).ada;
    expect(password.length).toBeGreaterThan(40);
    expect(JSON.stringify(bodies)).not.toContain(password);
    expect(shown(page.getSession())).not.toContain(password);
  });

  it('refreshes with its key, without which the pool renews nothing', async () => {
    const { aws, open, signIn, bodies, deviceOf } = begin();
    const page = open();
    await signIn(page);
    await page.getTokens({ refresh: true });
    const { operation, body } = bodies.at(-1)!;
    expect(operation).toBe('GetTokensFromRefreshToken');
    expect(JSON.parse(body)).toMatchObject({ DeviceKey: await deviceOf(page) });
    const { ClientId, RefreshToken } = JSON.parse(body) as Record<string, string>;
    const refused = await aws.fetch(aws.config.endpoint, {
      method: 'POST',
      headers: { 'x-amz-target': `AWSCognitoIdentityProviderService.${operation}` },
      body: JSON.stringify({ ClientId, RefreshToken }),
    });
    expect(refused.status).toBe(400);
  });

  it('signs in all the same once the pool has forgotten it, and is confirmed anew', async () => {
    const { open, signIn, deviceOf } = begin();
    const page = open();
    await signIn(page);
    const device = await deviceOf(page);
    await forgetDevice(page, String(device));
    await page.signOut();
    const again = await signIn(page);
    expect(again.steps).toEqual(['totp', 'signedIn']);
    expect(again.operations.join(' ')).toBe(
      `InitiateAuth ${responses(1).join(' ')} InitiateAuth ${responses(2).join(' ')} ConfirmDevice`,
    );
    expect(await deviceOf(page)).not.toBe(device);
  });

  it('is asked for the second factor again after forgetBrowser()', async () => {
    const { open, signIn, items } = begin();
    const page = open();
    await signIn(page);
    await page.signOut();
    await page.forgetBrowser();
    expect([...items.values()].join()).not.toContain('groupKey');
    expect((await signIn(page)).steps).toEqual(['totp', 'signedIn']);
  });

  it('renews for who asked not to be remembered, and keeps nothing of their device', async () => {
    const { open, signIn, items } = begin();
    const page = open();
    const { operations } = await signIn(page, 'ada', { remember: false });
    expect(operations).toContain('ConfirmDevice');
    const before = await page.getTokens();
    expect((await page.getTokens({ refresh: true }))?.accessToken).not.toBe(before?.accessToken);
    expect([...items.values()].join()).not.toContain('groupKey');
    await page.signOut();
    expect((await signIn(page)).steps).toEqual(['totp', 'signedIn']);
  });

  it('keeps a device for each of two people, in whatever case they type their names', async () => {
    const { open, signIn, deviceOf } = begin();
    const page = open();
    await signIn(page, 'ada');
    const ofAda = await deviceOf(page);
    await page.signOut();
    expect((await signIn(page, 'grace')).steps).toEqual(['totp', 'signedIn']);
    const ofGrace = await deviceOf(page);
    expect(ofGrace).not.toBe(ofAda);
    await page.signOut();
    expect((await signIn(page, 'ADA')).steps).toEqual(['signedIn']);
    expect(await deviceOf(page)).toBe(ofAda);
    await page.signOut();
    expect((await signIn(page, 'grace')).steps).toEqual(['signedIn']);
    expect(await deviceOf(page)).toBe(ofGrace);
  });
});

describe('a person with several names', () => {
  const names = ['ada@example.com', 'ada', '+15555550100', 'Ada@Example.com'];

  it.each<AuthFlow>(['USER_SRP_AUTH', 'USER_PASSWORD_AUTH', 'USER_AUTH'])(
    'is on one device whichever they sign in by, with %s',
    async (authFlow) => {
      const { open, signIn, deviceOf } = begin();
      const page = open();
      const shownSteps: string[][] = [];
      const devices = new Set<unknown>();
      for (const name of names) {
        shownSteps.push((await signIn(page, name, { authFlow })).steps);
        devices.add(await deviceOf(page));
        if (name === names.at(-1)) expect(await listDevices(page)).toHaveLength(1);
        await page.signOut();
      }
      expect(shownSteps).toEqual([['totp', 'signedIn'], ['signedIn'], ['signedIn'], ['signedIn']]);
      expect(devices.size).toBe(1);
    },
  );

  it.each(['ada', 'ada@example.com'])(
    'keeps a device that was kept under %s alone, as earlier versions did',
    async (name) => {
      const { open, signIn, deviceOf, items } = begin();
      const page = open();
      await signIn(page);
      const device = await deviceOf(page);
      await page.signOut();
      rewriteDevices(items, ({ ada }) => ({ [name]: ada }));
      for (const typed of ['ada@example.com', 'ada', '+15555550100']) {
        expect((await signIn(page, typed)).steps).toEqual(['signedIn']);
        expect(await deviceOf(page)).toBe(device);
        await page.signOut();
      }
    },
  );

  it('loses no device to whoever an alias belongs to by now', async () => {
    const { open, signIn, deviceOf, items } = begin();
    const page = open();
    await signIn(page);
    const ofAda = await deviceOf(page);
    await page.signOut();
    rewriteDevices(items, (known) => ({ ...known, 'grace@example.com': 'ada' }));
    expect((await signIn(page, 'grace@example.com')).steps).toEqual(['totp', 'signedIn']);
    expect(await deviceOf(page)).not.toBe(ofAda);
    await page.signOut();
    expect((await signIn(page, 'ada')).steps).toEqual(['signedIn']);
    expect(await deviceOf(page)).toBe(ofAda);
    await page.signOut();
    expect((await signIn(page, 'grace')).steps).toEqual(['signedIn']);
  });
});

describe('what is stored of a device', () => {
  /** Changes it as a fault or a stranger would. */
  const spoil = (items: Map<string, string>, change: (devices: string) => string) => {
    const [key, value] = [...items].find(([name]) => name.endsWith('.browser'))!;
    const record = JSON.parse(value) as { devices: string };
    items.set(key, JSON.stringify({ ...record, devices: change(record.devices) }));
  };
  const rewrite = (change: (device: Record<string, unknown>) => unknown) => (devices: string) => {
    const all = JSON.parse(devices) as Record<string, Record<string, unknown>>;
    return JSON.stringify({ ada: change(all['ada']!) });
  };

  it.each<[string, (devices: string) => string, number]>([
    ['is no JSON', () => '{', 1],
    ['is a list', () => '[]', 1],
    ['is null', rewrite(() => null), 1],
    ['leads nowhere', () => '{"ada":"nobody"}', 1],
    ['leads to itself', () => '{"ada":"ada"}', 1],
    ['has numbers for texts', rewrite((device) => ({ ...device, key: 1, groupKey: {} })), 1],
    ['lacks the password', rewrite(({ key, groupKey }) => ({ key, groupKey })), 1],
    ['has another password', rewrite((device) => ({ ...device, password: 'another' })), 2],
    ['has another group', rewrite((device) => ({ ...device, groupKey: '-another' })), 2],
    ['has another key', rewrite((device) => ({ ...device, key: 'us-east-1_another' })), 2],
  ])('keeps nobody out where it %s', async (_what, change, starts) => {
    const { open, signIn, items } = begin();
    const page = open();
    await signIn(page);
    await page.signOut();
    spoil(items, change);
    const { steps, operations } = await signIn(open());
    expect(steps).toEqual(['totp', 'signedIn']);
    expect(operations.filter((name) => name === 'InitiateAuth')).toHaveLength(starts);
    expect(operations.at(-1)).toBe('ConfirmDevice');
    await page.signOut();
    expect((await signIn(open())).steps).toEqual(['signedIn']);
  });

  it('is kept where a password was wrong or the network failed: neither says anything of the device', async () => {
    const browser = begin();
    const page = browser.open();
    await browser.signIn(page);
    await page.signOut();
    const flow = createSignInFlow(page);
    await flow.start({ username: 'ada', password: 'Wrong-horse-1' });
    expect(at(flow, 'identifier').error?.code).toBe('NotAuthorizedException');
    let responded = 0;
    const flaky = browser.open();
    const { fetch } = flaky.userPool.platform;
    flaky.userPool.platform.fetch = (url, init) =>
      (init.body as string).includes('DEVICE_SRP_AUTH') && responded++ === 0
        ? Promise.reject(new TypeError('Failed to fetch'))
        : fetch(url, init);
    const other = createSignInFlow(flaky);
    await other.start({ username: 'ada', password: PASSWORD });
    expect(at(other, 'identifier').error?.kind).toBe('network');
    expect(responded).toBe(1);
    expect((await browser.signIn(page)).steps).toEqual(['signedIn']);
  });

  it('fault 48: a user called __proto__ or constructor has no device but their own', async () => {
    const memory = createDeviceMemory(createBrowserMemory(createMemoryStorage()));
    const device = { key: 'k', groupKey: 'g', password: 'p' };
    for (const name of ['__proto__', 'constructor', 'toString']) {
      expect(await memory.get(name)).toBeUndefined();
    }
    await memory.set('constructor', device);
    expect(await memory.get('constructor')).toEqual(device);
    await memory.set('constructor');
    expect(await memory.get('constructor')).toBeUndefined();
    expect(({} as Record<string, unknown>)['key']).toBeUndefined();
  });

  it('fault 51: tells names apart that look alike', async () => {
    const memory = createDeviceMemory(createBrowserMemory(createMemoryStorage()));
    const device = (key: string) => ({ key, groupKey: 'g', password: 'p' });
    const names = ['zoë', 'zoe\u0308', 'a+b@%c', 'a b@%c', '🦊'];
    for (const name of names) await memory.set(name, device(name));
    for (const name of names) expect(await memory.get(name)).toEqual(device(name));
  });
});

describe('a sign-in never fails for its device', () => {
  it.each(['InternalErrorException', 'InvalidParameterException'])(
    'when ConfirmDevice answers %s',
    async (type) => {
      const { aws, open, signIn } = begin();
      const page = open();
      const { fetch } = page.userPool.platform;
      page.userPool.platform.fetch = async (url, init) =>
        new Headers(init.headers).get('x-amz-target')?.endsWith('ConfirmDevice')
          ? Response.json({ __type: type, message: '' }, { status: 400 })
          : fetch(url, init);
      await signIn(page);
      expect(page.getSession().status).toBe('signedIn');
      expect(await page.devices?.get('ada')).toBeUndefined();
      expect(aws.users.some(({ username }) => username === 'ada')).toBe(true);
    },
  );
});

describe('the devices of an account', () => {
  it('are listed with the one at hand, and forgotten one by one', async () => {
    const { open, signIn, deviceOf } = begin();
    const page = open();
    await signIn(page);
    await page.signOut();
    await page.forgetBrowser();
    await signIn(page);
    const here = await deviceOf(page);
    const devices = await listDevices(page);
    expect(devices).toHaveLength(2);
    expect(devices.filter(({ isCurrent }) => isCurrent).map(({ key }) => key)).toEqual([here]);
    const [there] = devices.filter(({ isCurrent }) => !isCurrent);
    expect(there?.createdAt).toBeInstanceOf(Date);
    await forgetDevice(page, there!.key);
    expect((await listDevices(page)).map(({ key }) => key)).toEqual([here]);
  });

  it('are remembered or not as the person wants, where the pool leaves it to them', async () => {
    const { open, signIn } = begin({ tracking: 'OPT_IN' });
    const page = open();
    await signIn(page);
    await page.signOut();
    expect((await signIn(page)).steps).toEqual(['totp', 'signedIn']);
    await setDeviceStatus(page, { status: 'remembered' });
    await page.signOut();
    expect((await signIn(page)).steps).toEqual(['signedIn']);
    await setDeviceStatus(page, { status: 'notRemembered' });
    await page.signOut();
    expect((await signIn(page)).steps).toEqual(['totp', 'signedIn']);
  });

  it('are those of who is signed in, and of nobody else', async () => {
    const { open, signIn, deviceOf } = begin();
    const page = open();
    await signIn(page, 'ada');
    const ofAda = await deviceOf(page);
    await page.signOut();
    await signIn(page, 'grace');
    expect((await listDevices(page)).map(({ key }) => key)).not.toContain(ofAda);
    await expect(forgetDevice(page, String(ofAda))).rejects.toMatchObject({ kind: 'rejected' });
  });
});
