/** GetCredentialsForIdentity: an identity and its logins become temporary keys of a role, for one hour. */
import { checkTrust, identityProvider } from '../../iam/trust.ts';
import { findRole } from '../../iam/state.ts';
import type { JsonOperation } from '../../json-service.ts';
import { ServiceError } from '../../service-error.ts';
import { issueKeys } from '../../sts/issue.ts';
import { type IdentityPoolContext, notAuthorized } from '../context.ts';
import { guestSessionPolicy } from '../guest-session-policy.ts';
import { adoptLogins } from '../identities.ts';
import { readId, readLogins } from '../input.ts';
import { type VerifiedLogin, verifyLogins } from '../logins.ts';
import { chooseRole } from '../role-choice.ts';
import { findIdentity, findPool, type Identity, type IdentityPool } from '../state.ts';

const hour = 3600;

const amrOf = (logins: readonly VerifiedLogin[]) =>
  logins.length === 0
    ? ['unauthenticated']
    : [
        'authenticated',
        ...logins.flatMap(({ providerName, subject }) => [
          providerName,
          `${providerName}:CognitoSignIn:${subject}`,
        ]),
      ];

const identityFor = (
  context: IdentityPoolContext,
  pool: IdentityPool,
  named: Identity,
  logins: readonly VerifiedLogin[],
): Identity => {
  if (logins.length > 0) return adoptLogins(context, pool, named, logins);
  if (named.logins.length > 0 || named.mergedInto !== undefined) {
    throw notAuthorized(
      "Logins don't match. Please include at least one valid login for this identity or identity pool.",
    );
  }
  if (pool.guests === 'refused') {
    throw notAuthorized('Unauthenticated access is not supported for this identity pool.');
  }
  return named;
};

const misconfigured = () =>
  new ServiceError(
    'InvalidIdentityPoolConfigurationException',
    'Invalid identity pool configuration. Check assigned IAM roles for this pool.',
  );

export const getCredentialsForIdentity =
  (context: IdentityPoolContext): JsonOperation =>
  async (input) => {
    const { world, state, iam, sts } = context;
    const id = readId(input, 'IdentityId');
    const named = findIdentity(state, id);
    const pool = named && findPool(state, named.poolId);
    if (!named || !pool) throw new ServiceError('ResourceNotFoundException', `Identity '${id}' not found.`);
    const logins = await verifyLogins(context, pool, readLogins(input));
    const roleArn = chooseRole(pool, logins, input['CustomRoleArn']);
    const role = roleArn === undefined ? undefined : findRole(iam, roleArn);
    if (!role) {
      world.print(
        `no keys: the identity pool ${pool.id} has no role for ${logins.length > 0 ? 'users' : 'guests'}`,
      );
      throw misconfigured();
    }
    const identity = identityFor(context, pool, named, logins);
    const session = {
      [`${identityProvider}:aud`]: pool.id,
      [`${identityProvider}:sub`]: identity.id,
      [`${identityProvider}:amr`]: amrOf(logins),
    };
    const trust = checkTrust(role, session);
    if (trust.trusted === 'no') {
      world.print(`no keys: the role ${role.name} does not trust the identity pool: ${trust.because}`);
      throw misconfigured();
    }
    const keys = issueKeys(sts, world, {
      role,
      sessionName: 'CognitoIdentityCredentials',
      context: session,
      ...(logins.length === 0 && { sessionPolicy: guestSessionPolicy }),
      durationSeconds: hour,
    });
    return {
      IdentityId: identity.id,
      Credentials: {
        AccessKeyId: keys.accessKeyId,
        SecretKey: keys.secretAccessKey,
        SessionToken: keys.sessionToken,
        Expiration: Math.floor(keys.expiresAt / 1000),
      },
    };
  };
