/** Answers DEVICE_SRP_AUTH: takes the device's A, and returns the device's salt and the server's B. */
import type { Answered } from './answer.ts';
import type { JsonObject } from '../../protocol/json-service.ts';
import type { Context, Scope } from '../context.ts';
import { deviceNotFound, ownDevice } from '../devices/devices.ts';
import { requireParameter } from '../input.ts';
import { withRound } from '../sign-in/progress.ts';
import { openChallenge, readChallenge } from '../sign-in/challenge-tokens.ts';
import { openExchange, readPublic } from '../srp/exchange.ts';
import { userKey } from '../users/users.ts';

export async function answerDeviceSrp(
  context: Context,
  scope: Scope,
  { username, responses, challengeToken }: Answered,
): Promise<JsonObject> {
  const deviceKey = requireParameter(responses, 'DEVICE_KEY');
  const clientPublic = readPublic(requireParameter(responses, 'SRP_A'));
  const { challenge, user } = await readChallenge(
    context,
    scope,
    'DEVICE_SRP_AUTH',
    challengeToken,
    username,
  );
  const device = ownDevice(context.platform, user, deviceKey);
  if (challenge.progress.deviceKey !== deviceKey || !device.remembered) {
    context.platform.print(
      `${device.key} is not the remembered device that this sign-in of ${user.username} named`,
    );
    throw deviceNotFound();
  }
  challenge.used = true;
  const round = { challengeName: 'DEVICE_SRP_AUTH', challengeResult: true };
  const progress = withRound(challenge.progress, round);
  const name = userKey(user.username);
  const { key, parameters } = await openExchange(
    context,
    scope,
    clientPublic,
    { user: name, name, userIdForSrp: device.key, group: device.groupKey, progress },
    { salt: BigInt(`0x${device.salt}`), verifier: BigInt(`0x${device.verifier}`) },
  );
  return {
    ChallengeName: 'DEVICE_PASSWORD_VERIFIER',
    Session: await openChallenge(
      context,
      scope,
      user,
      'DEVICE_PASSWORD_VERIFIER',
      { exchange: key },
      progress,
    ),
    ChallengeParameters: { ...parameters, USERNAME: user.username, DEVICE_KEY: device.key },
  };
}
