/**
 * UnlinkIdentity: removes the logins of a provider from an identity. The next sign-in with such a login gets a new
 * identity.
 * https://docs.aws.amazon.com/cognitoidentity/latest/APIReference/API_UnlinkIdentity.html
 */
import type { JsonOperation } from '../../protocol/json-service.ts';
import { type IdentityPoolContext, invalidParameter, noSuchLogin } from '../context.ts';
import { removeLogins } from '../identities.ts';
import { readTexts } from '../input.ts';
import { readCaller } from '../sign-in.ts';

export const unlinkIdentity =
  (context: IdentityPoolContext): JsonOperation =>
  async (input) => {
    const names = readTexts(input, 'LoginsToRemove', { most: 128 });
    const { named, verified } = await readCaller(context, input);
    const proven =
      verified.proof?.sub === named.id ||
      named.logins.some((one) =>
        verified.logins.some(
          ({ providerName, subject }) => providerName === one.providerName && subject === one.subject,
        ),
      );
    if (!proven) throw noSuchLogin();
    for (const name of names) {
      if (!named.logins.some(({ providerName }) => providerName === name)) {
        throw invalidParameter(`The identity has no login of ${name}, so there is nothing to unlink.`);
      }
    }
    removeLogins(context, named, ({ providerName }) => names.includes(providerName));
    return {};
  };
