/** GetCredentialsForIdentity: issues temporary keys of a role to an identity, for one hour. */
import { requestKeys } from '../../iam/context.ts';
import { findRole } from '../../iam/state.ts';
import { checkTrust } from '../../iam/trust.ts';
import { sessionKeys } from '../../iam/web-identity.ts';
import type { JsonOperation } from '../../protocol/json-service.ts';
import { ServiceError } from '../../protocol/service-error.ts';
import { issueKeys } from '../../sts/issue.ts';
import type { IdentityPoolContext } from '../context.ts';
import { guestSessionPolicy } from '../guest-session-policy.ts';
import { readText } from '../input.ts';
import { chooseRole } from '../role-choice.ts';
import { identityOf, isGuest, readCaller, webIdentityOf } from '../sign-in.ts';

const hour = 3600;
const sessionName = 'CognitoIdentityCredentials';

const misconfigured = () =>
  new ServiceError(
    'InvalidIdentityPoolConfigurationException',
    'Invalid identity pool configuration. Check assigned IAM roles for this pool.',
  );

export const getCredentialsForIdentity =
  (context: IdentityPoolContext): JsonOperation =>
  async (input) => {
    const { platform, iam, sts } = context;
    const caller = await readCaller(context, input);
    const { pool, verified } = caller;
    const guest = isGuest(verified);
    const roleArn = chooseRole(
      pool,
      guest ? { status: 'guest' } : { status: 'user', logins: verified.logins },
      readText(input, 'CustomRoleArn', { most: 2048 }),
    );
    const role = roleArn === undefined ? undefined : findRole(iam, roleArn);
    if (!role) {
      const lack =
        roleArn === undefined
          ? `has no role for ${guest ? 'guests' : 'users'}`
          : `names the role ${roleArn}, which does not exist`;
      platform.print(`no keys: the identity pool ${pool.id} ${lack}`);
      throw misconfigured();
    }
    const identity = identityOf(context, caller);
    const webIdentity = webIdentityOf(context, caller, identity);
    const trust = checkTrust(role, webIdentity, {
      ...requestKeys(platform.now()),
      'sts:RoleSessionName': sessionName,
    });
    if (trust.trusted === 'no') {
      platform.print(`no keys: the role ${role.name} does not trust the identity pool: ${trust.because}`);
      throw misconfigured();
    }
    const keys = issueKeys(sts, platform, {
      role,
      sessionName,
      context: sessionKeys(webIdentity),
      ...(guest && { sessionPolicy: guestSessionPolicy }),
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
