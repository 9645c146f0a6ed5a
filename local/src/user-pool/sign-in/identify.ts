/** Finds the user that a sign-in names, and asks the PreAuthentication trigger whether the sign-in may go on. */
import { readUsername } from '../clients.ts';
import type { Context, Scope } from '../context.ts';
import type { User } from '../state.ts';
import { runTrigger, triggerAttributes } from '../triggers/run.ts';
import { hidesExistence, userNotFound } from '../users/existence.ts';
import { findUser } from '../users/users.ts';

/** The name that a sign-in sent, and its user; undefined if no user has that name and the app client hides it. */
export interface NamedUser {
  name: string;
  user: User | undefined;
}

/** The fields of an InitiateAuth request that its flow needs. */
export interface StartRequest {
  /** AuthParameters. */
  parameters: ReadonlyMap<string, string>;
  /** The wire field `Session`. */
  challengeToken?: string | undefined;
  /** ClientMetadata of the request, which PreAuthentication and UserMigration receive under this name. */
  validationData?: Readonly<Record<string, string>> | undefined;
}

/** Starts one authentication flow. */
export type Start = (
  context: Context,
  scope: Scope,
  request: StartRequest,
) => Promise<Readonly<Record<string, unknown>>>;

/** https://docs.aws.amazon.com/cognito/latest/developerguide/user-pool-lambda-pre-authentication.html */
export async function preAuthentication(
  context: Context,
  scope: Scope,
  { name, user }: NamedUser,
  { validationData }: StartRequest,
): Promise<void> {
  await runTrigger(context, scope, 'PreAuthentication', {
    source: 'PreAuthentication_Authentication',
    userName: user?.username ?? name,
    request: {
      userAttributes: user ? triggerAttributes(user) : {},
      validationData: validationData ?? null,
      ...(hidesExistence(scope) && { userNotFound: !user }),
    },
  });
}

/**
 * Reads USERNAME, checks SECRET_HASH, finds the user and runs the PreAuthentication trigger.
 * @param migrate called for a name that the pool does not know; returns the migrated user
 * @throws {ServiceError} UserNotFoundException, unless the app client hides it
 */
export async function identify(
  context: Context,
  scope: Scope,
  request: StartRequest,
  migrate?: (name: string) => Promise<User | undefined>,
): Promise<NamedUser> {
  const name = await readUsername(scope.client, request.parameters);
  const user = findUser(scope.pool, name) ?? (await migrate?.(name));
  if (!user && !hidesExistence(scope)) throw userNotFound();
  await preAuthentication(context, scope, { name, user }, request);
  return { name, user };
}
