/**
 * Provides AWS credentials of the current principal: always current, with one exchange for all callers and tabs.
 * https://docs.aws.amazon.com/cognito/latest/developerguide/getting-credentials.html
 */
import { isCognitoError, notSignedInError, type CognitoError } from '../errors.ts';
import { createSingleFlight } from '../lib/single-flight.ts';
import type { AwsCredentials, CredentialsOptions } from './aws-credentials.ts';
import { noCredentialsError } from './errors.ts';
import { preloadProvider } from './exchange.ts';
import { createIdentityCache } from './identity-cache.ts';
import type { IdentityPoolHost, LoginsProvider } from './identity-pool-host.ts';
import type { IdentityStore } from './identity.ts';
import { issueCredentials, type StoredCredentials } from './issue-credentials.ts';
import { createPrincipals, type Principal } from './principal.ts';

/** Milliseconds before the keys expire at which new ones are requested: the SDK's own margin, enough to sign and send. */
const EXPIRY_MARGIN = 5 * 60_000;

/** Whether an error leaves open what Cognito would have answered, so that unexpired keys stay usable. */
const isTransient = ({ kind }: CognitoError) => /^(network|timeout|server|throttled)$/.test(kind);

export interface Credentials {
  /**
   * @throws {CognitoError} `ConfigInvalid` without an identity pool; `NotSignedIn`; `Superseded` when the auth state
   * ended meanwhile; `InvalidResponse` when the exchange failed by an error that is no CognitoError; errors of the requests
   */
  provide: (options?: CredentialsOptions) => Promise<AwsCredentials>;
  /** Replaces the logins beside the user pool's, and forgets the keys of the previous ones. */
  setLogins: (logins?: LoginsProvider) => Promise<void>;
}

/**
 * Creates the functions that provide credentials and set other logins.
 * @param identity Shows the state of the credentials, and reports changes of the identity id
 */
export function createCredentials(host: IdentityPoolHost, identity: IdentityStore): Credentials {
  const { clock } = host.store;
  const cache = createIdentityCache(host);
  const principals = createPrincipals(host, cache);
  const flight = createSingleFlight<AwsCredentials>();
  if (!host.credentialsProvider && host.config.identityPoolId) preloadProvider();

  /** Whether a principal has stored keys that are valid for longer than so many milliseconds. */
  const hasKeysFor = (
    milliseconds: number,
    principal: Principal,
  ): principal is Principal & StoredCredentials =>
    principal.keys !== undefined && principal.keys.expiration - clock.now() > milliseconds;

  const provide = async ({ forceRefresh, roleArn, linkGuest = false }: CredentialsOptions = {}) => {
    const principal = await principals.read(roleArn);
    const { authStateId, signal, lockName } = principal;
    if (linkGuest && principal.isGuest) throw notSignedInError();
    if (principal.identityId) identity.setIdentityId(authStateId, principal.identityId);

    /** Shows credentials in the state, and returns them as the SDK takes them. */
    const publish = ({ identityId, keys }: StoredCredentials): AwsCredentials => {
      const expiration = new Date(keys.expiration);
      identity.setIdentityId(authStateId, identityId);
      if (!roleArn) identity.setState({ status: principals.status(), identityId, expiration });
      return { ...keys, expiration, identityId };
    };
    const mayReuse = !forceRefresh && !linkGuest;
    if (mayReuse && hasKeysFor(EXPIRY_MARGIN, principal)) return publish(principal);

    /** Runs under the lock, so it first looks whether another tab has renewed the keys meanwhile. */
    const renew = async () => {
      const current = await principals.read(roleArn);
      signal.throwIfAborted();
      const isRenewed = current.keys?.accessKeyId !== principal.keys?.accessKeyId;
      if (!linkGuest && (!forceRefresh || isRenewed) && hasKeysFor(EXPIRY_MARGIN, current)) return current;
      // A renewal stays invisible: the state goes on to show the identity.
      if (!roleArn && !identity.getSnapshot().identityId) identity.setState({ status: 'loading' });
      return issueCredentials(host, { cache, identity, principal: current, linkGuest });
    };

    return flight([authStateId, roleArn, linkGuest].join(), async () => {
      try {
        const credentials = await host.withTabLock(lockName, renew);
        await principal.assertCurrent();
        return publish(credentials);
      } catch (cause) {
        await principal.assertCurrent();
        const error = isCognitoError(cause)
          ? cause
          : noCredentialsError(
              'server',
              'InvalidResponse',
              'the exchange failed, see `cause`. Try again',
              cause,
            );
        if (mayReuse && isTransient(error) && hasKeysFor(0, principal)) return publish(principal);
        if (!roleArn) identity.setState({ status: 'error', error });
        throw error;
      }
    });
  };

  return {
    provide,
    async setLogins(logins) {
      await principals.setLogins(logins);
      identity.setState({ status: principals.status() });
    },
  };
}
