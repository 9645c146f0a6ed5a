/**
 * Remembered devices: they get a key, are confirmed with a verifier, prove themselves by SRP, and can be forgotten.
 */
import { decodeJwt } from 'jose';
import { beforeEach, describe, expect, it } from 'vitest';
import {
  accessTokenOf,
  begin,
  claim,
  confirmDevice,
  newDevice,
  newDeviceOf,
  proveDevice,
  verifierConfig,
} from './device-client.ts';
import {
  expiredToken,
  invalidToken,
  poolUnderTest,
  refusal,
  usedToken,
  wrongPassword,
} from './pool-under-test.ts';
import { N, srpClient, timestampOf } from './srp-client.ts';

type Tracking = 'OFF' | 'OPT_IN' | 'ALWAYS';
const tracked = (tracking: Tracking, skipsMfa = false) =>
  poolUnderTest({ pool: { devices: { tracking, skipsMfa } } });

const pool = tracked('ALWAYS');
beforeEach(() => pool.aws.reset());

const notFound = refusal('ResourceNotFoundException', 'Device does not exist.');
const invalidKey = refusal('InvalidParameterException', 'Invalid device key given.');
const invalidRefresh = refusal('NotAuthorizedException', 'Invalid Refresh Token.');
const refresh = (REFRESH_TOKEN: string, more: Record<string, string> = {}, targetPool = pool) =>
  targetPool.initiate('REFRESH_TOKEN_AUTH', { REFRESH_TOKEN, ...more });
const devicesOf = async (AccessToken: string, more: object = {}) =>
  (await pool.call('ListDevices', { AccessToken, ...more })) as unknown as {
    Devices: { DeviceKey: string }[];
    PaginationToken?: string;
  };

describe('a device in a pool that always remembers devices', () => {
  it('a device gets a key at the first sign-in, is confirmed, and proves itself at the next sign-in', async () => {
    const first = await pool.srp('ada', 'Correct-horse-1');
    const device = newDeviceOf(first);
    expect(device.key).toMatch(/^us-east-1_[0-9a-f-]{36}$/);
    expect(await confirmDevice(pool, accessTokenOf(first), device)).toEqual({
      UserConfirmationNecessary: false,
    });

    const { ChallengeName, Session } = await begin(pool, device.key);
    expect(ChallengeName).toBe('DEVICE_SRP_AUTH');
    const { challenge, signed } = await claim(pool, device, Session);
    expect(challenge).toMatchObject({
      ChallengeName: 'DEVICE_PASSWORD_VERIFIER',
      ChallengeParameters: { USERNAME: 'ada', DEVICE_KEY: device.key },
    });
    const { AuthenticationResult } = await pool.respond(
      'DEVICE_PASSWORD_VERIFIER',
      signed,
      challenge.Session,
    );
    expect(AuthenticationResult).not.toHaveProperty('NewDeviceMetadata');
    expect(decodeJwt(AuthenticationResult?.AccessToken ?? '')).toHaveProperty('device_key', device.key);
  });

  it('a device can be named in the answer to PASSWORD_VERIFIER too', async () => {
    const { device } = await newDevice(pool);
    const client = srpClient();
    const { ChallengeParameters = {} } = await pool.initiate('USER_SRP_AUTH', {
      USERNAME: 'ada',
      SRP_A: client.A,
    });
    const signed = client.claim(
      pool.poolName,
      ChallengeParameters,
      'Correct-horse-1',
      timestampOf(pool.aws.clock.now()),
    );
    const answer = { ...signed, DEVICE_KEY: device.key };
    expect(await pool.respond('PASSWORD_VERIFIER', answer)).toHaveProperty(
      'ChallengeName',
      'DEVICE_SRP_AUTH',
    );
  });

  it('each sign-in without a device key gets a new one', async () => {
    const keys = [newDeviceOf(await pool.password('ada', 'Correct-horse-1')).key];
    keys.push(newDeviceOf(await pool.password('ada', 'Correct-horse-1')).key);
    expect(new Set(keys).size).toBe(2);
  });

  it('GetDevice returns name, status and times', async () => {
    const { device, AccessToken } = await newDevice(pool);
    const created = pool.aws.clock.now() / 1000;
    pool.aws.clock.advance(60);
    await proveDevice(pool, device, (await begin(pool, device.key)).Session);
    const { Device } = await pool.call('GetDevice', { AccessToken, DeviceKey: device.key });
    expect(Device).toEqual({
      DeviceKey: device.key,
      DeviceAttributes: [
        { Name: 'device_status', Value: 'valid' },
        { Name: 'device_name', Value: 'Kitchen tablet' },
        { Name: 'dev:device_remembered_status', Value: 'remembered' },
      ],
      DeviceCreateDate: created,
      DeviceLastModifiedDate: created,
      DeviceLastAuthenticatedDate: created + 60,
    });
  });

  it('ListDevices returns pages, the newest first, also when a device is forgotten in between', async () => {
    const madeKeys: string[] = [];
    for (let count = 0; count < 5; count += 1) {
      madeKeys.unshift((await newDevice(pool)).device.key);
      pool.aws.clock.advance(1);
    }
    const { AccessToken } = await newDevice(pool, 'grace', 'Battery-staple-2').catch(() =>
      pool.tokens('ada', 'Correct-horse-1'),
    );
    const first = await devicesOf(AccessToken, { Limit: 2 });
    expect(first.Devices.map(({ DeviceKey }) => DeviceKey)).toEqual(madeKeys.slice(0, 2));
    await pool.call('ForgetDevice', { AccessToken, DeviceKey: madeKeys[0] });
    const { PaginationToken } = first;
    const rest = await devicesOf(AccessToken, { PaginationToken });
    expect(rest.Devices.map(({ DeviceKey }) => DeviceKey)).toEqual(madeKeys.slice(2));
    expect(rest).not.toHaveProperty('PaginationToken');
    await expect(devicesOf(AccessToken, { PaginationToken: 'bm9uZQ==' })).rejects.toMatchObject(
      refusal('InvalidParameterException'),
    );
    await expect(devicesOf(AccessToken, { Limit: 61 })).rejects.toMatchObject(
      refusal('InvalidParameterException'),
    );
  });

  it('a device is known after a snapshot', async () => {
    const { device } = await newDevice(pool);
    const later = poolUnderTest({ snapshot: await pool.aws.snapshot() });
    expect(await proveDevice(later, device, (await begin(later, device.key)).Session)).toHaveProperty(
      'AuthenticationResult',
    );
  });
});

