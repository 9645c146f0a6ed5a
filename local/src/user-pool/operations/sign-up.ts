/** https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_SignUp.html */
import { setOwn } from '../../lib/own.ts';
import { ServiceError } from '../../service-error.ts';
import { readAttributes, requireAttributes } from '../users/attributes.ts';
import { checkSecretHash, findClient } from '../clients.ts';
import { issueCode } from '../codes/codes.ts';
import type { Operation } from '../context.ts';
import { invalidParameter, readTexts, rules } from '../input.ts';
import { checkPassword } from '../users/password-policy.ts';
import { makePassword } from '../users/passwords.ts';
import { newUser } from '../users/new-user.ts';
import { userByName, userKey } from '../users/users.ts';

export const signUp: Operation = async (context, input) => {
  const { ClientId, Username, Password, SecretHash } = readTexts(input, {
    ClientId: rules.clientId,
    Username: rules.username,
    Password: rules.password,
    SecretHash: { optional: true },
  });
  const { world } = context;
  const { pool, client } = findClient(context, ClientId);
  await checkSecretHash(client, Username, SecretHash);
  // A name that looks like an alias could be somebody else's address.
  if (/^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(Username)) {
    throw invalidParameter(
      'Username cannot be of email format, since user pool is configured for email alias.',
    );
  }
  const attributes = readAttributes(input);
  requireAttributes(pool.requiredAttributes, attributes);
  checkPassword(pool.passwordPolicy, Password);
  if (userByName(pool, Username)) throw new ServiceError('UsernameExistsException', 'User already exists');

  const user = newUser(world, {
    username: Username,
    status: 'UNCONFIRMED',
    attributes: {
      ...Object.fromEntries(attributes),
      ...(attributes.has('email') && { email_verified: 'false' }),
    },
    password: await makePassword(pool, Username, Password, world),
  });
  setOwn(pool.users, userKey(Username), user);
  return {
    UserConfirmed: false,
    UserSub: user.sub,
    ...(attributes.get('email') && { CodeDeliveryDetails: issueCode(context, pool, user, 'SignUp') }),
  };
};
