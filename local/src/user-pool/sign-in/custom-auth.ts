/**
 * CUSTOM_AUTH: the app's custom challenges, after a password by SRP if the client starts with SRP_A.
 * https://docs.aws.amazon.com/cognito/latest/developerguide/amazon-cognito-user-pools-authentication-flow-methods.html#amazon-cognito-user-pools-custom-authentication-flow
 */
import type { JsonObject } from '../../protocol/json-service.ts';
import type { Context, Scope } from '../context.ts';
import { requireParameter } from '../input.ts';
import { readPublic } from '../srp/exchange.ts';
import { nextRound } from './custom-challenges.ts';
import { identify, type StartRequest } from './identify.ts';
import { begin, withRound } from './progress.ts';
import { openPasswordVerifier } from './srp-auth.ts';

export async function customAuth(context: Context, scope: Scope, request: StartRequest): Promise<JsonObject> {
  const { parameters } = request;
  requireParameter(parameters, 'USERNAME');
  const startsWithSrp = parameters.get('CHALLENGE_NAME') === 'SRP_A';
  const srpA = startsWithSrp ? readPublic(requireParameter(parameters, 'SRP_A')) : undefined;
  const named = await identify(context, scope, request);
  const progress = begin('CUSTOM_AUTH', parameters.get('DEVICE_KEY'));
  if (srpA === undefined) return nextRound(context, scope, named, progress);
  const withSrp = withRound(progress, { challengeName: 'SRP_A', challengeResult: true });
  return nextRound(context, scope, named, withSrp, () =>
    openPasswordVerifier(context, scope, named, srpA, withSrp),
  );
}
