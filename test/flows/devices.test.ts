/**
 * Proves that devices of a tracking pool are confirmed, used as second factor and forgotten without a step
 * for the user.
 */
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
import { createBrowser } from '../support/browser.ts';
import { atStep } from '../support/flow-states.ts';
import { printDeep } from '../support/print-deep.ts';
import { totpCode } from '../support/codes.ts';
import { ada, TOTP_SECRET, userNamed } from '../support/users.ts';

const users = [
  { ...ada, phone: '+15555550100', totp: TOTP_SECRET },
  userNamed('grace', { totp: TOTP_SECRET }),
];

/** Creates one browser on a pool that tracks devices. */
function openOnTrackingPool({ tracking = 'ALWAYS' }: { tracking?: 'ALWAYS' | 'OPT_IN' } = {}) {
  const browser = createBrowser({
    users,
    pool: { devices: { tracking, skipsMfa: true }, aliasAttributes: ['email', 'phone_number'] },
    client: { authFlows: ['USER_SRP_AUTH', 'USER_PASSWORD_AUTH', 'USER_AUTH', 'REFRESH_TOKEN_AUTH'] },
  });
  const { clock, sent } = browser;
  /** Signs in and returns the steps that the user saw and the requests that were sent. */
  const signIn = async (page: Cognito, username = 'ada', options: SignInFlowOptions = {}) => {
    const before = sent.length;
    const flow = createSignInFlow(page, options);
    const steps: string[] = [];
    flow.subscribe(() => {
      const { name, status } = flow.getSnapshot();
      if (status === 'idle') steps.push(name);
    });
    await flow.start({ username, password: ada.password });
    if (flow.getSnapshot().name === 'totp') {
      await clock.advance(30_000);
      await atStep(flow, 'totp').submit({
        code: totpCode(TOTP_SECRET, clock.now()),
      });
    }
    atStep(flow, 'signedIn');
    return { steps: steps.slice(1), operations: sent.slice(before) };
  };
  const deviceOf = async (page: Cognito) =>
    decodeJwt((await page.getTokens())?.accessToken ?? '')?.['device_key'];
  return { ...browser, signIn, deviceOf };
}
/** Changes the text in which the browser stores the devices. */
const changeStoredText = (localItems: Map<string, string>, change: (devices: string) => string) => {
  const [key, value] = [...localItems].find(([name]) => name.endsWith('.browser'))!;
  const record = JSON.parse(value) as { devices: string };
  localItems.set(key, JSON.stringify({ ...record, devices: change(record.devices) }));
};
/** Changes the devices that the browser stores. */
const changeStoredDevices = (
  localItems: Map<string, string>,
  change: (devices: Record<string, unknown>) => Record<string, unknown>,
) =>
  changeStoredText(localItems, (devices) =>
    JSON.stringify(change(JSON.parse(devices) as Record<string, unknown>)),
  );
const responses = (count: number) => Array<string>(count).fill('RespondToAuthChallenge');

