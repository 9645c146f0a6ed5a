/**
 * Devices that a pool tracks: each has a random password of its own, proven by SRP like a person's.
 * https://docs.aws.amazon.com/cognito/latest/developerguide/amazon-cognito-user-pools-device-tracking.html
 */
import { invalidResponseError, isCognitoError, type CognitoErrorKind } from '../../../errors.ts';
import { toBase64 } from '../../../lib/bytes.ts';
import { decodeJwt } from '../../../lib/jwt.ts';
import type { AuthenticationResult, AuthReply } from '../../../protocol/challenges.ts';
import type { Tokens } from '../../../protocol/tokens.ts';
import type { Dialogue, SignInProgress } from '../challenges/challenge.ts';
import type { StoredDevice } from '../../../protocol/stored-device.ts';
import { modPow, yieldToPage } from '../srp/mod-pow.ts';
import { usernameOf } from '../../../transport/token-claims.ts';
import { passwordClaims } from '../srp/password-claims.ts';
import { request } from '../../../transport/request.ts';
import { createSrpExchange, pad, privateKey, toBigInt } from '../srp/srp.ts';
import { g } from '../srp/srp-group.ts';
import type { UserPool } from '../../../transport/user-pool.ts';

type NewDevice = NonNullable<AuthenticationResult['NewDeviceMetadata']>;

const PASSWORD_BYTES = 40;
const SALT_BYTES = 16;

/** After these, the same proof would be refused again. */
const refusals: readonly CognitoErrorKind[] = ['rejected', 'protocol'];

/** Who tokens are for: the pool's own name, and the aliases that lead to it. */
function namesIn({ accessToken, idToken }: Tokens) {
  const claims = decodeJwt(idToken) ?? {};
  const aliases = [
    claims['preferred_username'],
    claims['email_verified'] && claims['email'],
    claims['phone_number_verified'] && claims['phone_number'],
  ];
  return {
    own: usernameOf(accessToken),
    aliases: aliases.filter((name): name is string => typeof name === 'string'),
  };
}

/**
 * Remembers this browser as a device of its user, whatever name they sign in by next: the one that proved itself or,
 * once the service knows what it will prove itself with, a new one.
 */
export async function keepDevice(
  { pool, username, devices, named }: Dialogue,
  tokens: Tokens,
  fresh?: NewDevice,
  signal?: AbortSignal,
): Promise<void> {
  if (!devices) return;
  const device = fresh ? await confirmDevice(pool, tokens.accessToken, fresh, signal) : named;
  const { own = username, aliases } = namesIn(tokens);
  if (device) await devices.set(own, device, [username, ...aliases]);
}

/** Tells the service what a new device will prove itself with. */
async function confirmDevice(
  pool: UserPool,
  accessToken: string,
  { DeviceKey: key, DeviceGroupKey: groupKey }: NewDevice,
  signal?: AbortSignal,
): Promise<StoredDevice | undefined> {
  if (!key || !groupKey) return undefined;
  const { random } = pool.platform;
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
  return { key, groupKey, password };
}

/** Answers DEVICE_SRP_AUTH and DEVICE_PASSWORD_VERIFIER, which nobody has to see. A device that is refused is forgotten. */
export async function proveDevice(
  dialogue: Dialogue,
  reply: AuthReply,
  signal?: AbortSignal,
): Promise<SignInProgress> {
  const { pool } = dialogue;
  const device = await dialogue.device();
  if (!device)
    throw invalidResponseError('InvalidResponse', 'A device was asked for that this browser does not have');
  const { key, groupKey, password } = device;
  const srp = createSrpExchange(pool.platform.random);
  try {
    const next = await dialogue.send(reply, { DEVICE_KEY: key, SRP_A: await srp.publicA() }, signal);
    const claims = await passwordClaims(pool, next, srp, { poolName: groupKey, userId: key, password });
    reply = await dialogue.send(next, { DEVICE_KEY: key, ...claims }, signal);
  } catch (error) {
    if (isCognitoError(error) && refusals.includes(error.kind)) await dialogue.forgetDevice();
    throw error;
  }
  return dialogue.proceed(reply, signal);
}