describe('ConfirmDevice', () => {
  const confirmWith = async (config: unknown) => {
    const reply = await pool.password('ada', 'Correct-horse-1');
    const device = newDeviceOf(reply);
    return pool.call('ConfirmDevice', {
      AccessToken: accessTokenOf(reply),
      DeviceKey: device.key,
      DeviceSecretVerifierConfig:
        typeof config === 'function' ? (config(verifierConfig(device)) as unknown) : config,
    });
  };
  const bytes = (...values: number[]) => Buffer.from(values).toString('base64');
  const number = (value: bigint) =>
    Buffer.from(`0${value.toString(16)}`.slice(-(value.toString(16).length % 2 ? 0 : -1)), 'hex');

  it.each<[string, unknown]>([
    ['no verifier at all', undefined],
    ['a verifier without its salt', { PasswordVerifier: bytes(1, 2) }],
    ['a salt that is not base64', (config: object) => ({ ...config, Salt: '***' })],
    ['an empty salt', (config: object) => ({ ...config, Salt: '' })],
    [
      'a salt whose top bit is set and that was not padded',
      (config: object) => ({ ...config, Salt: bytes(0x80) }),
    ],
    [
      'a verifier whose top bit is set and that was not padded',
      (config: object) => ({ ...config, PasswordVerifier: bytes(0xff, 1) }),
    ],
    ['a verifier of 0', (config: object) => ({ ...config, PasswordVerifier: bytes(0) })],
    ['a verifier of 1', (config: object) => ({ ...config, PasswordVerifier: bytes(1) })],
    [
      'a verifier beyond the group',
      (config: object) => ({
        ...config,
        PasswordVerifier: Buffer.concat([Buffer.from([0]), number(N)]).toString('base64'),
      }),
    ],
  ])('ConfirmDevice refuses %s', async (_what, config) => {
    await expect(confirmWith(config)).rejects.toMatchObject(refusal('InvalidParameterException'));
  });

  it('ConfirmDevice accepts padded bytes', async () => {
    expect(await confirmWith((config: object) => ({ ...config, Salt: bytes(0, 0x80) }))).toEqual({
      UserConfirmationNecessary: false,
    });
  });

  it('a device that is confirmed twice is refused', async () => {
    const { device, AccessToken } = await newDevice(pool);
    await expect(confirmDevice(pool, AccessToken, device)).rejects.toMatchObject(
      refusal('DeviceKeyExistsException'),
    );
  });

  it('only the device key of the same sign-in can be confirmed', async () => {
    const firstSignIn = await pool.password('ada', 'Correct-horse-1');
    const secondSignIn = await pool.password('ada', 'Correct-horse-1');
    await expect(
      confirmDevice(pool, accessTokenOf(firstSignIn), newDeviceOf(secondSignIn)),
    ).rejects.toMatchObject(invalidKey);
    const unknownDevice = {
      ...newDeviceOf(firstSignIn),
      key: 'us-east-1_00000000-0000-4000-8000-000000000000',
    };
    await expect(confirmDevice(pool, accessTokenOf(firstSignIn), unknownDevice)).rejects.toMatchObject(
      invalidKey,
    );
    await expect(
      confirmDevice(pool, accessTokenOf(firstSignIn), { ...unknownDevice, key: '../ada' }),
    ).rejects.toMatchObject(refusal('InvalidParameterException'));
  });
});

