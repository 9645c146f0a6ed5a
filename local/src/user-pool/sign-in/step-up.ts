/**
 * Step-up: USER_AUTH towards a level that the app asks for, from the factors of an access token or from nothing.
 * https://docs.aws.amazon.com/cognito/latest/developerguide/authentication-flows-selection-sdk.html#cognito-user-pools-step-up-user-auth
 */
import { invalidParameter } from '../input.ts';
import type { Context, Scope } from '../context.ts';
import type { FirstFactor, MfaMethod, Proof, StepUp, User, UserPool } from '../state.ts';
import { readAccessToken } from '../tokens/access-token.ts';
import { sessionsOf } from '../tokens/token-sessions.ts';
import { firstFactorsOf } from './first-factors.ts';
import { acrOf, type Level, levelNamed, levelOf } from './levels.ts';
import { isSetUp, mfaMethodsOf, PROOF_OF } from './mfa-methods.ts';

const VERIFIED = { SMS_MFA: 'phone_number_verified', EMAIL_OTP: 'email_verified' } as const;

/** Step-up sets nothing up: it asks only for what the user has. */
function secondsOf(pool: UserPool, user: User): MfaMethod[] {
  if (pool.mfa === 'OFF') return [];
  const ready = pool.mfaMethods.filter(
    (method) =>
      isSetUp(user, method) &&
      (method === 'SOFTWARE_TOKEN_MFA' || user.attributes[VERIFIED[method]] === 'true'),
  );
  return [...new Set([...mfaMethodsOf(pool, user), ...ready])];
}

/** The second factors that, beside what is proven, reach the level. */
export const secondsToward = (
  pool: UserPool,
  user: User,
  proven: readonly Proof[],
  level: Level,
): MfaMethod[] =>
  secondsOf(pool, user).filter(
    (method) => !proven.includes(PROOF_OF[method]) && levelOf([...proven, PROOF_OF[method]]) >= level,
  );

const FIRST_PROOF: Record<FirstFactor, Proof> = {
  PASSWORD: 'pwd',
  EMAIL_OTP: 'email',
  SMS_OTP: 'sms',
  WEB_AUTHN: 'webauthn',
};

/** The first factors from which the level can be reached. */
export const firstsToward = (
  pool: UserPool,
  user: User,
  proven: readonly Proof[],
  level: Level,
): FirstFactor[] =>
  firstFactorsOf(pool, user).filter((factor) => {
    const then = [...proven, FIRST_PROOF[factor]];
    if (proven.includes(FIRST_PROOF[factor])) return false;
    return (
      levelOf(then) >= level || (factor === 'PASSWORD' && secondsToward(pool, user, then, level).length > 0)
    );
  });

interface StepUpRequest {
  targets: readonly string[];
  /** Seconds. */
  maxAge?: number;
  accessToken?: string;
}

/** The parameters of a step-up; undefined where none was asked for. */
export function readStepUp(parameters: ReadonlyMap<string, string>): StepUpRequest | undefined {
  const targets = parameters.get('TARGET_ACR_VALUES');
  const accessToken = parameters.get('ACCESS_TOKEN');
  const age = parameters.get('MAX_AGE');
  if (targets === undefined) {
    if (accessToken !== undefined) throw invalidParameter('ACCESS_TOKEN requires TARGET_ACR_VALUES.');
    return undefined;
  }
  if (age !== undefined && !/^\d{1,10}$/.test(age)) throw invalidParameter('MAX_AGE must be an integer.');
  return {
    targets: targets.split(' ').filter(Boolean),
    ...(age !== undefined && { maxAge: Number(age) }),
    ...(accessToken !== undefined && { accessToken }),
  };
}

/** What the access token's sign-in has proven, unless that was too long ago. */
async function creditOf(
  context: Context,
  { pool, client }: Scope,
  user: User,
  { accessToken, maxAge = Number.POSITIVE_INFINITY }: StepUpRequest,
): Promise<{ proven: readonly Proof[]; originJti?: string }> {
  if (accessToken === undefined) return { proven: [] };
  const { pool: issuer, user: owner, claims } = await readAccessToken(context, accessToken);
  if (issuer !== pool || owner !== user) {
    throw invalidParameter('ACCESS_TOKEN was issued for another user than USERNAME.');
  }
  // (?) One app's token is worth nothing to another.
  if (claims['client_id'] !== client.id)
    throw invalidParameter('ACCESS_TOKEN was issued to another app client.');
  const [originJti, session] =
    sessionsOf(pool, user).find(
      ([origin, { eventId }]) => origin === claims['origin_jti'] || eventId === claims['event_id'],
    ) ?? [];
  if (originJti === undefined || !session) return { proven: [] };
  const age = (context.platform.now() - session.authTime) / 1000;
  if (age > maxAge) return { proven: [] };
  // A device proves itself anew, and an app's own challenges count for no level.
  return { proven: session.proven.filter((proof) => proof !== 'device' && proof !== 'custom'), originJti };
}

/** (?) AWS says that these are errors, and not which. */
export const stepUpErrors = {
  noLevel: () => invalidParameter('TARGET_ACR_VALUES has no authentication level of this user pool.'),
  noFactor: () => invalidParameter('The user has no factors for the requested authentication levels.'),
  reached: () => invalidParameter('ACCESS_TOKEN already meets the requested authentication level.'),
};

/** Chooses the first level of those asked for that the user can reach. */
export async function planStepUp(
  context: Context,
  scope: Scope,
  user: User,
  request: StepUpRequest,
): Promise<{ stepUp: StepUp; proven: readonly Proof[] }> {
  const levels = request.targets.flatMap((name) => levelNamed(name) ?? []);
  if (levels.length === 0) throw stepUpErrors.noLevel();
  const { proven, ...origin } = await creditOf(context, scope, user, request);
  const { pool } = scope;
  const level = levels.find(
    (target) =>
      levelOf(proven) >= target ||
      firstsToward(pool, user, proven, target).length > 0 ||
      secondsToward(pool, user, proven, target).length > 0,
  );
  if (level === undefined) throw stepUpErrors.noFactor();
  if (levelOf(proven) >= level) throw stepUpErrors.reached();
  return { stepUp: { acr: acrOf(level), ...origin }, proven };
}
