/** Devices: handed a key, confirmed with a verifier, remembered, proven by SRP, forgotten. */
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
import { poolUnderTest, refusal, wrongPassword } from './pool-under-test.ts';
import { N, srpClient, timestampOf } from './srp-client.ts';

type Tracking = 'OFF' | 'OPT_IN' | 'ALWAYS';
const tracked = (tracking: Tracking, skipsMfa = false) =>
  poolUnderTest({ pool: { devices: { tracking, skipsMfa } } });

const pool = tracked('ALWAYS');
beforeEach(() => pool.aws.reset());

const notFound = refusal('ResourceNotFoundException', 'Device does not exist.');
const invalidKey = refusal('InvalidParameterException', 'Invalid device key given.');
const invalidRefresh = refusal('NotAuthorizedException', 'Invalid Refresh Token.');
const refresh = (REFRESH_TOKEN: string, more: Record<string, string> = {}, of = pool) =>
  of.initiate('REFRESH_TOKEN_AUTH', { REFRESH_TOKEN, ...more });
const devicesOf = async (AccessToken: string, more: object = {}) =>
  (await pool.call('ListDevices', { AccessToken, ...more })) as unknown as {
    Devices: { DeviceKey: string }[];
    PaginationToken?: string;
  };

describe('a device in a pool that remembers all', () => {
  it('gets a key at the first sign-in, is confirmed without a question, and proves itself at the next one', async () => {
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

  it('is named by the answer to PASSWORD_VERIFIER as well as by InitiateAuth', async () => {
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

  it('comes with every sign-in that names none', async () => {
    const keys = [newDeviceOf(await pool.password('ada', 'Correct-horse-1')).key];
    keys.push(newDeviceOf(await pool.password('ada', 'Correct-horse-1')).key);
    expect(new Set(keys).size).toBe(2);
  });

  it('shows itself with its name and times', async () => {
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

  it('is listed in pages, the newest first, and never twice when one goes in between', async () => {
    const made: string[] = [];
    for (let count = 0; count < 5; count += 1) {
      made.unshift((await newDevice(pool)).device.key);
      pool.aws.clock.advance(1);
    }
    const { AccessToken } = await newDevice(pool, 'grace', 'Battery-staple-2').catch(() =>
      pool.tokens('ada', 'Correct-horse-1'),
    );
    const first = await devicesOf(AccessToken, { Limit: 2 });
    expect(first.Devices.map(({ DeviceKey }) => DeviceKey)).toEqual(made.slice(0, 2));
    await pool.call('ForgetDevice', { AccessToken, DeviceKey: made[0] });
    const { PaginationToken } = first;
    const rest = await devicesOf(AccessToken, { PaginationToken });
    expect(rest.Devices.map(({ DeviceKey }) => DeviceKey)).toEqual(made.slice(2));
    expect(rest).not.toHaveProperty('PaginationToken');
    await expect(devicesOf(AccessToken, { PaginationToken: 'bm9uZQ==' })).rejects.toMatchObject(
      refusal('InvalidParameterException'),
    );
    await expect(devicesOf(AccessToken, { Limit: 61 })).rejects.toMatchObject(
      refusal('InvalidParameterException'),
    );
  });

  it('is still known after a snapshot', async () => {
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
    ['a salt that is no base64', (config: object) => ({ ...config, Salt: '***' })],
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
  ])('refuses %s', async (_what, config) => {
    await expect(confirmWith(config)).rejects.toMatchObject(refusal('InvalidParameterException'));
  });

  it('takes padded bytes', async () => {
    expect(await confirmWith((config: object) => ({ ...config, Salt: bytes(0, 0x80) }))).toEqual({
      UserConfirmationNecessary: false,
    });
  });

  it('confirms a device once', async () => {
    const { device, AccessToken } = await newDevice(pool);
    await expect(confirmDevice(pool, AccessToken, device)).rejects.toMatchObject(
      refusal('DeviceKeyExistsException'),
    );
  });

  it('takes no key but that of its own sign-in', async () => {
    const adas = await pool.password('ada', 'Correct-horse-1');
    const other = await pool.password('ada', 'Correct-horse-1');
    await expect(confirmDevice(pool, accessTokenOf(adas), newDeviceOf(other))).rejects.toMatchObject(
      invalidKey,
    );
    const made = { ...newDeviceOf(adas), key: 'us-east-1_00000000-0000-4000-8000-000000000000' };
    await expect(confirmDevice(pool, accessTokenOf(adas), made)).rejects.toMatchObject(invalidKey);
    await expect(confirmDevice(pool, accessTokenOf(adas), { ...made, key: '../ada' })).rejects.toMatchObject(
      refusal('InvalidParameterException'),
    );
  });
});

describe('a pool that asks its users whether to remember', () => {
  const asking = tracked('OPT_IN');
  beforeEach(() => asking.aws.reset());
  const update = (AccessToken: string, DeviceKey: string, DeviceRememberedStatus?: string) =>
    asking.call('UpdateDeviceStatus', { AccessToken, DeviceKey, DeviceRememberedStatus });

  it('says so, and asks a device for its proof only while it is remembered', async () => {
    const { device, confirmed, AccessToken } = await newDevice(asking);
    expect(confirmed).toEqual({ UserConfirmationNecessary: true });
    const again = () => begin(asking, device.key);

    const notAsked = (await again()).AuthenticationResult;
    expect(notAsked).toHaveProperty('RefreshToken');
    expect(notAsked).not.toHaveProperty('NewDeviceMetadata');

    await update(AccessToken, device.key, 'remembered');
    const { ChallengeName, Session } = await again();
    expect(ChallengeName).toBe('DEVICE_SRP_AUTH');
    await update(AccessToken, device.key, 'not_remembered');
    await expect(claim(asking, device, Session)).rejects.toMatchObject(notFound);
    expect(await again()).toHaveProperty('AuthenticationResult');
  });

  it('lists remembered devices only', async () => {
    const { device, AccessToken } = await newDevice(asking);
    expect(await asking.call('ListDevices', { AccessToken })).toEqual({ Devices: [] });
    await update(AccessToken, device.key, 'remembered');
    expect(await asking.call('ListDevices', { AccessToken })).toMatchObject({
      Devices: [{ DeviceKey: device.key }],
    });
  });

  it('knows two states, and changes nothing when none is given', async () => {
    const { device, AccessToken } = await newDevice(asking);
    await update(AccessToken, device.key, 'remembered');
    await update(AccessToken, device.key);
    expect(await begin(asking, device.key)).toHaveProperty('ChallengeName');
    await expect(update(AccessToken, device.key, 'maybe')).rejects.toMatchObject(
      refusal('InvalidParameterException'),
    );
  });
});

describe('a pool that tracks no devices', () => {
  it('hands out no keys, takes no notice of any, and confirms none', async () => {
    const plain = tracked('OFF');
    const reply = await begin(plain, 'us-east-1_00000000-0000-4000-8000-000000000000');
    expect(reply.AuthenticationResult).not.toHaveProperty('NewDeviceMetadata');
    expect(decodeJwt(accessTokenOf(reply))).not.toHaveProperty('device_key');
    const device = { key: 'us-east-1_0', groupKey: '-0', password: 'x' };
    await expect(confirmDevice(plain, accessTokenOf(reply), device)).rejects.toMatchObject(invalidKey);
    const { RefreshToken = '' } = reply.AuthenticationResult ?? {};
    expect(await refresh(RefreshToken, {}, plain)).toHaveProperty('AuthenticationResult');
  });
});

describe('a device that is refused', () => {
  const spent = refusal(
    'NotAuthorizedException',
    'Invalid session for the user, session can only be used once.',
  );

  it('has another secret: neither its Session nor its exchange is worth a second try', async () => {
    const { device } = await newDevice(pool);
    const { Session } = await begin(pool, device.key);
    const wrong = await claim(pool, { ...device, password: 'another' }, Session);
    const answer = (session = wrong.challenge.Session) =>
      pool.respond('DEVICE_PASSWORD_VERIFIER', wrong.signed, session);
    await expect(answer()).rejects.toMatchObject(wrongPassword);
    await expect(answer()).rejects.toMatchObject(spent);
    await expect(claim(pool, device, Session)).rejects.toMatchObject(spent);
  });

  it('replays a signature, in the same Session or in a new one', async () => {
    const { device } = await newDevice(pool);
    const { challenge, signed } = await claim(pool, device, (await begin(pool, device.key)).Session);
    await pool.respond('DEVICE_PASSWORD_VERIFIER', signed, challenge.Session);
    await expect(pool.respond('DEVICE_PASSWORD_VERIFIER', signed, challenge.Session)).rejects.toMatchObject(
      spent,
    );
    const next = await claim(pool, device, (await begin(pool, device.key)).Session);
    await expect(
      pool.respond('DEVICE_PASSWORD_VERIFIER', signed, next.challenge.Session),
    ).rejects.toMatchObject(wrongPassword);
  });

  it('was forgotten: it is unknown to every sign-in and operation, and its refresh token is dead', async () => {
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

  it('was forgotten between two of its challenges', async () => {
    const { device, AccessToken } = await newDevice(pool);
    const { Session } = await begin(pool, device.key);
    const signed = await claim(pool, device, (await begin(pool, device.key)).Session);
    await pool.call('ForgetDevice', { AccessToken, DeviceKey: device.key });
    await expect(claim(pool, device, Session)).rejects.toMatchObject(notFound);
    await expect(
      pool.respond('DEVICE_PASSWORD_VERIFIER', signed.signed, signed.challenge.Session),
    ).rejects.toMatchObject(notFound);
  });

  it("is somebody else's, at a sign-in, in a challenge and in every operation", async () => {
    const people = poolUnderTest({
      pool: { devices: { tracking: 'ALWAYS', skipsMfa: false } },
      users: [
        { email: 'ada@example.com', password: 'Correct-horse-1' },
        { email: 'eve@example.com', password: 'Correct-horse-2' },
      ],
    });
    const adas = await newDevice(people);
    const eves = await newDevice(people, 'eve', 'Correct-horse-2');
    await expect(begin(people, adas.device.key, 'eve', 'Correct-horse-2')).rejects.toMatchObject(notFound);
    const { Session } = await begin(people, eves.device.key, 'eve', 'Correct-horse-2');
    await expect(claim(people, adas.device, Session, 'eve')).rejects.toMatchObject(notFound);
    await expect(claim(people, adas.device, Session, 'ada')).rejects.toMatchObject(
      refusal('NotAuthorizedException', 'Invalid session for the user.'),
    );
    const input = { AccessToken: eves.AccessToken, DeviceKey: adas.device.key };
    for (const operation of ['GetDevice', 'ForgetDevice', 'UpdateDeviceStatus']) {
      await expect(people.call(operation, input)).rejects.toMatchObject(notFound);
    }
    await expect(confirmDevice(people, eves.AccessToken, adas.device)).rejects.toMatchObject(invalidKey);
    await expect(refresh(eves.RefreshToken, { DEVICE_KEY: adas.device.key }, people)).rejects.toMatchObject(
      invalidRefresh,
    );
  });

  it("answers with another of its user's devices than the one that was named", async () => {
    const [one, other] = [await newDevice(pool), await newDevice(pool)];
    const { Session } = await begin(pool, one.device.key);
    await expect(claim(pool, other.device, Session)).rejects.toMatchObject(notFound);
    const { challenge, signed } = await claim(pool, one.device, Session);
    const answer = { ...signed, DEVICE_KEY: other.device.key };
    await expect(pool.respond('DEVICE_PASSWORD_VERIFIER', answer, challenge.Session)).rejects.toMatchObject(
      notFound,
    );
  });

  it('signs a secret block that it made up', async () => {
    const { device } = await newDevice(pool);
    const client = srpClient();
    const { Session } = await begin(pool, device.key);
    const challenge = await pool.respond(
      'DEVICE_SRP_AUTH',
      { USERNAME: 'ada', DEVICE_KEY: device.key, SRP_A: client.A },
      Session,
    );
    const made = { ...challenge.ChallengeParameters, SECRET_BLOCK: 'AAAA', USER_ID_FOR_SRP: device.key };
    const now = timestampOf(pool.aws.clock.now());
    const signed = client.claim(device.groupKey, made, device.password, now);
    await expect(
      pool.respond(
        'DEVICE_PASSWORD_VERIFIER',
        { ...signed, USERNAME: 'ada', DEVICE_KEY: device.key },
        challenge.Session,
      ),
    ).rejects.toMatchObject(wrongPassword);
  });

  it('answers for a password, or the other way round', async () => {
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

  it('was never confirmed', async () => {
    const { key } = newDeviceOf(await pool.password('ada', 'Correct-horse-1'));
    await expect(begin(pool, key)).rejects.toMatchObject(notFound);
  });

  it('sends no acceptable public value, or a time that is none', async () => {
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

  it('fault 23: comes after its Session has run out', async () => {
    const { device } = await newDevice(pool);
    const { Session } = await begin(pool, device.key);
    pool.aws.clock.advance(180);
    await expect(claim(pool, device, Session)).rejects.toMatchObject(
      refusal('NotAuthorizedException', 'Invalid session for the user, session is expired.'),
    );
  });
});

describe('a forgotten device whose client does not know it yet', () => {
  it.each(['PASSWORD_VERIFIER only', 'InitiateAuth too'])(
    'named it in %s, sends the same answer again without the key, and its user is in',
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

  it('tells a wrong password nothing of devices', async () => {
    const { device } = await newDevice(pool);
    for (const key of [device.key, 'us-east-1_0']) {
      await expect(begin(pool, key, 'ada', 'Wrong-horse-1')).rejects.toMatchObject(wrongPassword);
    }
  });
});

describe('a refresh token where devices are tracked', () => {
  it('works from the device that it was issued to, and from nowhere else', async () => {
    const { device, RefreshToken } = await newDevice(pool);
    const other = await newDevice(pool);
    await expect(refresh(RefreshToken)).rejects.toMatchObject(invalidRefresh);
    await expect(refresh(RefreshToken, { DEVICE_KEY: other.device.key })).rejects.toMatchObject(
      invalidRefresh,
    );
    expect(await refresh(RefreshToken, { DEVICE_KEY: device.key })).toHaveProperty('AuthenticationResult');
  });

  it('waits for its device to be confirmed', async () => {
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
  it('stands in for the second factor where the pool lets it', async () => {
    const lenient = tracked('ALWAYS', true);
    const secret = lenient.aws.users.find(({ username }) => username === 'grace')?.totpSecret ?? '';
    const totp = await lenient.password('grace', 'Battery-staple-2');
    expect(totp.ChallengeName).toBe('SOFTWARE_TOKEN_MFA');
    const answer = { USERNAME: 'grace', SOFTWARE_TOKEN_MFA_CODE: lenient.totp(secret) };
    const reply = await lenient.respond('SOFTWARE_TOKEN_MFA', answer, totp.Session);
    const device = newDeviceOf(reply);
    await confirmDevice(lenient, accessTokenOf(reply), device);

    const { ChallengeName, Session } = await begin(lenient, device.key, 'grace', 'Battery-staple-2');
    expect(ChallengeName).toBe('DEVICE_SRP_AUTH');
    expect(await proveDevice(lenient, device, Session, 'grace')).toHaveProperty('AuthenticationResult');
  });

  it('comes beside the second factor where it does not', async () => {
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
