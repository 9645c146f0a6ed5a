/** Answers DEVICE_PASSWORD_VERIFIER: checks the signature that only the device's secret can make. */
import type { Answered } from './answer.ts';
import { getOwn } from '../../lib/own.ts';
import type { JsonObject } from '../../protocol/json-service.ts';
import type { Context, Scope } from '../context.ts';
import { deviceNotFound, ownDevice } from '../devices/devices.ts';
import { requireParameter } from '../input.ts';
import { afterFirstFactor } from '../sign-in/next-step.ts';
import { prove, withRound } from '../sign-in/progress.ts';
import { readChallenge, challengeTokenUsed } from '../sign-in/challenge-tokens.ts';
import { provesSecret, readClaim } from '../srp/exchange.ts';
import { wrongPassword } from '../users/existence.ts';

export async function answerDevicePasswordVerifier(
  context: Context,
  scope: Scope,
  { username, responses, challengeToken }: Answered,
): Promise<JsonObject> {
  const { platform } = context;
  const deviceKey = requireParameter(responses, 'DEVICE_KEY');
  const claim = await readClaim(responses);
  const { challenge, user } = await readChallenge(
    context,
    scope,
    'DEVICE_PASSWORD_VERIFIER',
    challengeToken,
    username,
  );
  const exchange = getOwn(scope.pool.srpExchanges, challenge.details.exchange);
  // An exchange takes one answer, right or wrong.
  challenge.used = true;
  if (!exchange || exchange.used) throw challengeTokenUsed();
  exchange.used = true;
  const device = ownDevice(platform, user, deviceKey);
  if (exchange.userIdForSrp !== device.key || !device.remembered) throw deviceNotFound();
  const isOfSession = claim.key === challenge.details.exchange;
  if (!isOfSession || !(await provesSecret(exchange, claim, platform.now()))) {
    platform.print(
      `The device ${deviceKey} of ${user.username} was refused: ` +
        (isOfSession ? 'its signature is not that of its secret' : 'its secret block is of another Session'),
    );
    throw wrongPassword();
  }
  const round = { challengeName: 'DEVICE_PASSWORD_VERIFIER', challengeResult: true };
  return afterFirstFactor(context, scope, user, withRound(prove(challenge.progress, 'device'), round));
}
