/** https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_ResendConfirmationCode.html */
import { checkSecretHash, findClient } from '../clients.ts';
import { countSentCode, issueCode } from '../codes/codes.ts';
import { signUpContact } from '../codes/contacts.ts';
import type { Operation } from '../context.ts';
import { fakeDelivery, hidesExistence, userNotFound } from '../users/existence.ts';
import { invalidParameter, readTexts, rules } from '../input.ts';
import { readClientMetadata } from '../input-types.ts';
import { attemptKey, findUser } from '../users/users.ts';

export const resendConfirmationCode: Operation = async (context, input) => {
  const { ClientId, Username, SecretHash } = readTexts(input, {
    ClientId: rules.clientId,
    Username: rules.username,
    SecretHash: { optional: true },
  });
  const clientMetadata = readClientMetadata(input);
  const scope = findClient(context, ClientId);
  await checkSecretHash(scope.client, Username, SecretHash);
  const user = findUser(scope.pool, Username);
  if (!user?.enabled && hidesExistence(scope)) {
    context.platform.print(
      `ResendConfirmationCode: ${Username} is ${user ? 'disabled' : 'nobody'}; nothing was sent, and the answer does not tell`,
    );
    countSentCode(context, scope.pool, 'SignUp', attemptKey(user, Username));
    return { CodeDeliveryDetails: await fakeDelivery(scope.pool, Username) };
  }
  if (!user) throw userNotFound();
  if (user.status !== 'UNCONFIRMED') throw invalidParameter('User is already confirmed.');
  const contact = signUpContact(scope.pool, user);
  // (?) The sentence.
  if (!contact) throw invalidParameter('Auto verification not turned on.');
  const request = { contact, source: 'ResendCode', clientMetadata } as const;
  return { CodeDeliveryDetails: await issueCode(context, scope, user, 'SignUp', request) };
};