describe('a pool where users choose whether a device is remembered', () => {
  const optInPool = tracked('OPT_IN');
  beforeEach(() => optInPool.aws.reset());
  const update = (AccessToken: string, DeviceKey: string, DeviceRememberedStatus?: string) =>
    optInPool.call('UpdateDeviceStatus', { AccessToken, DeviceKey, DeviceRememberedStatus });

  it('a device proves itself at sign-in only while it is remembered', async () => {
    const { device, confirmed, AccessToken } = await newDevice(optInPool);
    expect(confirmed).toEqual({ UserConfirmationNecessary: true });
    const signInAgain = () => begin(optInPool, device.key);

    const notAsked = (await signInAgain()).AuthenticationResult;
    expect(notAsked).toHaveProperty('RefreshToken');
    expect(notAsked).not.toHaveProperty('NewDeviceMetadata');

    await update(AccessToken, device.key, 'remembered');
    const { ChallengeName, Session } = await signInAgain();
    expect(ChallengeName).toBe('DEVICE_SRP_AUTH');
    await update(AccessToken, device.key, 'not_remembered');
    await expect(claim(optInPool, device, Session)).rejects.toMatchObject(notFound);
    expect(await signInAgain()).toHaveProperty('AuthenticationResult');
  });

  it('ListDevices returns remembered devices only', async () => {
    const { device, AccessToken } = await newDevice(optInPool);
    expect(await optInPool.call('ListDevices', { AccessToken })).toEqual({ Devices: [] });
    await update(AccessToken, device.key, 'remembered');
    expect(await optInPool.call('ListDevices', { AccessToken })).toMatchObject({
      Devices: [{ DeviceKey: device.key }],
    });
  });

  it('a missing status changes nothing, and an unknown one is refused', async () => {
    const { device, AccessToken } = await newDevice(optInPool);
    await update(AccessToken, device.key, 'remembered');
    await update(AccessToken, device.key);
    expect(await begin(optInPool, device.key)).toHaveProperty('ChallengeName');
    await expect(update(AccessToken, device.key, 'maybe')).rejects.toMatchObject(
      refusal('InvalidParameterException'),
    );
  });
});

describe('a pool that does not track devices', () => {
  it('no device keys are issued, and existing ones are ignored', async () => {
    const untrackedPool = tracked('OFF');
    const reply = await begin(untrackedPool, 'us-east-1_00000000-0000-4000-8000-000000000000');
    expect(reply.AuthenticationResult).not.toHaveProperty('NewDeviceMetadata');
    expect(decodeJwt(accessTokenOf(reply))).not.toHaveProperty('device_key');
    const device = { key: 'us-east-1_0', groupKey: '-0', password: 'x' };
    await expect(confirmDevice(untrackedPool, accessTokenOf(reply), device)).rejects.toMatchObject(
      invalidKey,
    );
    const { RefreshToken = '' } = reply.AuthenticationResult ?? {};
    expect(await refresh(RefreshToken, {}, untrackedPool)).toHaveProperty('AuthenticationResult');
  });
});

