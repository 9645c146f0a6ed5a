/**
 * Asks the pool's UserMigration trigger for somebody whom the pool does not know, and takes in whom it gives.
 * https://docs.aws.amazon.com/cognito/latest/developerguide/user-pool-lambda-migrate-user.html
 */
import { setOwn } from '../../lib/own.ts';
import { ServiceError } from '../../protocol/service-error.ts';
import type { Context, Scope } from '../context.ts';
import { runTrigger } from '../triggers/run.ts';
import type { User } from '../state.ts';
import { takeAlias } from './alias.ts';
import { checkAttributes } from './attributes.ts';
import { chooseUsername } from './usernames.ts';
import { newUser } from './new-user.ts';
import { makePassword } from './passwords.ts';
import { contacts } from './schema.ts';
import { findUser, userByName, userKey } from './users.ts';

export interface Migration {
  source: 'Authentication' | 'ForgotPassword';
  username: string;
  /** Absent where a password was forgotten. */
  password?: string;
  validationData?: Readonly<Record<string, string>> | undefined;
  clientMetadata?: Readonly<Record<string, string>> | undefined;
}

const badAnswer = (why: string) =>
  new ServiceError(
    'InvalidLambdaResponseException',
    `The UserMigration trigger's answer cannot be used: ${why}.`,
  );

function readUserAttributes(answer: Record<string, unknown>): Map<string, string> {
  const given = answer['userAttributes'];
  if (typeof given !== 'object' || given === null) throw badAnswer('it has no userAttributes');
  const entries = Object.entries(given).filter(([name]) => name !== 'username' && name !== 'sub');
  if (entries.some(([, value]) => typeof value !== 'string')) throw badAnswer('an attribute is no text');
  return new Map(entries as [string, string][]);
}

/**
 * The user, now in the pool: with the password that signed in, or, where that was forgotten, with RESET_REQUIRED.
 * Undefined when there is no trigger, or it knows nobody: what it throws then is printed, and the caller answers as for
 * anybody unknown.
 */
export async function migrateUser(
  context: Context,
  scope: Scope,
  { source, username: given, password, validationData, clientMetadata }: Migration,
): Promise<User | undefined> {
  const { platform } = context;
  const { pool } = scope;
  const answer = await runTrigger(context, scope, 'UserMigration', {
    source: `UserMigration_${source}`,
    userName: given,
    request: {
      password: password ?? null,
      validationData: validationData ?? null,
      ...(clientMetadata && { clientMetadata }),
    },
    response: {
      userAttributes: null,
      forceAliasCreation: null,
      finalUserStatus: null,
      messageAction: null,
      desiredDeliveryMediums: null,
    },
  }).catch((error: unknown) => {
    if (error instanceof ServiceError && error.code === 'UserLambdaValidationException') return undefined;
    throw error;
  });
  if (!answer?.['userAttributes']) return undefined;
  // Somebody who signs in twice at once: the other one was quicker.
  const meanwhile = findUser(pool, given);
  if (meanwhile) return meanwhile;
  const asked = readUserAttributes(answer);
  checkAttributes(pool, asked, { as: 'administrator' });
  const { username, sub, attributes } = chooseUsername(pool, given, asked, platform);
  if (userByName(pool, username)) return undefined;
  const confirmed = answer['finalUserStatus'] === 'CONFIRMED' && password !== undefined;
  const user = newUser(platform, {
    username,
    sub,
    status: confirmed ? 'CONFIRMED' : 'RESET_REQUIRED',
    attributes: Object.fromEntries(attributes),
    ...(password !== undefined && { password: await makePassword(pool, username, password, platform) }),
  });
  for (const contact of contacts) {
    if (user.attributes[contact] === undefined) continue;
    user.attributes[`${contact}_verified`] ??= 'false';
    if (user.attributes[`${contact}_verified`] === 'true') {
      takeAlias(pool, user, contact, answer['forceAliasCreation'] === true);
    }
  }
  setOwn(pool.users, userKey(username), user);
  return user;
}
