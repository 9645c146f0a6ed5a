/**
 * The rounds of a custom sign-in: DefineAuthChallenge says what comes next, CreateAuthChallenge makes it.
 * https://docs.aws.amazon.com/cognito/latest/developerguide/user-pool-lambda-challenge.html
 */
import type { JsonObject } from '../../protocol/json-service.ts';
import { setOwn } from '../../lib/own.ts';
import { ServiceError } from '../../protocol/service-error.ts';
import type { Context, Scope } from '../context.ts';
import { invalidParameter } from '../input.ts';
import type { MfaMethod, SignInProgress, User } from '../state.ts';
import { runTrigger } from '../triggers/run.ts';
import type { TriggerName } from '../triggers/triggers.ts';
import { triggerAttributes } from '../triggers/user-attributes.ts';
import { hidesExistence, wrongPassword } from '../users/existence.ts';
import { completeSignIn } from './complete.ts';
import { isSetUp } from './mfa-methods.ts';
import { askFor } from './mfa-step.ts';
import { prove } from './progress.ts';
import { openChallenge } from './challenge-tokens.ts';

/** Who signs in, or tries to: no user stands behind a name that nobody has. */
export interface Applicant {
  name: string;
  user: User | undefined;
}

const unusable = () => new ServiceError('InvalidLambdaResponseException', 'Unrecognizable lambda output');

/** What the three triggers are all told. */
export const customRequest = (scope: Scope, { user }: Applicant, { clientMetadata }: SignInProgress) => ({
  userAttributes: user ? triggerAttributes(user) : {},
  ...(hidesExistence(scope) && { userNotFound: !user }),
  ...(clientMetadata && { clientMetadata }),
});

/** Calls one of the three; a pool with this flow needs them all. */
export async function callCustom(
  context: Context,
  scope: Scope,
  applicant: Applicant,
  name: Extract<TriggerName, `${string}AuthChallenge${string}`>,
  event: { request: Record<string, unknown>; response: Record<string, unknown> },
): Promise<Record<string, unknown>> {
  const userName = applicant.user?.username ?? applicant.name;
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
  context.platform.print(`CreateAuthChallenge: ${name} is no map of texts`);
  throw unusable();
}

async function createChallenge(
  context: Context,
  scope: Scope,
  applicant: Applicant,
  progress: SignInProgress,
): Promise<JsonObject> {
  const challengeName = 'CUSTOM_CHALLENGE';
  const response = await callCustom(context, scope, applicant, 'CreateAuthChallenge', {
    request: { ...customRequest(scope, applicant, progress), challengeName, session: progress.rounds ?? [] },
    response: { publicChallengeParameters: null, privateChallengeParameters: null, challengeMetadata: null },
  });
  const { challengeMetadata: metadata } = response;
  const details = {
    privateParameters: readTextMap(context, response, 'privateChallengeParameters'),
    ...(typeof metadata === 'string' && { metadata }),
  };
  const who = applicant.user ?? { stranger: applicant.name };
  return {
    ChallengeName: challengeName,
    Session: await openChallenge(context, scope, who, challengeName, details, progress),
    ChallengeParameters: {
      USERNAME: applicant.user?.username ?? applicant.name,
      ...readTextMap(context, response, 'publicChallengeParameters'),
    },
  };
}

const isMethod = (name: unknown): name is MfaMethod =>
  typeof name === 'string' && Object.hasOwn(askFor, name);

/** @param verifyPassword where the sign-in began with SRP_A: what PASSWORD_VERIFIER leads to */
export async function nextRound(
  context: Context,
  scope: Scope,
  applicant: Applicant,
  progress: SignInProgress,
  verifyPassword?: () => Promise<JsonObject>,
): Promise<JsonObject> {
  const { user } = applicant;
  const response = await callCustom(context, scope, applicant, 'DefineAuthChallenge', {
    request: { ...customRequest(scope, applicant, progress), session: progress.rounds ?? [] },
    response: { challengeName: null, issueTokens: null, failAuthentication: null },
  });
  const { challengeName: next } = response;
  if (response['failAuthentication'] === true) throw wrongPassword();
  if (response['issueTokens'] === true) {
    if (user) return completeSignIn(context, scope, user, prove(progress, 'custom'));
    context.platform.print(`DefineAuthChallenge let in ${applicant.name}, whom nobody is called`);
    throw wrongPassword();
  }
  if (next === 'CUSTOM_CHALLENGE') return createChallenge(context, scope, applicant, progress);
  if (next === 'PASSWORD_VERIFIER' && verifyPassword) return verifyPassword();
  if (isMethod(next)) {
    // A name that nobody has is told no more than that something is wrong.
    if (!user || !isSetUp(user, next)) throw wrongPassword();
    return askFor[next](context, scope, user, progress);
  }
  context.platform.print(`DefineAuthChallenge asked for ${JSON.stringify(next)}, which cannot come next`);
  throw unusable();
}
