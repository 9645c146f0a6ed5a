/** https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_AdminCreateUser.html */
import type { JsonObject } from '../../../protocol/json-service.ts';
import { setOwn } from '../../../lib/own.ts';
import { ServiceError } from '../../../protocol/service-error.ts';
import type { Context, Operation } from '../../context.ts';
import { invalidParameter, readTexts, rules } from '../../input.ts';
import { readClientMetadata, readFlag, readPairs, readTextList } from '../../input-types.ts';
import type { User, UserPool } from '../../state.ts';
import { preSignUp } from '../../triggers/pre-sign-up.ts';
import { aliasExists, takeAlias } from '../../users/alias.ts';
import { readAttributes } from '../../users/attributes.ts';
import { chooseUsername, refuseTakenUsername } from '../../users/usernames.ts';
import { newUser } from '../../users/new-user.ts';
import { allowsNoPassword, requireCodeContact } from '../../users/new-password.ts';
import { checkNewPassword, makePassword } from '../../users/passwords.ts';
import { contacts } from '../../users/schema.ts';
import { aliasHolder, userKey } from '../../users/users.ts';
import { invitationContacts, invite, newTemporaryPassword } from './invitation.ts';
import { poolOf, userOf, withoutClient } from './pool-and-user.ts';
import { userType } from './user-description.ts';

/** Reads or makes the temporary password; undefined for a user who will sign in with codes. */
async function temporaryPassword(
  context: Context,
  pool: UserPool,
  input: JsonObject,
  attributes: ReadonlyMap<string, string>,
): Promise<string | undefined> {
  if ((input['TemporaryPassword'] ?? '') !== '') {
    const { TemporaryPassword } = readTexts(input, { TemporaryPassword: rules.password });
    await checkNewPassword(context, pool, TemporaryPassword);
    return TemporaryPassword;
  }
  if (!allowsNoPassword(pool)) return newTemporaryPassword(pool.passwordPolicy, context.platform.random);
  requireCodeContact(pool, attributes);
  return undefined;
}

/** Replaces the temporary password of a user who has not chosen a password yet, and sends the invitation again. */
async function resend(context: Context, input: JsonObject, media: readonly string[] | undefined) {
  const clientMetadata = readClientMetadata(input);
  const { pool, user } = userOf(context, input);
  if (user.status !== 'FORCE_CHANGE_PASSWORD') {
    throw new ServiceError(
      'UnsupportedUserStateException',
      `Resend not possible. Current status is ${user.status}`,
    );
  }
  const password =
    (await temporaryPassword(context, pool, input, new Map(Object.entries(user.attributes)))) ??
    newTemporaryPassword(pool.passwordPolicy, context.platform.random);
  const invited = { contacts: invitationContacts(user, media), password, clientMetadata };
  user.password = await makePassword(pool, user.username, password, context.platform);
  user.updatedAt = context.platform.now();
  await invite(context, withoutClient(pool), user, invited);
  return { User: userType(user) };
}

/** Marks the addresses as verified that the administrator declared verified. */
function verifyDeclared(pool: UserPool, user: User, force: boolean): void {
  for (const contact of contacts) {
    const flag = `${contact}_verified`;
    if (user.attributes[flag] === 'true' && !user.attributes[contact]) {
      throw invalidParameter(`Cannot set ${flag}: the user has no ${contact}.`);
    }
    if (user.attributes[contact] === undefined) continue;
    if (user.attributes[flag] === 'true') takeAlias(pool, user, contact, force);
    user.attributes[flag] ??= 'false';
  }
}

export const adminCreateUser: Operation = async (context, input) => {
  const { Username, MessageAction } = readTexts(input, {
    UserPoolId: rules.userPoolId,
    Username: rules.username,
    MessageAction: { optional: true, pattern: /^(?:RESEND|SUPPRESS)$/ },
  });
  const media = readTextList(input, 'DesiredDeliveryMediums');
  if (MessageAction === 'RESEND') return resend(context, input, media);
  const force = readFlag(input, 'ForceAliasCreation') === true;
  const clientMetadata = readClientMetadata(input);
  const validationData = readPairs(input, 'ValidationData');
  const pool = poolOf(context, input);
  const scope = withoutClient(pool);
  const requested = readAttributes(pool, input, { as: 'administrator' });
  const { username, sub, attributes } = chooseUsername(pool, Username, requested, context.platform);
  const password = await temporaryPassword(context, pool, input, attributes);
  await preSignUp(context, scope, {
    source: 'PreSignUp_AdminCreateUser',
    userName: username,
    attributes,
    validationData,
    clientMetadata,
  });
  refuseTakenUsername(pool, username, attributes, 'User account already exists');

  const user = newUser(context.platform, {
    username,
    sub,
    // A user without a password has no temporary password to replace.
    status: password === undefined ? 'CONFIRMED' : 'FORCE_CHANGE_PASSWORD',
    attributes: Object.fromEntries([...attributes].filter(([, value]) => value !== '')),
    ...(password !== undefined && {
      password: await makePassword(pool, username, password, context.platform),
    }),
  });
  const preferred = user.attributes['preferred_username'];
  if (preferred !== undefined && aliasHolder(pool, 'preferred_username', preferred)) {
    throw aliasExists('preferred_username');
  }
  const recipients = invitationContacts(user, media);
  verifyDeclared(pool, user, force);
  setOwn(pool.users, userKey(username), user);
  if (MessageAction !== 'SUPPRESS') {
    await invite(context, scope, user, { contacts: recipients, password, clientMetadata });
  }
  return { User: userType(user) };
};
