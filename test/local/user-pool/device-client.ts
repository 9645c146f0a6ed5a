/** A client that remembers a device: its key, its random password, and its answers to the device challenges. */
import { randomBytes } from 'node:crypto';
import type { Reply } from '../../support/user-pool-requests.ts';
import type { PoolUnderTest } from './pool-under-test.ts';
import { pad, srpClient, timestampOf, verifierOf } from './srp-client.ts';

export interface Device {
  key: string;
  groupKey: string;
  password: string;
}

export const newDeviceOf = (reply: Reply): Device => {
  const { NewDeviceMetadata } = (reply.AuthenticationResult ?? {}) as {
    NewDeviceMetadata?: { DeviceKey: string; DeviceGroupKey: string };
  };
  if (!NewDeviceMetadata) throw new Error('the reply brings no new device');
  const { DeviceKey: key, DeviceGroupKey: groupKey } = NewDeviceMetadata;
  return { key, groupKey, password: randomBytes(40).toString('base64') };
};

const base64 = (value: bigint) => pad(value).toString('base64');

/** Returns the verifier that ConfirmDevice sends. */
export const verifierConfig = ({ key, groupKey, password }: Device) => {
  const salt = BigInt(`0x${randomBytes(16).toString('hex')}`);
  return {
    Salt: base64(salt),
    PasswordVerifier: base64(verifierOf(groupKey, key, password, salt)),
  };
};

export const accessTokenOf = ({ AuthenticationResult }: Reply): string => {
  if (!AuthenticationResult) throw new Error('not signed in');
  return AuthenticationResult.AccessToken;
};

export const confirmDevice = (
  pool: PoolUnderTest,
  AccessToken: string,
  device: Device,
  DeviceName?: string,
) =>
  pool.call('ConfirmDevice', {
    AccessToken,
    DeviceKey: device.key,
    DeviceName,
    DeviceSecretVerifierConfig: verifierConfig(device),
  });

/** Signs in with a password and confirms the device that the reply offers. */
export async function newDevice(pool: PoolUnderTest, username = 'ada', password = 'Correct-horse-1') {
  const reply = await pool.password(username, password);
  const device = newDeviceOf(reply);
  const confirmed = await confirmDevice(pool, accessTokenOf(reply), device, 'Kitchen tablet');
  const { RefreshToken = '' } = reply.AuthenticationResult ?? {};
  return { device, confirmed, AccessToken: accessTokenOf(reply), RefreshToken };
}

/** Begins a sign-in that names a device, and returns the first challenge. */
export const begin = (
  pool: PoolUnderTest,
  DEVICE_KEY: string,
  USERNAME = 'ada',
  PASSWORD = 'Correct-horse-1',
) => pool.initiate('USER_PASSWORD_AUTH', { USERNAME, PASSWORD, DEVICE_KEY });

/** Answers DEVICE_SRP_AUTH; returns the next challenge and the signed answer to it. */
export async function claim(
  pool: PoolUnderTest,
  device: Device,
  Session: string | undefined,
  USERNAME = 'ada',
) {
  const client = srpClient();
  const answer = { USERNAME, DEVICE_KEY: device.key, SRP_A: client.A };
  const challenge = await pool.respond('DEVICE_SRP_AUTH', answer, Session);
  const signed = client.claim(
    device.groupKey,
    { ...challenge.ChallengeParameters, USER_ID_FOR_SRP: device.key },
    device.password,
    timestampOf(pool.aws.clock.now()),
  );
  return { challenge, signed: { ...signed, USERNAME, DEVICE_KEY: device.key } };
}

/** Answers both device challenges. */
export async function proveDevice(
  pool: PoolUnderTest,
  device: Device,
  Session: string | undefined,
  USERNAME = 'ada',
) {
  const { challenge, signed } = await claim(pool, device, Session, USERNAME);
  return pool.respond('DEVICE_PASSWORD_VERIFIER', signed, challenge.Session);
}
