/** Calls a trigger of the pool and returns its response. */
import { ServiceError } from '../../protocol/service-error.ts';
import { getOwn } from '../../lib/own.ts';
import type { Context, Scope } from '../context.ts';
import type { User } from '../state.ts';
import type { TriggerEvent, TriggerName } from '../trigger-events.ts';

export interface Call {
  /** Version of the event. Default '1'. */
  version?: string;
  /** The event's triggerSource, such as `PreSignUp_SignUp`. */
  source: string;
  userName: string;
  request: Record<string, unknown>;
  /** The initial `event.response`. */
  response?: Record<string, unknown>;
}

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null;

/** Assumption: AWS puts the function's name before the message of its error. */
const failed = (name: TriggerName, why: string) =>
  new ServiceError('UserLambdaValidationException', `${name} failed with error ${why}.`);

/**
 * Calls the trigger with a copy of the event.
 * @returns the event's response after the call; undefined if the pool has no such trigger
 * @throws {ServiceError} UserLambdaValidationException if the function throws, InvalidLambdaResponseException if it
 * returns something else than an event
 */
export async function runTrigger(
  { triggers, region, platform, runUnlocked }: Context,
  { pool, client }: Scope,
  name: TriggerName,
  { version = '1', source, userName, request, response = {} }: Call,
): Promise<Record<string, unknown> | undefined> {
  const trigger = getOwn(triggers, pool.id)?.[name];
  if (!trigger) return undefined;
  // Clones the event, so that the function cannot change the state.
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
  let returned: unknown;
  try {
    returned = (await runUnlocked(async () => trigger(event))) ?? event;
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    platform.print(`${name} (${source}) threw: ${error instanceof Error ? (error.stack ?? why) : why}`);
    throw failed(name, why);
  }
  const result = isRecord(returned) ? returned['response'] : undefined;
  if (!isRecord(result)) {
    platform.print(`${name} (${source}) returned no event with a response`);
    throw new ServiceError('InvalidLambdaResponseException', 'Unrecognizable lambda output');
  }
  return result;
}

/** Returns a user's attributes as AWS puts them into an event. */
export const triggerAttributes = (user: User): Record<string, string> => ({
  sub: user.sub,
  'cognito:user_status': user.status,
  ...user.attributes,
});
