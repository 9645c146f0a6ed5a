/**
 * USER_AUTH: finds the user first, then begins the preferred factor if the user can use it, else offers all factors.
 * https://docs.aws.amazon.com/cognito/latest/developerguide/authentication-flows-selection-sdk.html#authentication-flows-selection-choice
 */
import type { JsonObject } from '../../protocol/json-service.ts';
import { ServiceError } from '../../protocol/service-error.ts';
import type { Context, Scope } from '../context.ts';
import { invalidParameter, requireParameter } from '../input.ts';
import type { FirstFactor, SignInProgress } from '../state.ts';
import { beginFactor, findChoice, offer } from './begin-factor.ts';
import { confirmedSignUp } from './confirmed-sign-up.ts';
import { firstFactorsOf } from './first-factors.ts';
import { fakeFirstFactors } from './hidden-users.ts';
import { identify, type NamedUser, type StartRequest } from './identify.ts';
import { levelNamed } from './levels.ts';
import { mfaStep } from './mfa-step.ts';
import { migration } from './password-auth.ts';
import { begin } from './progress.ts';
import { firstFactorsToward, planStepUp, readStepUp, secondFactorsToward, stepUpErrors } from './step-up.ts';

const CHOICES = ['PASSWORD', 'PASSWORD_SRP', 'EMAIL_OTP', 'SMS_OTP', 'WEB_AUTHN'];

function readPreferred(parameters: ReadonlyMap<string, string>): string | undefined {
  const preferred = parameters.get('PREFERRED_CHALLENGE');
  if (preferred === undefined || CHOICES.includes(preferred)) return preferred;
  throw invalidParameter(`PREFERRED_CHALLENGE ${preferred} is none of ${CHOICES.join(', ')}.`);
}

interface Plan {
  progress: SignInProgress;
  offered: readonly FirstFactor[];
}

/** Decides which first factors to offer. A step-up offers only factors that lead to its level. */
async function plan(
  context: Context,
  scope: Scope,
  { name, user }: NamedUser,
  { parameters }: StartRequest,
): Promise<Plan> {
  const { pool } = scope;
  const progress = begin('USER_AUTH', parameters.get('DEVICE_KEY'));
  const request = readStepUp(parameters);
  if (!user) {
    if (request && !request.targets.some((target) => levelNamed(target))) throw stepUpErrors.noLevel();
    return { progress, offered: await fakeFirstFactors(pool, name) };
  }
  if (!request) return { progress, offered: firstFactorsOf(pool, user) };
  const { stepUp, proven } = await planStepUp(context, scope, user, request);
  const level = levelNamed(stepUp.acr) ?? 4;
  const offered = firstFactorsToward(pool, user, proven, level);
  return { progress: { ...progress, proven, stepUp }, offered };
}

/** Checks whether a step-up lacks only a second factor: its access token has proven a first one. */
function lacksSecondFactorOnly(
  { pool }: Scope,
  { user }: NamedUser,
  { proven, stepUp }: SignInProgress,
): boolean {
  if (!user || !stepUp || proven.length === 0) return false;
  return secondFactorsToward(pool, user, proven, levelNamed(stepUp.acr) ?? 4).length > 0;
}

export async function choiceAuth(context: Context, scope: Scope, request: StartRequest): Promise<JsonObject> {
  const { parameters, challengeToken } = request;
  if (challengeToken !== undefined) {
    const signedIn = await confirmedSignUp(context, scope, { ...request, challengeToken });
    if (signedIn) return signedIn;
  }
  requireParameter(parameters, 'USERNAME');
  const preferred = readPreferred(parameters);
  const password = preferred === 'PASSWORD' ? parameters.get('PASSWORD') : undefined;
  const migrate = password ? migration(context, scope, password, request) : undefined;
  const named = await identify(context, scope, request, migrate);
  const { progress, offered } = await plan(context, scope, named, request);
  const choice = findChoice(offered, preferred);
  if (choice) return beginFactor[choice](context, scope, named, progress, parameters);
  if (named.user && lacksSecondFactorOnly(scope, named, progress)) {
    const second = await mfaStep(context, scope, named.user, progress);
    if (second) return second;
  }
  if (offered.length === 0) {
    context.platform.print(`${named.name} has none of the first factors that ${scope.pool.id} allows`);
    throw new ServiceError(
      'NotAuthorizedException',
      'The user has no first factor that the user pool allows.',
    );
  }
  return offer(context, scope, named, offered, progress);
}
