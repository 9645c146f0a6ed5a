/** Who asks to sign in, by the name given, with the PreAuthentication trigger's leave. */
import type { Context, Scope } from '../context.ts';
import { checkSecretHash } from '../clients.ts';
import { requireParameter } from '../input.ts';
import { runTrigger } from '../triggers/run.ts';
import { triggerAttributes } from '../triggers/user-attributes.ts';
import { hidesExistence, userNotFound } from '../users/existence.ts';
import { findUser } from '../users/users.ts';
import type { User } from '../state.ts';
import type { Applicant } from './custom-challenges.ts';

/** What InitiateAuth was sent. */
export interface StartRequest {
  parameters: ReadonlyMap<string, string>;
  session?: string | undefined;
  /** Its ClientMetadata, as PreAuthentication and UserMigration call it. */
  validationData?: Readonly<Record<string, string>> | undefined;
}

export type Start = (
  context: Context,
  scope: Scope,
  request: StartRequest,
) => Promise<Readonly<Record<string, unknown>>>;

/** https://docs.aws.amazon.com/cognito/latest/developerguide/user-pool-lambda-pre-authentication.html */
export async function preAuthentication(
  context: Context,
  scope: Scope,
  { name, user }: Applicant,
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

/** @param migrate asked for somebody whom the pool does not know */
export async function identify(
  context: Context,
  scope: Scope,
  request: StartRequest,
  migrate?: (name: string) => Promise<User | undefined>,
): Promise<Applicant> {
  const { parameters } = request;
  const name = requireParameter(parameters, 'USERNAME');
  await checkSecretHash(scope.client, name, parameters.get('SECRET_HASH'));
  const user = findUser(scope.pool, name) ?? (await migrate?.(name));
  if (!user && !hidesExistence(scope)) throw userNotFound();
  await preAuthentication(context, scope, { name, user }, request);
  return { name, user };
}
