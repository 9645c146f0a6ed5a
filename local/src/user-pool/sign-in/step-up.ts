/**
 * Step-up: USER_AUTH with a level that the app requests. The factors of an access token's sign-in may count towards it.
 * https://docs.aws.amazon.com/cognito/latest/developerguide/authentication-flows-selection-sdk.html#cognito-user-pools-step-up-user-auth
 */
import { invalidParameter } from '../input.ts';
import type { Context, Scope } from '../context.ts';
import type { FirstFactor, MfaMethod, Proof, StepUp, User, UserPool } from '../state.ts';
import { readAccessToken } from '../tokens/access-token.ts';
import { sessionsOf } from '../tokens/token-sessions.ts';
import { firstFactorsOf } from './first-factors.ts';
import { acrOf, type Level, levelNamed, levelOf } from './levels.ts';
import { mfaMethodsOf, PROOF_OF } from './mfa-methods.ts';
import { canUseMfa } from '../users/mfa.ts';

const VERIFIED = { SMS_MFA: 'phone_number_verified', EMAIL_OTP: 'email_verified' } as const;

/** Lists the MFA methods that the user can prove now. A step-up never sets up a new method. */
function secondFactorsOf(pool: UserPool, user: User): MfaMethod[] {
  if (pool.mfa === 'OFF') return [];
  const ready = pool.mfaMethods.filter(
    (method) =>
      canUseMfa(user, method) &&
      (method === 'SOFTWARE_TOKEN_MFA' || user.attributes[VERIFIED[method]] === 'true'),
  );
  return [...new Set([...mfaMethodsOf(pool, user), ...ready])];
}

/** Lists the MFA methods that reach the level together with the proven factors. */
export const secondFactorsToward = (
  pool: UserPool,
  user: User,
  proven: readonly Proof[],
  level: Level,
): MfaMethod[] =>
  secondFactorsOf(pool, user).filter(
    (method) => !proven.includes(PROOF_OF[method]) && levelOf([...proven, PROOF_OF[method]]) >= level,
  );

const FIRST_PROOF: Record<FirstFactor, Proof> = {
  PASSWORD: 'pwd',
  EMAIL_OTP: 'email',
  SMS_OTP: 'sms',
  WEB_AUTHN: 'webauthn',
};

/** Lists the first factors from which the level can be reached. */
export const firstFactorsToward = (
  pool: UserPool,
  user: User,
  proven: readonly Proof[],
  level: Level,
): FirstFactor[] =>
  firstFactorsOf(pool, user).filter((factor) => {
    const withFactor = [...proven, FIRST_PROOF[factor]];
    if (proven.includes(FIRST_PROOF[factor])) return false;
    return (
      levelOf(withFactor) >= level ||
      (factor === 'PASSWORD' && secondFactorsToward(pool, user, withFactor, level).length > 0)
    );
  });

interface StepUpRequest {
  targets: readonly string[];
  /** Seconds. */
  maxAge?: number;
  accessToken?: string;
}

/** Reads the parameters of a step-up; undefined if the request asks for no level. */
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

/** Returns the factors that the access token's sign-in proved; none if that sign-in is older than MAX_AGE. */
async function factorsOfToken(
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
  // Assumption: AWS refuses the token of another app client.
  if (claims['client_id'] !== client.id)
    throw invalidParameter('ACCESS_TOKEN was issued to another app client.');
  const [originJti, session] =
    sessionsOf(pool, user).find(
      ([origin, { eventId }]) => origin === claims['origin_jti'] || eventId === claims['event_id'],
    ) ?? [];
  if (originJti === undefined || !session) return { proven: [] };
  const age = (context.platform.now() - session.authTime) / 1000;
  if (age > maxAge) return { proven: [] };
  // A device has to prove itself again, and custom challenges count for no level.
  return { proven: session.proven.filter((proof) => proof !== 'device' && proof !== 'custom'), originJti };
}

/** Assumption: AWS documents that these are errors, but neither code nor text. */
export const stepUpErrors = {
  noLevel: () => invalidParameter('TARGET_ACR_VALUES has no authentication level of this user pool.'),
  noFactor: () => invalidParameter('The user has no factors for the requested authentication levels.'),
  reached: () => invalidParameter('ACCESS_TOKEN already meets the requested authentication level.'),
};

/** Chooses the first of the requested levels that the user can reach. */
export async function planStepUp(
  context: Context,
  scope: Scope,
  user: User,
  request: StepUpRequest,
): Promise<{ stepUp: StepUp; proven: readonly Proof[] }> {
  const levels = request.targets.flatMap((name) => levelNamed(name) ?? []);
  if (levels.length === 0) throw stepUpErrors.noLevel();
  const { proven, ...origin } = await factorsOfToken(context, scope, user, request);
  const { pool } = scope;
  const level = levels.find(
    (target) =>
      levelOf(proven) >= target ||
      firstFactorsToward(pool, user, proven, target).length > 0 ||
      secondFactorsToward(pool, user, proven, target).length > 0,
  );
  if (level === undefined) throw stepUpErrors.noFactor();
  if (levelOf(proven) >= level) throw stepUpErrors.reached();
  return { stepUp: { acr: acrOf(level), ...origin }, proven };
}
