/**
 * The rounds of a sign-in with custom challenges: DefineAuthChallenge decides the next step, CreateAuthChallenge makes
 * the challenge.
 * https://docs.aws.amazon.com/cognito/latest/developerguide/user-pool-lambda-challenge.html
 */
import type { JsonObject } from '../../protocol/json-service.ts';
import { setOwn } from '../../lib/own.ts';
import { ServiceError } from '../../protocol/service-error.ts';
import type { Context, Scope } from '../context.ts';
import { invalidParameter } from '../input.ts';
import type { MfaMethod, SignInProgress } from '../state.ts';
import { runTrigger, triggerAttributes } from '../triggers/run.ts';
import type { TriggerName } from '../trigger-events.ts';
import { hidesExistence, wrongPassword } from '../users/existence.ts';
import { completeSignIn } from './complete.ts';
import type { NamedUser } from './identify.ts';
import { askFor } from './mfa-step.ts';
import { prove } from './progress.ts';
import { openChallenge } from './challenge-tokens.ts';
import { canUseMfa } from '../users/mfa.ts';

const unusable = () => new ServiceError('InvalidLambdaResponseException', 'Unrecognizable lambda output');

/** Returns the part of the event that all three triggers receive. */
export const customRequest = (scope: Scope, { user }: NamedUser, { clientMetadata }: SignInProgress) => ({
  userAttributes: user ? triggerAttributes(user) : {},
  ...(hidesExistence(scope) && { userNotFound: !user }),
  ...(clientMetadata && { clientMetadata }),
});

/**
 * Calls one of the three triggers of CUSTOM_AUTH.
 * @throws {ServiceError} InvalidParameterException if the pool does not have it
 */
export async function callCustom(
  context: Context,
  scope: Scope,
  named: NamedUser,
  name: Extract<TriggerName, `${string}AuthChallenge${string}`>,
  event: { request: Record<string, unknown>; response: Record<string, unknown> },
): Promise<Record<string, unknown>> {
  const userName = named.user?.username ?? named.name;
  const response = await runTrigger(context, scope, name, {
    source: `${name}_Authentication`,
    userName,
    ...event,
  });
  if (response) return response;
  context.platform.print(`${scope.pool.id} has no ${name} trigger, which CUSTOM_AUTH needs`);
  throw invalidParameter('Custom auth lambda trigger is not configured for the user pool.');
}

function readTextMap(
  context: Context,
  response: Record<string, unknown>,
  name: string,
): Record<string, string> {
  const texts: Record<string, string> = {};
  const map: unknown = response[name] ?? {};
  const entries: [string, unknown][] = typeof map === 'object' && map !== null ? Object.entries(map) : [];
  for (const [key, value] of entries) if (typeof value === 'string') setOwn(texts, key, value);
  if (typeof map === 'object' && entries.length === Object.keys(texts).length) return texts;
  context.platform.print(`CreateAuthChallenge: ${name} is not a map of texts`);
  throw unusable();
}

async function createChallenge(
  context: Context,
  scope: Scope,
  named: NamedUser,
  progress: SignInProgress,
): Promise<JsonObject> {
  const challengeName = 'CUSTOM_CHALLENGE';
  const response = await callCustom(context, scope, named, 'CreateAuthChallenge', {
    request: { ...customRequest(scope, named, progress), challengeName, session: progress.rounds ?? [] },
    response: { publicChallengeParameters: null, privateChallengeParameters: null, challengeMetadata: null },
  });
  const { challengeMetadata: metadata } = response;
  const details = {
    privateParameters: readTextMap(context, response, 'privateChallengeParameters'),
    ...(typeof metadata === 'string' && { metadata }),
  };
  const user = named.user ?? { hiddenName: named.name };
  return {
    ChallengeName: challengeName,
    Session: await openChallenge(context, scope, user, challengeName, details, progress),
    ChallengeParameters: {
      USERNAME: named.user?.username ?? named.name,
      ...readTextMap(context, response, 'publicChallengeParameters'),
    },
  };
}

const isMethod = (name: unknown): name is MfaMethod =>
  typeof name === 'string' && Object.hasOwn(askFor, name);

/**
 * Asks DefineAuthChallenge for the next step, and takes it: tokens, a refusal or a challenge.
 * @param verifyPassword opens PASSWORD_VERIFIER; only for a sign-in that started with SRP_A
 */
export async function nextRound(
  context: Context,
  scope: Scope,
  named: NamedUser,
  progress: SignInProgress,
  verifyPassword?: () => Promise<JsonObject>,
): Promise<JsonObject> {
  const { user } = named;
  const response = await callCustom(context, scope, named, 'DefineAuthChallenge', {
    request: { ...customRequest(scope, named, progress), session: progress.rounds ?? [] },
    response: { challengeName: null, issueTokens: null, failAuthentication: null },
  });
  const { challengeName: next } = response;
  if (response['failAuthentication'] === true) throw wrongPassword();
  if (response['issueTokens'] === true) {
    if (user) return completeSignIn(context, scope, user, prove(progress, 'custom'));
    context.platform.print(`DefineAuthChallenge issued tokens for ${named.name}, but no user has that name`);
    throw wrongPassword();
  }
  if (next === 'CUSTOM_CHALLENGE') return createChallenge(context, scope, named, progress);
  if (next === 'PASSWORD_VERIFIER' && verifyPassword) return verifyPassword();
  if (isMethod(next)) {
    // Answers as to a wrong password if no user has the name, so that the reply does not show that.
    if (!user || !canUseMfa(user, next)) throw wrongPassword();
    return askFor[next](context, scope, user, progress);
  }
  context.platform.print(
    `DefineAuthChallenge asked for ${JSON.stringify(next)}, which cannot be the next step`,
  );
  throw unusable();
}
