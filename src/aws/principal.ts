/** Reads the guest or user whose AWS credentials are meant, with their stored identity, and takes other logins. */
import { noCredentialsError, noPrincipalError } from './errors.ts';
import type { CachedIdentity, IdentityCache, IdentityOwner } from './identity-cache.ts';
import type { IdentityPoolHost, LoginsProvider } from './identity-pool-host.ts';
import type { CredentialsState } from './identity.ts';

/** The guest or user whose AWS credentials are meant, at one moment. */
export interface Principal extends IdentityOwner, CachedIdentity {
  /** True without a user and without other logins. */
  readonly isGuest: boolean;
  /** Names the lock under which one tab at a time requests the principal's keys. */
  readonly lockName: string;
  /**
   * Reads the session store again.
   * @throws {CognitoError} `Superseded` when the auth state has ended, in this tab or another
   */
  assertCurrent: () => Promise<void>;
}

export interface Principals {
  /**
   * @param roleArn A role requested by name, in place of `customRoleArn` and the pool's choice
   * @throws {CognitoError} `ConfigInvalid` without an identity pool; `NotSignedIn` without a user, other logins, or a
   * guest that the config allows; `Superseded`
   */
  read: (roleArn?: string) => Promise<Principal>;
  /** The session's status, which is `signedIn` with other logins too. */
  status: () => CredentialsState['status'];
  setLogins: (logins: LoginsProvider | undefined) => Promise<void>;
}

/** Creates the reader of the current principal. Other logins end with the auth state. */
export function createPrincipals(
  { config, store, withTabLock }: IdentityPoolHost,
  cache: IdentityCache,
): Principals {
  let otherLogins: LoginsProvider | undefined;
  const lockOf = (authStateId: string) => `${authStateId}.identity`;

  // Logins end with the auth state, so they are never sent beside the login of another user.
  store.onAuthStateEnd(() => {
    otherLogins = undefined;
    cache.clear();
  });

  return {
    async read(roleArn) {
      if (!config.identityPoolId)
        throw noCredentialsError(
          'config',
          'ConfigInvalid',
          'no identity pool. Pass identityPoolId to createCognito',
        );
      const user = await store.sync();
      const authStateId = store.authStateId();
      const signal = store.authSignal();
      const isGuest = !(user ?? otherLogins);
      if (isGuest && !config.guest) throw noPrincipalError();
      // Roles are chosen by the claims of a token, and a guest has no token.
      const role = roleArn ?? (isGuest ? undefined : config.customRoleArn);
      const owner = { user, otherLogins, authStateId, signal, role };
      const cached = await cache.read(owner, roleArn);
      signal.throwIfAborted();
      return {
        ...owner,
        ...cached,
        isGuest,
        lockName: isGuest ? `${config.clientId}.guest` : lockOf(authStateId),
        async assertCurrent() {
          await store.sync();
          signal.throwIfAborted();
        },
      };
    },
    status: () => (otherLogins ? 'signedIn' : store.getSession().status),
    async setLogins(logins) {
      const user = await store.sync();
      if (!user) store.beginAuthState();
      otherLogins = logins;
      if (!user) return;
      cache.clear();
      // Waits for an exchange that is running with the previous logins.
      await withTabLock(lockOf(user.epoch), () => cache.forgetKeys(user));
    },
  };
}
