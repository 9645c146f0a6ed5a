/** One sign-in's talk with the service: sends answers, and tells what a reply leads to. */
import { download } from '../../errors.ts';
import { texts } from '../../lib/json.ts';
import type { ChallengeName } from '../../protocol/challenges.ts';
import type { Dialogue, SignInPending } from './challenges/challenge.ts';
import type { DeviceMemory } from './device/device-memory.ts';
import { passwordClaims } from './srp/password-claims.ts';
import { readStep } from './read-step.ts';
import { readTokens } from '../../transport/read-tokens.ts';
import { request } from '../../transport/request.ts';
import type { UserPool } from '../../transport/user-pool.ts';

export interface DialogueOptions {
  pool: UserPool;
  username: string;
  clientMetadata?: Readonly<Record<string, string>> | undefined;
  devices?: DeviceMemory | undefined;
  restart: Dialogue['restart'];
}

/** One download for what few sign-ins need. */
export const rare = () => download(() => import('./challenges/rare.ts'));

/** After the first reply the service wants its own name for the user. No password is in reach: fault 86. */
export function createDialogue({
  pool,
  username,
  clientMetadata,
  devices,
  restart,
}: DialogueOptions): Dialogue {
  let userId = username;

  const dialogue: Dialogue = {
    pool,
    username,
    devices,
    restart,
    async device() {
      // Until the service has told its own name for the user, and for what was kept before it was asked.
      dialogue.named = (await devices?.get(userId)) ?? (await devices?.get(username));
      return dialogue.named;
    },
    async forgetDevice() {
      await devices?.set(userId);
      await devices?.set(username);
    },
    send: (reply, responses, signal, metadata = clientMetadata) =>
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

    async proceed(reply, signal, nothingProven) {
      const { ChallengeName: name, ChallengeParameters: { USER_ID_FOR_SRP } = {} } = reply;
      userId = USER_ID_FOR_SRP ?? userId;
      // A success may carry empty ChallengeParameters, but no name.
      if (!name) {
        const tokens = readTokens(reply.AuthenticationResult);
        const { NewDeviceMetadata: device } = reply.AuthenticationResult ?? {};
        if (device ?? dialogue.named) {
          // A sign-in never fails for it: the next one gets a new device.
          await rare()
            .then((it) => it.keepDevice(dialogue, tokens, device, signal))
            .catch(() => undefined);
        }
        return { step: { name: 'signedIn', username }, tokens };
      }
      if (name === 'DEVICE_SRP_AUTH') {
        return (await rare()).proveDevice(dialogue, reply, signal);
      }
      const { step, answer } = await readStep(reply, username);
      const resend =
        nothingProven && (step.name === 'emailCode' || step.name === 'smsCode')
          ? { resend: async (inner?: AbortSignal) => restart({ preferred: step.name }, inner) }
          : {};
      // Step and answer belong to the same challenge, which the compiler cannot see through the table.
      return {
        step,
        ...resend,
        answer: async (input: never, inner?: AbortSignal) =>
          answer(input, { reply, dialogue, signal: inner }),
      } as SignInPending;
    },

    async verifyPassword(reply, password, srp, signal) {
      const { ChallengeParameters: parameters = {} } = reply;
      userId = parameters['USER_ID_FOR_SRP'] ?? userId;
      if (reply.ChallengeName !== 'PASSWORD_VERIFIER') return dialogue.proceed(reply, signal);
      const poolName = pool.userPoolId.replace(/^.*?_/, '');
      const responses = {
        ...(await passwordClaims(pool, reply, srp, { poolName, userId, password })),
        DEVICE_KEY: (await dialogue.device())?.key,
      };
      return dialogue.proceed(await dialogue.send(reply, responses, signal), signal);
    },
  };
  return dialogue;
}
