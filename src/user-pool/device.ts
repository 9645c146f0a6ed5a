/**
 * Devices that a pool tracks: each has a random password of its own, proven by SRP like a person's.
 * https://docs.aws.amazon.com/cognito/latest/developerguide/amazon-cognito-user-pools-device-tracking.html
 */
import { distrusted, isCognitoError, type CognitoErrorKind } from '../errors.ts';
import { toBase64 } from '../lib/bytes.ts';
import type { AuthReply } from '../protocol/challenges.ts';
import type { Dialogue, SignInProgress } from './challenges/challenge.ts';
import type { DeviceMemory } from './device-memory.ts';
import { modPow, yieldToPage } from './mod-pow.ts';
import { passwordClaims } from './password-claims.ts';
import { request } from './request.ts';
import { createSrpExchange, pad, privateKey, toBigInt } from './srp.ts';
import { g } from './srp-group.ts';
import type { UserPool } from './user-pool.ts';

const PASSWORD_BYTES = 40;
const SALT_BYTES = 16;

/** After these, the same proof would be refused again. */
const refusals: readonly CognitoErrorKind[] = ['rejected', 'protocol'];

/** Tells the service what a new device will prove itself with, and remembers it. */
export async function confirmDevice(
  { pool, username, devices }: { pool: UserPool; username: string; devices: DeviceMemory },
  accessToken: string,
  { DeviceKey: key, DeviceGroupKey: groupKey }: { DeviceKey?: string; DeviceGroupKey?: string },
  signal?: AbortSignal,
): Promise<void> {
  if (!key || !groupKey) return;
  const { random } = pool.world;
  const password = toBase64(random(PASSWORD_BYTES));
  const salt = toBigInt(random(SALT_BYTES));
  const verifier = await modPow(g, await privateKey(groupKey + key, password, salt), { pause: yieldToPage });
  await request(
    pool,
    'ConfirmDevice',
    {
      AccessToken: accessToken,
      DeviceKey: key,
      DeviceSecretVerifierConfig: { PasswordVerifier: toBase64(pad(verifier)), Salt: toBase64(pad(salt)) },
    },
    signal,
  );
  await devices.set(username, { key, groupKey, password });
}

/** Answers DEVICE_SRP_AUTH and DEVICE_PASSWORD_VERIFIER, which nobody has to see. A device that is refused is forgotten. */
export async function proveDevice(
  dialogue: Dialogue,
  reply: AuthReply,
  devices: DeviceMemory | undefined,
  signal?: AbortSignal,
): Promise<SignInProgress> {
  const { pool, username } = dialogue;
  const device = await devices?.get(username);
  if (!device) throw distrusted('InvalidResponse', 'A device was asked for that this browser does not have');
  const { key, groupKey, password } = device;
  const srp = createSrpExchange(pool.world.random);
  try {
    const next = await dialogue.send(reply, { DEVICE_KEY: key, SRP_A: await srp.publicA() }, signal);
    const claims = await passwordClaims(pool, next, srp, { poolName: groupKey, userId: key, password });
    reply = await dialogue.send(next, { DEVICE_KEY: key, ...claims }, signal);
  } catch (error) {
    if (isCognitoError(error) && refusals.includes(error.kind)) await devices?.set(username);
    throw error;
  }
  return dialogue.proceed(reply, signal);
}
