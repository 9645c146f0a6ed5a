/** https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_SignUp.html */
import { setOwn } from '../../lib/own.ts';
import type { JsonObject } from '../../protocol/json-service.ts';
import { ServiceError } from '../../protocol/service-error.ts';
import { issueCode } from '../codes/codes.ts';
import { signUpContact } from '../codes/contacts.ts';
import type { Context, Operation, Scope } from '../context.ts';
import { invalidParameter } from '../input.ts';
import { readPairs } from '../input-types.ts';
import { openSignUpToken } from '../sign-in/sign-up-token.ts';
import { postConfirmation } from '../triggers/post-confirmation.ts';
import { preSignUp } from '../triggers/pre-sign-up.ts';
import { takeAlias } from '../users/alias.ts';
import { readAttributes } from '../users/attributes.ts';
import { readNewPassword } from '../users/new-password.ts';
import { newUser } from '../users/new-user.ts';
import { makePassword } from '../users/passwords.ts';
import { contacts, requireAttributes } from '../users/schema.ts';
import { chooseUsername, refuseTakenUsername } from '../users/usernames.ts';
import { userKey } from '../users/users.ts';
import { readClientRequest } from './user-request.ts';

/** Reads and checks everything about the new user that can be checked before the user is created. */
async function readNewUser(
  context: Context,
  { pool, client }: Scope,
  input: JsonObject,
  requestedName: string,
) {
  if (pool.selfSignUp === 'DENIED') {
    throw new ServiceError('NotAuthorizedException', 'SignUp is not permitted for this user pool');
  }
  const requested = readAttributes(pool, input, { as: 'user', client });
  if (pool.aliasAttributes.includes('preferred_username') && requested.get('preferred_username')) {
    // AWS documents that the request is refused, but not the text.
    throw invalidParameter('preferred_username can not be provided before the account is confirmed.');
  }
  const named = chooseUsername(pool, requestedName, requested, context.platform);
  requireAttributes(pool.requiredAttributes, named.attributes);
  return { ...named, password: await readNewPassword(context, pool, input, named.attributes) };
}

export const signUp: Operation = async (context, input) => {
  const validationData = readPairs(input, 'ValidationData');
  const request = await readClientRequest(context, input, {});
  const { scope, clientMetadata } = request;
  const { pool } = scope;
  const { platform } = context;
  const { username, sub, attributes, password } = await readNewUser(context, scope, input, request.username);
  const { confirm, verify } = await preSignUp(context, scope, {
    source: 'PreSignUp_SignUp',
    userName: username,
    attributes,
    validationData,
    clientMetadata,
  });
  refuseTakenUsername(pool, username, attributes, 'User already exists');

  const user = newUser(platform, {
    username,
    sub,
    status: confirm ? 'CONFIRMED' : 'UNCONFIRMED',
    attributes: Object.fromEntries([...attributes].filter(([, value]) => value !== '')),
    ...(password !== undefined && { password: await makePassword(pool, username, password, platform) }),
  });
  for (const contact of contacts) {
    if (user.attributes[contact] === undefined) continue;
    if (verify.includes(contact)) takeAlias(pool, user, contact, true);
    user.attributes[`${contact}_verified`] = String(verify.includes(contact));
  }
  setOwn(pool.users, userKey(username), user);
  if (confirm) await postConfirmation(context, scope, user, 'ConfirmSignUp', clientMetadata);
  const contact = confirm ? undefined : signUpContact(pool, user);
  return {
    UserConfirmed: confirm,
    UserSub: user.sub,
    ...(contact && {
      CodeDeliveryDetails: await issueCode(context, scope, user, 'SignUp', { contact, clientMetadata }),
    }),
    ...(await openSignUpToken(context, scope, user)),
  };
};
