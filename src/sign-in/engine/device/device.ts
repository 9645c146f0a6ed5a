/**
 * Devices that a pool tracks. Each has a random password of its own, which SRP proves like a user's.
 * https://docs.aws.amazon.com/cognito/latest/developerguide/amazon-cognito-user-pools-device-tracking.html
 */
import { invalidResponseError, isCognitoError, type CognitoErrorKind } from '../../../errors.ts';
import { toBase64 } from '../../../lib/bytes.ts';
import { decodeJwt } from '../../../lib/jwt.ts';
import type { AuthenticationResult, AuthReply } from '../../../protocol/challenges.ts';
import type { Tokens } from '../../../protocol/tokens.ts';
import type { StoredDevice } from '../../../protocol/stored-device.ts';
import type { PendingSignIn, SignInExchange } from '../sign-in-exchange.ts';
import { modPow, yieldToPage } from '../srp/mod-pow.ts';
import { usernameOf } from '../../../transport/token-claims.ts';
import { request } from '../../../transport/request.ts';
import { createPasswordClaims, createSrpExchange, pad, privateKey, toBigInt } from '../srp/srp.ts';
import { g } from '../srp/srp-group.ts';
import type { UserPool } from '../../../transport/user-pool.ts';

type NewDevice = NonNullable<AuthenticationResult['NewDeviceMetadata']>;

const PASSWORD_BYTES = 40;
const SALT_BYTES = 16;

/** The kinds of errors after which the same proof would be refused again. */
const refusals: readonly CognitoErrorKind[] = ['rejected', 'protocol'];

/** Reads the user's names from tokens: the one in the pool, and its aliases. */
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
 * Stores this browser as a device of the user, under the user's name and aliases: the device that was proven or, after
 * ConfirmDevice, a new one.
 */
export async function storeDevice(
  { pool, username, devices, sentDevice }: SignInExchange,
  tokens: Tokens,
  fresh?: NewDevice,
  signal?: AbortSignal,
): Promise<void> {
  if (!devices) return;
  const device = fresh ? await confirmDevice(pool, tokens.accessToken, fresh, signal) : sentDevice();
  const { own = username, aliases } = namesIn(tokens);
  if (device) await devices.set(own, device, [username, ...aliases]);
}

/** Sends Cognito the verifier of a new device's password. */
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

/** Answers DEVICE_SRP_AUTH and DEVICE_PASSWORD_VERIFIER, without a step. Deletes a device whose proof is refused. */
export async function proveDevice(
  exchange: SignInExchange,
  reply: AuthReply,
  signal?: AbortSignal,
): Promise<PendingSignIn> {
  const { pool } = exchange;
  const device = await exchange.selectDevice();
  if (!device)
    throw invalidResponseError(
      'InvalidResponse',
      'The user pool asks for a device that this browser does not have',
    );
  const { key, groupKey, password } = device;
  const srp = createSrpExchange(pool.platform.random);
  try {
    const next = await exchange.respond(reply, { DEVICE_KEY: key, SRP_A: await srp.publicA() }, signal);
    const claims = await createPasswordClaims(pool, next, srp, { poolName: groupKey, userId: key, password });
    reply = await exchange.respond(next, { DEVICE_KEY: key, ...claims }, signal);
  } catch (error) {
    if (isCognitoError(error) && refusals.includes(error.kind)) await exchange.forgetDevice();
    throw error;
  }
  return exchange.proceed(reply, signal);
}
