/** https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_SignUp.html */
import type { JsonObject } from '../../protocol/json-service.ts';
import { setOwn } from '../../lib/own.ts';
import { ServiceError } from '../../protocol/service-error.ts';
import { takeAlias } from '../users/alias.ts';
import { readAttributes } from '../users/attributes.ts';
import { checkSecretHash, findClient } from '../clients.ts';
import { signUpContact } from '../codes/contacts.ts';
import { issueCode } from '../codes/codes.ts';
import type { Context, Operation, Scope } from '../context.ts';
import { invalidParameter, readTexts, rules } from '../input.ts';
import { readClientMetadata, readPairs } from '../input-types.ts';
import { postConfirmation } from '../triggers/post-confirmation.ts';
import { preSignUp } from '../triggers/pre-sign-up.ts';
import { readNewPassword } from '../users/new-password.ts';
import { nameNewcomer, refuseTakenName } from '../users/usernames.ts';
import { newUser } from '../users/new-user.ts';
import { makePassword } from '../users/passwords.ts';
import { requireAttributes } from '../users/schema.ts';
import { openSignUpSession } from '../sign-in/sign-up-token.ts';
import { userKey } from '../users/users.ts';

/** All that is checked before anything is made. */
async function readNewcomer(context: Context, { pool, client }: Scope, input: JsonObject, given: string) {
  if (pool.selfSignUp === 'DENIED') {
    throw new ServiceError('NotAuthorizedException', 'SignUp is not permitted for this user pool');
  }
  const asked = readAttributes(pool, input, { as: 'person', client });
  if (pool.aliasAttributes.includes('preferred_username') && asked.get('preferred_username')) {
    // (?) The sentence; that it is refused is documented.
    throw invalidParameter('preferred_username can not be provided before the account is confirmed.');
  }
  const newcomer = nameNewcomer(pool, given, asked, context.platform);
  requireAttributes(pool.requiredAttributes, newcomer.attributes);
  return { ...newcomer, password: await readNewPassword(context, pool, input, newcomer.attributes) };
}

export const signUp: Operation = async (context, input) => {
  const { ClientId, Username, SecretHash } = readTexts(input, {
    ClientId: rules.clientId,
    Username: rules.username,
    SecretHash: { optional: true },
  });
  const clientMetadata = readClientMetadata(input);
  const validationData = readPairs(input, 'ValidationData');
  const { platform } = context;
  const scope = findClient(context, ClientId);
  const { pool, client } = scope;
  await checkSecretHash(client, Username, SecretHash);
  const { username, sub, attributes, password } = await readNewcomer(context, scope, input, Username);
  const { confirm, verify } = await preSignUp(context, scope, {
    source: 'PreSignUp_SignUp',
    userName: username,
    attributes,
    validationData,
    clientMetadata,
  });
  refuseTakenName(pool, username, attributes, 'User already exists');

  const user = newUser(platform, {
    username,
    sub,
    status: confirm ? 'CONFIRMED' : 'UNCONFIRMED',
    attributes: Object.fromEntries([...attributes].filter(([, value]) => value !== '')),
    ...(password !== undefined && { password: await makePassword(pool, username, password, platform) }),
  });
  for (const contact of ['email', 'phone_number'] as const) {
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
    ...(await openSignUpSession(context, scope, user)),
  };
};