describe('a device that is refused', () => {
  it('a device with another secret is refused, and its challenge token cannot be used again', async () => {
    const { device } = await newDevice(pool);
    const { Session } = await begin(pool, device.key);
    const wrong = await claim(pool, { ...device, password: 'another' }, Session);
    const answer = (session = wrong.challenge.Session) =>
      pool.respond('DEVICE_PASSWORD_VERIFIER', wrong.signed, session);
    await expect(answer()).rejects.toMatchObject(wrongPassword);
    await expect(answer()).rejects.toMatchObject(usedToken);
    await expect(claim(pool, device, Session)).rejects.toMatchObject(usedToken);
  });

  it('a replayed signature is refused, in the same challenge or a new one', async () => {
    const { device } = await newDevice(pool);
    const { challenge, signed } = await claim(pool, device, (await begin(pool, device.key)).Session);
    await pool.respond('DEVICE_PASSWORD_VERIFIER', signed, challenge.Session);
    await expect(pool.respond('DEVICE_PASSWORD_VERIFIER', signed, challenge.Session)).rejects.toMatchObject(
      usedToken,
    );
    const next = await claim(pool, device, (await begin(pool, device.key)).Session);
    await expect(
      pool.respond('DEVICE_PASSWORD_VERIFIER', signed, next.challenge.Session),
    ).rejects.toMatchObject(wrongPassword);
  });

  it('a forgotten device is unknown to every operation, and its refresh token is refused', async () => {
    const { device, AccessToken, RefreshToken } = await newDevice(pool);
    const input = { AccessToken, DeviceKey: device.key };
    expect(await pool.call('ForgetDevice', input)).toEqual({});
    await expect(begin(pool, device.key)).rejects.toMatchObject(notFound);
    for (const operation of ['GetDevice', 'ForgetDevice', 'UpdateDeviceStatus']) {
      await expect(pool.call(operation, input)).rejects.toMatchObject(notFound);
    }
    expect(await pool.call('ListDevices', { AccessToken })).toEqual({ Devices: [] });
    await expect(refresh(RefreshToken, { DEVICE_KEY: device.key })).rejects.toMatchObject(invalidRefresh);
    expect(await pool.call('GetUser', { AccessToken })).toHaveProperty('Username', 'ada');
  });

  it('a device that is forgotten between two challenges is refused', async () => {
    const { device, AccessToken } = await newDevice(pool);
    const { Session } = await begin(pool, device.key);
    const signed = await claim(pool, device, (await begin(pool, device.key)).Session);
    await pool.call('ForgetDevice', { AccessToken, DeviceKey: device.key });
    await expect(claim(pool, device, Session)).rejects.toMatchObject(notFound);
    await expect(
      pool.respond('DEVICE_PASSWORD_VERIFIER', signed.signed, signed.challenge.Session),
    ).rejects.toMatchObject(notFound);
  });

  it('the device of another user is refused at sign-in, in challenges and in every operation', async () => {
    const twoUserPool = poolUnderTest({
      pool: { devices: { tracking: 'ALWAYS', skipsMfa: false } },
      users: [
        { email: 'ada@example.com', password: 'Correct-horse-1' },
        { email: 'eve@example.com', password: 'Correct-horse-2' },
      ],
    });
    const adasDevice = await newDevice(twoUserPool);
    const evesDevice = await newDevice(twoUserPool, 'eve', 'Correct-horse-2');
    await expect(begin(twoUserPool, adasDevice.device.key, 'eve', 'Correct-horse-2')).rejects.toMatchObject(
      notFound,
    );
    const { Session } = await begin(twoUserPool, evesDevice.device.key, 'eve', 'Correct-horse-2');
    await expect(claim(twoUserPool, adasDevice.device, Session, 'eve')).rejects.toMatchObject(notFound);
    await expect(claim(twoUserPool, adasDevice.device, Session, 'ada')).rejects.toMatchObject(invalidToken);
    const input = { AccessToken: evesDevice.AccessToken, DeviceKey: adasDevice.device.key };
    for (const operation of ['GetDevice', 'ForgetDevice', 'UpdateDeviceStatus']) {
      await expect(twoUserPool.call(operation, input)).rejects.toMatchObject(notFound);
    }
    await expect(confirmDevice(twoUserPool, evesDevice.AccessToken, adasDevice.device)).rejects.toMatchObject(
      invalidKey,
    );
    await expect(
      refresh(evesDevice.RefreshToken, { DEVICE_KEY: adasDevice.device.key }, twoUserPool),
    ).rejects.toMatchObject(invalidRefresh);
  });

  it('another device of the same user than the named one is refused', async () => {
    const [one, other] = [await newDevice(pool), await newDevice(pool)];
    const { Session } = await begin(pool, one.device.key);
    await expect(claim(pool, other.device, Session)).rejects.toMatchObject(notFound);
    const { challenge, signed } = await claim(pool, one.device, Session);
    const answer = { ...signed, DEVICE_KEY: other.device.key };
    await expect(pool.respond('DEVICE_PASSWORD_VERIFIER', answer, challenge.Session)).rejects.toMatchObject(
      notFound,
    );
  });

  it('a signature over an invented secret block is refused', async () => {
    const { device } = await newDevice(pool);
    const client = srpClient();
    const { Session } = await begin(pool, device.key);
    const challenge = await pool.respond(
      'DEVICE_SRP_AUTH',
      { USERNAME: 'ada', DEVICE_KEY: device.key, SRP_A: client.A },
      Session,
    );
    const forgedParameters = {
      ...challenge.ChallengeParameters,
      SECRET_BLOCK: 'AAAA',
      USER_ID_FOR_SRP: device.key,
    };
    const now = timestampOf(pool.aws.clock.now());
    const signed = client.claim(device.groupKey, forgedParameters, device.password, now);
    await expect(
      pool.respond(
        'DEVICE_PASSWORD_VERIFIER',
        { ...signed, USERNAME: 'ada', DEVICE_KEY: device.key },
        challenge.Session,
      ),
    ).rejects.toMatchObject(wrongPassword);
  });

  it('a device signature is no password signature, and the other way round', async () => {
    const { device } = await newDevice(pool);
    const { signed } = await claim(pool, device, (await begin(pool, device.key)).Session);
    await expect(pool.respond('PASSWORD_VERIFIER', signed)).rejects.toMatchObject(wrongPassword);

    const { challenge } = await claim(pool, device, (await begin(pool, device.key)).Session);
    const client = srpClient();
    const { ChallengeParameters = {} } = await pool.initiate('USER_SRP_AUTH', {
      USERNAME: 'ada',
      SRP_A: client.A,
    });
    const now = timestampOf(pool.aws.clock.now());
    const password = client.claim(pool.poolName, ChallengeParameters, 'Correct-horse-1', now);
    const answer = { ...password, DEVICE_KEY: device.key };
    await expect(pool.respond('DEVICE_PASSWORD_VERIFIER', answer, challenge.Session)).rejects.toMatchObject(
      wrongPassword,
    );
  });

  it('a device that was not confirmed is refused', async () => {
    const { key } = newDeviceOf(await pool.password('ada', 'Correct-horse-1'));
    await expect(begin(pool, key)).rejects.toMatchObject(notFound);
  });

  it('an invalid SRP_A or TIMESTAMP is refused and can be corrected', async () => {
    const { device } = await newDevice(pool);
    const { Session } = await begin(pool, device.key);
    const answer = { USERNAME: 'ada', DEVICE_KEY: device.key };
    for (const SRP_A of ['0', N.toString(16), 'no number']) {
      await expect(pool.respond('DEVICE_SRP_AUTH', { ...answer, SRP_A }, Session)).rejects.toMatchObject(
        refusal('InvalidParameterException'),
      );
    }
    const { challenge, signed } = await claim(pool, device, Session);
    await expect(
      pool.respond('DEVICE_PASSWORD_VERIFIER', { ...signed, TIMESTAMP: 'yesterday' }, challenge.Session),
    ).rejects.toMatchObject(refusal('InvalidParameterException'));
    expect(await pool.respond('DEVICE_PASSWORD_VERIFIER', signed, challenge.Session)).toHaveProperty(
      'AuthenticationResult',
    );
  });

  it('fault 23 (expired MFA session): a device challenge is refused after three minutes', async () => {
    const { device } = await newDevice(pool);
    const { Session } = await begin(pool, device.key);
    pool.aws.clock.advance(180);
    await expect(claim(pool, device, Session)).rejects.toMatchObject(expiredToken);
  });
});

