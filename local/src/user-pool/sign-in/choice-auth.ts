/**
 * USER_AUTH: first who, then how. A preferred factor begins at once where the user can use it; else all are offered.
 * https://docs.aws.amazon.com/cognito/latest/developerguide/authentication-flows-selection-sdk.html#authentication-flows-selection-choice
 */
import type { JsonObject } from '../../protocol/json-service.ts';
import { ServiceError } from '../../protocol/service-error.ts';
import type { Context, Scope } from '../context.ts';
import { invalidParameter, requireParameter } from '../input.ts';
import type { FirstFactor, SignInProgress } from '../state.ts';
import { beginFactor, chosen, offer } from './begin-factor.ts';
import { confirmedSignUp } from './confirmed-sign-up.ts';
import type { Applicant } from './custom-challenges.ts';
import { firstFactorsOf } from './first-factors.ts';
import { identify, type StartRequest } from './identify.ts';
import { levelNamed } from './levels.ts';
import { mfaStep } from './mfa-step.ts';
import { migration } from './password-auth.ts';
import { begin } from './progress.ts';
import { firstsToward, planStepUp, readStepUp, secondsToward, stepUpErrors } from './step-up.ts';
import { madeUpFactors } from './hidden-users.ts';

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

/** Towards a level, only what leads there is offered. */
async function plan(
  context: Context,
  scope: Scope,
  { name, user }: Applicant,
  { parameters }: StartRequest,
): Promise<Plan> {
  const { pool } = scope;
  const progress = begin('USER_AUTH', parameters.get('DEVICE_KEY'));
  const request = readStepUp(parameters);
  if (!user) {
    if (request && !request.targets.some((target) => levelNamed(target))) throw stepUpErrors.noLevel();
    return { progress, offered: await madeUpFactors(pool, name) };
  }
  if (!request) return { progress, offered: firstFactorsOf(pool, user) };
  const { stepUp, proven } = await planStepUp(context, scope, user, request);
  const level = levelNamed(stepUp.acr) ?? 4;
  const offered = firstsToward(pool, user, proven, level);
  return { progress: { ...progress, proven, stepUp }, offered };
}

/** Whether a second factor is all that is missing, as when an access token stands for the password. */
function isHalfWay({ pool }: Scope, { user }: Applicant, { proven, stepUp }: SignInProgress): boolean {
  if (!user || !stepUp || proven.length === 0) return false;
  return secondsToward(pool, user, proven, levelNamed(stepUp.acr) ?? 4).length > 0;
}

export async function choiceAuth(context: Context, scope: Scope, request: StartRequest): Promise<JsonObject> {
  const { parameters, session } = request;
  const signedIn =
    session === undefined ? undefined : await confirmedSignUp(context, scope, { ...request, session });
  if (signedIn) return signedIn;
  requireParameter(parameters, 'USERNAME');
  const preferred = readPreferred(parameters);
  const password = preferred === 'PASSWORD' ? parameters.get('PASSWORD') : undefined;
  const migrate = password ? migration(context, scope, password, request) : undefined;
  const applicant = await identify(context, scope, request, migrate);
  const { progress, offered } = await plan(context, scope, applicant, request);
  const choice = chosen(offered, preferred);
  if (choice) return beginFactor[choice](context, scope, applicant, progress, parameters);
  if (applicant.user && isHalfWay(scope, applicant, progress)) {
    const second = await mfaStep(context, scope, applicant.user, progress);
    if (second) return second;
  }
  if (offered.length === 0) {
    context.platform.print(`${applicant.name} has none of the first factors that ${scope.pool.id} allows`);
    throw new ServiceError(
      'NotAuthorizedException',
      'The user has no first factor that the user pool allows.',
    );
  }
  return offer(context, scope, applicant, offered, progress);
}
