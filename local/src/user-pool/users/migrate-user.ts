/**
 * Asks the pool's UserMigration trigger for a user whom the pool does not know, and creates that user.
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
  /** Absent for ForgotPassword. */
  password?: string;
  validationData?: Readonly<Record<string, string>> | undefined;
  clientMetadata?: Readonly<Record<string, string>> | undefined;
}

const unusableResponse = (why: string) =>
  new ServiceError(
    'InvalidLambdaResponseException',
    `The response of the UserMigration trigger cannot be used: ${why}.`,
  );

function readUserAttributes(response: Record<string, unknown>): Map<string, string> {
  const attributes = response['userAttributes'];
  if (typeof attributes !== 'object' || attributes === null) {
    throw unusableResponse('it has no userAttributes');
  }
  const entries = Object.entries(attributes).filter(([name]) => name !== 'username' && name !== 'sub');
  if (entries.some(([, value]) => typeof value !== 'string')) {
    throw unusableResponse('an attribute is no text');
  }
  return new Map(entries as [string, string][]);
}

/**
 * Runs the trigger and creates the user: with the password of the sign-in, or with RESET_REQUIRED for ForgotPassword.
 * @returns the user; undefined if there is no trigger, or if it returned no user or threw. An error is printed only, and
 * the caller answers as for any unknown name.
 */
export async function migrateUser(
  context: Context,
  scope: Scope,
  { source, username: requestedName, password, validationData, clientMetadata }: Migration,
): Promise<User | undefined> {
  const { platform } = context;
  const { pool } = scope;
  const response = await runTrigger(context, scope, 'UserMigration', {
    source: `UserMigration_${source}`,
    userName: requestedName,
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
  if (!response?.['userAttributes']) return undefined;
  // A concurrent sign-in of the same user may have created the user while the trigger ran.
  const existing = findUser(pool, requestedName);
  if (existing) return existing;
  const requested = readUserAttributes(response);
  checkAttributes(pool, requested, { as: 'administrator' });
  const { username, sub, attributes } = chooseUsername(pool, requestedName, requested, platform);
  if (userByName(pool, username)) return undefined;
  const isConfirmed = response['finalUserStatus'] === 'CONFIRMED' && password !== undefined;
  const user = newUser(platform, {
    username,
    sub,
    status: isConfirmed ? 'CONFIRMED' : 'RESET_REQUIRED',
    attributes: Object.fromEntries(attributes),
    ...(password !== undefined && { password: await makePassword(pool, username, password, platform) }),
  });
  for (const contact of contacts) {
    if (user.attributes[contact] === undefined) continue;
    user.attributes[`${contact}_verified`] ??= 'false';
    if (user.attributes[`${contact}_verified`] === 'true') {
      takeAlias(pool, user, contact, response['forceAliasCreation'] === true);
    }
  }
  setOwn(pool.users, userKey(username), user);
  return user;
}