describe('a forgotten device that the client still sends', () => {
  it.each(['PASSWORD_VERIFIER only', 'InitiateAuth too'])(
    'a device key in %s is refused, and the same answer without it signs in',
    async (where) => {
      const { device, AccessToken } = await newDevice(pool);
      await pool.call('ForgetDevice', { AccessToken, DeviceKey: device.key });
      const client = srpClient();
      const named = { DEVICE_KEY: device.key };
      const { ChallengeParameters = {} } = await pool.initiate('USER_SRP_AUTH', {
        USERNAME: 'ada',
        SRP_A: client.A,
        ...(where === 'InitiateAuth too' && named),
      });
      const now = timestampOf(pool.aws.clock.now());
      const signed = client.claim(pool.poolName, ChallengeParameters, 'Correct-horse-1', now);
      const respond = (answer: Record<string, string>) => pool.respond('PASSWORD_VERIFIER', answer);
      await expect(respond({ ...signed, ...named })).rejects.toMatchObject(notFound);
      expect(await respond(signed)).toHaveProperty('AuthenticationResult.NewDeviceMetadata');
      await expect(respond(signed)).rejects.toMatchObject(refusal('NotAuthorizedException'));
    },
  );

  it('a wrong password reveals nothing about devices', async () => {
    const { device } = await newDevice(pool);
    for (const key of [device.key, 'us-east-1_0']) {
      await expect(begin(pool, key, 'ada', 'Wrong-horse-1')).rejects.toMatchObject(wrongPassword);
    }
  });
});