describe('a remembered device', () => {
  it('the first sign-in confirms the device, and the second one uses it instead of the TOTP step', async () => {
    const { open, signIn, deviceOf } = openOnTrackingPool();
    const page = open();
    const first = await signIn(page);
    expect(first.steps).toEqual(['totp', 'signedIn']);
    expect(first.operations).toEqual(['InitiateAuth', ...responses(2), 'ConfirmDevice']);
    const device = await deviceOf(page);
    await page.signOut();

    // Another page of the same browser, after a reload, has the device as its second factor.
    const second = await signIn(open());
    expect(second.steps).toEqual(['signedIn']);
    expect(second.operations).toEqual(['InitiateAuth', ...responses(3)]);
    expect(await deviceOf(page)).toBe(device);
  });

  it('the device password is in no request and not in the session', async () => {
    const { open, signIn, localItems, requests } = openOnTrackingPool();
    const page = open();
    await signIn(page);
    await page.signOut();
    await signIn(page);
    const record = JSON.parse([...localItems].find(([key]) => key.endsWith('.browser'))![1]) as {
      devices: string;
    };
    const { password } = (JSON.parse(record.devices) as { ada: { password: string } }).ada;
    expect(password.length).toBeGreaterThan(40);
    expect(JSON.stringify(requests.map(({ body }) => body))).not.toContain(password);
    expect(printDeep(page.getSession())).not.toContain(password);
  });

  it('a refresh sends the device key, without which Cognito refuses it', async () => {
    const { aws, open, signIn, requests, deviceOf } = openOnTrackingPool();
    const page = open();
    await signIn(page);
    await page.getTokens({ refresh: true });
    const { operation, body } = requests.at(-1)!;
    expect(operation).toBe('GetTokensFromRefreshToken');
    expect(body).toMatchObject({ DeviceKey: await deviceOf(page) });
    const { ClientId, RefreshToken } = body;
    const refused = await aws.fetch(aws.config.endpoint, {
      method: 'POST',
      headers: { 'x-amz-target': `AWSCognitoIdentityProviderService.${operation}` },
      body: JSON.stringify({ ClientId, RefreshToken }),
    });
    expect(refused.status).toBe(400);
  });

  it('a sign-in succeeds after the pool forgot the device, and confirms a new one', async () => {
    const { open, signIn, deviceOf } = openOnTrackingPool();
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

  it('forgetBrowser deletes the device, and the next sign-in asks for TOTP', async () => {
    const { open, signIn, localItems } = openOnTrackingPool();
    const page = open();
    await signIn(page);
    await page.signOut();
    await page.forgetBrowser();
    expect([...localItems.values()].join()).not.toContain('groupKey');
    expect((await signIn(page)).steps).toEqual(['totp', 'signedIn']);
  });

  it('with remember false, refreshes work and the device is not stored', async () => {
    const { open, signIn, localItems } = openOnTrackingPool();
    const page = open();
    const { operations } = await signIn(page, 'ada', { remember: false });
    expect(operations).toContain('ConfirmDevice');
    const before = await page.getTokens();
    expect((await page.getTokens({ refresh: true }))?.accessToken).not.toBe(before?.accessToken);
    expect([...localItems.values()].join()).not.toContain('groupKey');
    await page.signOut();
    expect((await signIn(page)).steps).toEqual(['totp', 'signedIn']);
  });

  it('two users of a browser each have a device, whatever the case of the typed name', async () => {
    const { open, signIn, deviceOf } = openOnTrackingPool();
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

describe('a user with several names', () => {
  const names = ['ada@example.com', 'ada', '+15555550100', 'Ada@Example.com'];

  it.each<AuthFlow>(['USER_SRP_AUTH', 'USER_PASSWORD_AUTH', 'USER_AUTH'])(
    'all names of a user lead to one device, with %s',
    async (authFlow) => {
      const { open, signIn, deviceOf } = openOnTrackingPool();
      const page = open();
      const stepsOfSignIns: string[][] = [];
      const devices = new Set<unknown>();
      for (const name of names) {
        stepsOfSignIns.push((await signIn(page, name, { authFlow })).steps);
        devices.add(await deviceOf(page));
        if (name === names.at(-1)) expect(await listDevices(page)).toHaveLength(1);
        await page.signOut();
      }
      expect(stepsOfSignIns).toEqual([['totp', 'signedIn'], ['signedIn'], ['signedIn'], ['signedIn']]);
      expect(devices.size).toBe(1);
    },
  );

  it.each(['ada', 'ada@example.com'])(
    'a device stored under the name %s alone, as by earlier versions, is used for all names',
    async (name) => {
      const { open, signIn, deviceOf, localItems } = openOnTrackingPool();
      const page = open();
      await signIn(page);
      const device = await deviceOf(page);
      await page.signOut();
      changeStoredDevices(localItems, (stored) => ({ [name]: stored['ada'] }));
      for (const typed of ['ada@example.com', 'ada', '+15555550100']) {
        expect((await signIn(page, typed)).steps).toEqual(['signedIn']);
        expect(await deviceOf(page)).toBe(device);
        await page.signOut();
      }
    },
  );

  it("an alias that now belongs to another user leaves the former user's device alone", async () => {
    const { open, signIn, deviceOf, localItems } = openOnTrackingPool();
    const page = open();
    await signIn(page);
    const ofAda = await deviceOf(page);
    await page.signOut();
    changeStoredDevices(localItems, (known) => ({ ...known, 'grace@example.com': 'ada' }));
    expect((await signIn(page, 'grace@example.com')).steps).toEqual(['totp', 'signedIn']);
    expect(await deviceOf(page)).not.toBe(ofAda);
    await page.signOut();
    expect((await signIn(page, 'ada')).steps).toEqual(['signedIn']);
    expect(await deviceOf(page)).toBe(ofAda);
    await page.signOut();
    expect((await signIn(page, 'grace')).steps).toEqual(['signedIn']);
  });
});

describe('a damaged device record', () => {
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
  ])(
    'the sign-in succeeds with TOTP and stores the device anew where the record %s',
    async (_damage, change, starts) => {
      const { open, signIn, localItems } = openOnTrackingPool();
      const page = open();
      await signIn(page);
      await page.signOut();
      changeStoredText(localItems, change);
      const { steps, operations } = await signIn(open());
      expect(steps).toEqual(['totp', 'signedIn']);
      expect(operations.filter((name) => name === 'InitiateAuth')).toHaveLength(starts);
      expect(operations.at(-1)).toBe('ConfirmDevice');
      await page.signOut();
      expect((await signIn(open())).steps).toEqual(['signedIn']);
    },
  );

  it('a wrong password and a network failure leave the device stored', async () => {
    const browser = openOnTrackingPool();
    const page = browser.open();
    await browser.signIn(page);
    await page.signOut();
    const flow = createSignInFlow(page);
    await flow.start({ username: 'ada', password: 'Wrong-horse-1' });
    expect(atStep(flow, 'identifier').error?.code).toBe('NotAuthorizedException');
    let responded = 0;
    const flaky = browser.open();
    const { fetch } = flaky.userPool.platform;
    flaky.userPool.platform.fetch = (url, init) =>
      (init.body as string).includes('DEVICE_SRP_AUTH') && responded++ === 0
        ? Promise.reject(new TypeError('Failed to fetch'))
        : fetch(url, init);
    const other = createSignInFlow(flaky);
    await other.start({ username: 'ada', password: ada.password });
    expect(atStep(other, 'identifier').error?.kind).toBe('network');
    expect(responded).toBe(1);
    expect((await browser.signIn(page)).steps).toEqual(['signedIn']);
  });

  it('fault 48 (__proto__): a user named __proto__ or constructor has no device but their own', async () => {
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

  it('fault 51 (names): names that look alike have separate devices', async () => {
    const memory = createDeviceMemory(createBrowserMemory(createMemoryStorage()));
    const device = (key: string) => ({ key, groupKey: 'g', password: 'p' });
    const names = ['zoë', 'zoe\u0308', 'a+b@%c', 'a b@%c', '🦊'];
    for (const name of names) await memory.set(name, device(name));
    for (const name of names) expect(await memory.get(name)).toEqual(device(name));
  });
});

describe('failures of ConfirmDevice', () => {
  it.each(['InternalErrorException', 'InvalidParameterException'])(
    'a sign-in succeeds without a device when ConfirmDevice answers %s',
    async (type) => {
      const { aws, open, signIn } = openOnTrackingPool();
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

describe('listDevices, forgetDevice and setDeviceStatus', () => {
  it('listDevices marks the current device, and forgetDevice forgets another one', async () => {
    const { open, signIn, deviceOf } = openOnTrackingPool();
    const page = open();
    await signIn(page);
    await page.signOut();
    await page.forgetBrowser();
    await signIn(page);
    const currentKey = await deviceOf(page);
    const devices = await listDevices(page);
    expect(devices).toHaveLength(2);
    expect(devices.filter(({ isCurrent }) => isCurrent).map(({ key }) => key)).toEqual([currentKey]);
    const [other] = devices.filter(({ isCurrent }) => !isCurrent);
    expect(other?.createdAt).toBeInstanceOf(Date);
    await forgetDevice(page, other!.key);
    expect((await listDevices(page)).map(({ key }) => key)).toEqual([currentKey]);
  });

  it('setDeviceStatus decides whether the device is remembered, in a pool that is opt-in', async () => {
    const { open, signIn } = openOnTrackingPool({ tracking: 'OPT_IN' });
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

  it('a user lists and forgets their own devices only', async () => {
    const { open, signIn, deviceOf } = openOnTrackingPool();
    const page = open();
    await signIn(page, 'ada');
    const ofAda = await deviceOf(page);
    await page.signOut();
    await signIn(page, 'grace');
    expect((await listDevices(page)).map(({ key }) => key)).not.toContain(ofAda);
    await expect(forgetDevice(page, String(ofAda))).rejects.toMatchObject({ kind: 'rejected' });
  });
});
