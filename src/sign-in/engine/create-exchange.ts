/** Creates a sign-in exchange: sends the answers of one sign-in and reads each reply into the next step. */
import { download } from '../../errors.ts';
import { texts } from '../../lib/json.ts';
import type { ChallengeName } from '../../protocol/challenges.ts';
import type { StoredDevice } from '../../protocol/stored-device.ts';
import { readTokens } from '../../transport/read-tokens.ts';
import { request } from '../../transport/request.ts';
import type { UserPool } from '../../transport/user-pool.ts';
import { readChallenge } from './challenges/read-challenge.ts';
import type { DeviceMemory, SignInExchange } from './sign-in-exchange.ts';
import { createPasswordClaims } from './srp/srp.ts';

export interface ExchangeOptions {
  pool: UserPool;
  username: string;
  clientMetadata?: Readonly<Record<string, string>> | undefined;
  devices?: DeviceMemory | undefined;
  restart: SignInExchange['restart'];
}

/** Loads the code that few sign-ins need, in one download. */
export const loadRare = () => download(() => import('./challenges/rare.ts'));

/**
 * Creates the exchange of one sign-in. After the first reply Cognito wants its own name for the user (USER_ID_FOR_SRP)
 * in place of the alias that was typed.
 */
export function createExchange({
  pool,
  username,
  clientMetadata,
  devices,
  restart,
}: ExchangeOptions): SignInExchange {
  let userId = username;
  let sentDevice: StoredDevice | undefined;

  const exchange: SignInExchange = {
    pool,
    username,
    devices,
    restart,
    sentDevice: () => sentDevice,
    async selectDevice() {
      // The typed name finds a device that was stored before Cognito's own name was known.
      sentDevice = (await devices?.get(userId)) ?? (await devices?.get(username));
      return sentDevice;
    },
    async forgetDevice() {
      await devices?.set(userId);
      await devices?.set(username);
    },
    respond: (reply, responses, signal, metadata = clientMetadata) =>
      request(
        pool,
        'RespondToAuthChallenge',
        {
          ClientId: pool.clientId,
          ChallengeName: reply.ChallengeName as ChallengeName,
          ChallengeResponses: texts({ USERNAME: userId, ...responses }),
          Session: reply.Session,
          ClientMetadata: metadata,
        },
        signal,
      ),

    async proceed(reply, signal, { isFirstFactor } = {}) {
      const { ChallengeName: name, ChallengeParameters: { USER_ID_FOR_SRP } = {} } = reply;
      userId = USER_ID_FOR_SRP ?? userId;
      // A success may carry empty ChallengeParameters, but no challenge name.
      if (!name) {
        const tokens = readTokens(reply.AuthenticationResult);
        const { NewDeviceMetadata: device } = reply.AuthenticationResult ?? {};
        if (device ?? sentDevice) {
          // A failure to store the device fails no sign-in: the next one gets a new device.
          await loadRare()
            .then((it) => it.storeDevice(exchange, tokens, device, signal))
            .catch(() => undefined);
        }
        return { step: { name: 'signedIn', username }, tokens };
      }
      if (name === 'DEVICE_SRP_AUTH') return (await loadRare()).proveDevice(exchange, reply, signal);

      const pending = await readChallenge(reply, exchange);
      const { name: factor } = pending.step;
      return isFirstFactor && (factor === 'emailCode' || factor === 'smsCode')
        ? { ...pending, resend: (inner) => restart({ preferred: factor }, inner) }
        : pending;
    },

    async provePassword(reply, password, srp, signal) {
      const { ChallengeParameters: parameters = {} } = reply;
      userId = parameters['USER_ID_FOR_SRP'] ?? userId;
      if (reply.ChallengeName !== 'PASSWORD_VERIFIER') return exchange.proceed(reply, signal);
      const poolName = pool.userPoolId.replace(/^.*?_/, '');
      const responses = {
        ...(await createPasswordClaims(pool, reply, srp, { poolName, userId, password })),
        DEVICE_KEY: (await exchange.selectDevice())?.key,
      };
      return exchange.proceed(await exchange.respond(reply, responses, signal), signal);
    },
  };
  return exchange;
}