describe('a refresh token in a pool that tracks devices', () => {
  it('a refresh token works only with the key of its own device', async () => {
    const { device, RefreshToken } = await newDevice(pool);
    const other = await newDevice(pool);
    await expect(refresh(RefreshToken)).rejects.toMatchObject(invalidRefresh);
    await expect(refresh(RefreshToken, { DEVICE_KEY: other.device.key })).rejects.toMatchObject(
      invalidRefresh,
    );
    expect(await refresh(RefreshToken, { DEVICE_KEY: device.key })).toHaveProperty('AuthenticationResult');
  });

  it('a refresh token is refused until its device is confirmed', async () => {
    const reply = await pool.password('ada', 'Correct-horse-1');
    const device = newDeviceOf(reply);
    const { RefreshToken = '' } = reply.AuthenticationResult ?? {};
    const again = () => refresh(RefreshToken, { DEVICE_KEY: device.key });
    await expect(again()).rejects.toMatchObject(invalidRefresh);
    await confirmDevice(pool, accessTokenOf(reply), device);
    expect(await again()).toHaveProperty('AuthenticationResult');
  });
});

describe('a remembered device and MFA', () => {
  it('a remembered device replaces MFA if the pool allows it', async () => {
    const poolSkippingMfa = tracked('ALWAYS', true);
    const secret = poolSkippingMfa.aws.users.find(({ username }) => username === 'grace')?.totpSecret ?? '';
    const totp = await poolSkippingMfa.password('grace', 'Battery-staple-2');
    expect(totp.ChallengeName).toBe('SOFTWARE_TOKEN_MFA');
    const answer = { USERNAME: 'grace', SOFTWARE_TOKEN_MFA_CODE: poolSkippingMfa.totp(secret) };
    const reply = await poolSkippingMfa.respond('SOFTWARE_TOKEN_MFA', answer, totp.Session);
    const device = newDeviceOf(reply);
    await confirmDevice(poolSkippingMfa, accessTokenOf(reply), device);

    const { ChallengeName, Session } = await begin(poolSkippingMfa, device.key, 'grace', 'Battery-staple-2');
    expect(ChallengeName).toBe('DEVICE_SRP_AUTH');
    expect(await proveDevice(poolSkippingMfa, device, Session, 'grace')).toHaveProperty(
      'AuthenticationResult',
    );
  });

  it('a remembered device is asked for in addition to MFA otherwise', async () => {
    const secret = pool.aws.users.find(({ username }) => username === 'grace')?.totpSecret ?? '';
    const first = await pool.password('grace', 'Battery-staple-2');
    const code = () => ({ USERNAME: 'grace', SOFTWARE_TOKEN_MFA_CODE: pool.totp(secret) });
    const reply = await pool.respond('SOFTWARE_TOKEN_MFA', code(), first.Session);
    const device = newDeviceOf(reply);
    await confirmDevice(pool, accessTokenOf(reply), device);
    pool.aws.clock.advance(30);

    const asked: string[] = [];
    let step = await begin(pool, device.key, 'grace', 'Battery-staple-2');
    while (step.ChallengeName !== undefined) {
      asked.push(step.ChallengeName);
      step =
        step.ChallengeName === 'DEVICE_SRP_AUTH'
          ? await proveDevice(pool, device, step.Session, 'grace')
          : await pool.respond('SOFTWARE_TOKEN_MFA', code(), step.Session);
    }
    expect(step).toHaveProperty('AuthenticationResult.AccessToken');
    expect(asked.toSorted()).toEqual(['DEVICE_SRP_AUTH', 'SOFTWARE_TOKEN_MFA']);
  });
});
