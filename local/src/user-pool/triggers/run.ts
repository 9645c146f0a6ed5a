/** Calls a trigger, if the pool has one, and gives its response. */
import { ServiceError } from '../../protocol/service-error.ts';
import { getOwn } from '../../lib/own.ts';
import type { Context, Scope } from '../context.ts';
import type { User } from '../state.ts';
import type { TriggerEvent, TriggerName } from '../trigger-events.ts';

export interface Call {
  /** Of the event's shape. Default '1'. */
  version?: string;
  /** Such as `PreSignUp_SignUp`. */
  source: string;
  userName: string;
  request: Record<string, unknown>;
  /** What the function finds in `event.response`. */
  response?: Record<string, unknown>;
}

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null;

/** (?) AWS puts the function's name in front of what it threw. */
const failed = (name: TriggerName, why: string) =>
  new ServiceError('UserLambdaValidationException', `${name} failed with error ${why}.`);

/**
 * Resolves with the event's response after the call, or undefined when the pool has no such trigger.
 * @throws {ServiceError} UserLambdaValidationException for what the function throws, InvalidLambdaResponseException
 * for an answer that is no event
 */
export async function runTrigger(
  { triggers, region, platform, runUnlocked }: Context,
  { pool, client }: Scope,
  name: TriggerName,
  { version = '1', source, userName, request, response = {} }: Call,
): Promise<Record<string, unknown> | undefined> {
  const trigger = getOwn(triggers, pool.id)?.[name];
  if (!trigger) return undefined;
  // A copy, so that no function can reach into the state.
  const event = structuredClone<TriggerEvent>({
    version,
    triggerSource: source,
    region,
    userPoolId: pool.id,
    userName,
    callerContext: { awsSdkVersion: 'aws-sdk-unknown-unknown', clientId: client.id },
    request,
    response,
  });
  let answer: unknown;
  try {
    answer = (await runUnlocked(async () => trigger(event))) ?? event;
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    platform.print(`${name} (${source}) threw: ${error instanceof Error ? (error.stack ?? why) : why}`);
    throw failed(name, why);
  }
  const after = isRecord(answer) ? answer['response'] : undefined;
  if (!isRecord(after)) {
    platform.print(`${name} (${source}) gave back no event with a response`);
    throw new ServiceError('InvalidLambdaResponseException', 'Unrecognizable lambda output');
  }
  return after;
}

/** Returns a user's attributes as AWS puts them into an event. */
export const triggerAttributes = (user: User): Record<string, string> => ({
  sub: user.sub,
  'cognito:user_status': user.status,
  ...user.attributes,
});
