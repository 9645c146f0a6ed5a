/**
 * The request that operations without an access token share: ClientId, Username and SecretHash. The app client must
 * exist and the secret hash must fit before anything else is done.
 */
import type { JsonObject } from '../../protocol/json-service.ts';
import { checkSecretHash, findClient } from '../clients.ts';
import { countSentCode } from '../codes/codes.ts';
import type { CodeDelivery } from '../codes/masks.ts';
import type { Context, Scope } from '../context.ts';
import { readTexts, rules, type TextRules, type Texts } from '../input.ts';
import { readClientMetadata } from '../input-types.ts';
import { fakeDelivery } from '../sign-in/hidden-users.ts';
import type { CodePurpose, User } from '../state.ts';
import { hidesExistence, userNotFound } from '../users/existence.ts';
import { attemptKey, findUser } from '../users/users.ts';

export interface ClientRequest<Extra extends TextRules> {
  scope: Scope;
  username: string;
  /** The operation's own texts. */
  texts: Texts<Extra>;
  clientMetadata: Record<string, string> | undefined;
}

export interface UserRequest<Extra extends TextRules> extends ClientRequest<Extra> {
  /** Undefined if no user has that name. */
  user: User | undefined;
}

/**
 * Reads the request, finds its app client and checks the secret hash.
 * @param extra constraints of the operation's own texts
 */
export async function readClientRequest<const Extra extends TextRules>(
  context: Context,
  input: JsonObject,
  extra: Extra,
): Promise<ClientRequest<Extra>> {
  const texts = readTexts(input, {
    ClientId: rules.clientId,
    Username: rules.username,
    ...(extra as TextRules),
    SecretHash: { optional: true },
  });
  const clientMetadata = readClientMetadata(input);
  const scope = findClient(context, texts.ClientId);
  await checkSecretHash(scope.client, texts.Username, texts.SecretHash);
  return { scope, username: texts.Username, texts: texts as unknown as Texts<Extra>, clientMetadata };
}

/** Reads the request as `readClientRequest` does, and finds its user. */
export async function readUserRequest<const Extra extends TextRules>(
  context: Context,
  input: JsonObject,
  extra: Extra,
): Promise<UserRequest<Extra>> {
  const request = await readClientRequest(context, input, extra);
  return { ...request, user: findUser(request.scope.pool, request.username) };
}

/**
 * Returns the user of the request, or undefined if the reply must look the same as for a name that no user has. Prints
 * the reason then, since the reply hides it.
 * @param otherReason why this existing, enabled user must be hidden as well
 * @throws {ServiceError} UserNotFoundException if no user has the name and the app client does not hide that
 */
export function visibleUser(
  { platform }: Context,
  operation: string,
  { scope, username, user }: Pick<UserRequest<TextRules>, 'scope' | 'username' | 'user'>,
  otherReason?: string,
): User | undefined {
  const reason = (!user && 'does not exist') || (!user?.enabled && 'is disabled') || otherReason;
  if (reason !== undefined && hidesExistence(scope)) {
    platform.print(`${operation}: ${username} ${reason}; the reply hides this`);
    return undefined;
  }
  if (!user) throw userNotFound();
  return user;
}

/** Replies as if a code had been sent, and counts it, so that neither reply nor limit shows which users exist. */
export async function pretendToSendCode(
  context: Context,
  { scope, username, user }: Pick<UserRequest<TextRules>, 'scope' | 'username' | 'user'>,
  purpose: CodePurpose,
): Promise<CodeDelivery> {
  countSentCode(context, scope.pool, purpose, attemptKey(user, username));
  return fakeDelivery(scope.pool, username);
}
