/**
 * GetOpenIdTokenForDeveloperIdentity: issues a token for a user whom the app's backend has authenticated.
 * https://docs.aws.amazon.com/cognito/latest/developerguide/developer-authenticated-identities.html
 */
import type { JsonObject } from '../../protocol/json-service.ts';
import { ServiceError } from '../../protocol/service-error.ts';
import { amrOfLogins } from '../amr.ts';
import { type IdentityPoolContext, invalidParameter, notAuthorized } from '../context.ts';
import { adoptLogins, identityOfLogins, survivorOf } from '../identities.ts';
import { readId, readLogins, readNumber, readPool, readTextMap } from '../input.ts';
import { verifyLogins } from '../logins.ts';
import { issueOpenIdToken } from '../open-id-token.ts';
import { tagsOf } from '../principal-tags.ts';
import { identityNotFound } from '../sign-in.ts';
import { findIdentity, type IdentityPool, type IdentityPoolsState, type Login } from '../state.ts';

const quarterHour = 900;
const day = 86_400;

const developerLogin = (pool: IdentityPool, givenLogins: readonly (readonly [string, string])[]): Login => {
  const { developerProviderName: name } = pool;
  if (name === undefined) {
    throw notAuthorized(
      `The identity pool ${pool.id} has no developer provider, so no backend can authenticate its users. Set its developerProviderName.`,
    );
  }
  const subject = givenLogins.find(([provider]) => provider === name)?.[1];
  if (subject === undefined) {
    throw invalidParameter(`Logins has no user of ${name}, the developer provider of the identity pool.`);
  }
  return { providerName: name, subject };
};

const named = (state: IdentityPoolsState, pool: IdentityPool, input: JsonObject) => {
  if ((input['IdentityId'] ?? undefined) === undefined) return undefined;
  const id = readId(input, 'IdentityId');
  const identity = findIdentity(state, id);
  if (!identity || identity.poolId !== pool.id) throw identityNotFound(id);
  return identity;
};

export const getOpenIdTokenForDeveloperIdentity = async (
  context: IdentityPoolContext,
  input: JsonObject,
): Promise<JsonObject> => {
  const { state } = context;
  const pool = readPool(state, input);
  const givenLogins = readLogins(input);
  const durationSeconds = readNumber(input, 'TokenDuration', { least: 1, most: day }) ?? quarterHour;
  // Assumption: `PrincipalTags` contains the tags themselves, not names of claims, because users of a developer
  // provider have no claims.
  const tags = Object.fromEntries(readTextMap(input, 'PrincipalTags', { most: 256 }));
  const developer = developerLogin(pool, givenLogins);
  const { logins: others } = await verifyLogins(
    context,
    pool,
    givenLogins.filter(([provider]) => provider !== developer.providerName),
  );
  const logins = [developer, ...others];
  const wanted = named(state, pool, input);
  const [owner] = context.owners.of(pool, [developer]);
  if (wanted && owner && survivorOf(state, wanted) !== owner && wanted.logins.length > 0) {
    throw new ServiceError(
      'DeveloperUserAlreadyRegisteredException',
      'Developer user identifier is already registered with another identity.',
    );
  }
  const identity = wanted
    ? adoptLogins(context, pool, wanted, logins, 'proven')
    : identityOfLogins(context, pool, logins);
  const Token = await issueOpenIdToken(context, {
    pool,
    identity,
    amr: amrOfLogins(pool, logins),
    tags: { ...tagsOf(pool, { logins: others, proof: undefined }), ...tags },
    durationSeconds,
  });
  return { IdentityId: identity.id, Token };
};
