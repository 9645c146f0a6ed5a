/**
 * Stores identity ids and AWS keys where the data of their owner is: a user's in the session record, a guest's in the
 * browser record. Those of other logins alone stay in memory, since the kit does not learn when those logins end.
 */
import type { SessionRecord } from '../storage/session-record.ts';
import type { StoredIdentity, StoredKeys } from '../storage/stored-identity.ts';
import type { IdentityPoolHost, LoginsProvider } from './identity-pool-host.ts';

/** The user, the guest, or the app's other logins, to whom an identity belongs. A guest has neither user nor logins. */
export interface IdentityOwner {
  /** The session record of the signed-in user. */
  readonly user: SessionRecord | undefined;
  /** Logins beside the user pool's, passed to `setLogins`. */
  readonly otherLogins: LoginsProvider | undefined;
  readonly authStateId: string;
  /** Aborted when the auth state ends. */
  readonly signal: AbortSignal;
  /** The role to assume; undefined: the identity pool chooses. */
  readonly role: string | undefined;
}

/** The stored identity of an owner, as it was when it was read. */
export interface CachedIdentity {
  readonly identityId: string | undefined;
  /** The keys of the owner's role; they may have expired. */
  readonly keys: StoredKeys | undefined;
  /**
   * Stores an identity id, and its keys once they are issued.
   * @throws {CognitoError} `Superseded` when the auth state has ended
   */
  store: (identityId: string, keys?: StoredKeys) => Promise<void>;
}

export interface IdentityCache {
  /** @param roleArn A role requested by name: its keys stay in memory, apart from those of the pool's own choice */
  read: (owner: IdentityOwner, roleArn: string | undefined) => Promise<CachedIdentity>;
  /** Resolves with the identity id of this browser's guest. */
  readGuestId: () => Promise<string | undefined>;
  forgetGuest: () => Promise<void>;
  /** Forgets the keys of a user, and keeps the identity id. */
  forgetKeys: (user: SessionRecord) => Promise<void>;
  /** Forgets everything in memory; called when the auth state ends. */
  clear: () => void;
}

/** Creates the identity cache of an identity pool. */
export function createIdentityCache({ config, store, browser }: IdentityPoolHost): IdentityCache {
  // `Principals.read` rejects without an identity pool.
  const { identityPoolId = '' } = config;
  /** The identity of other logins alone. */
  let identityOfLogins: StoredIdentity | undefined;
  /** Keys by the ARN of a role that was requested by name. */
  let keysByRole: Record<string, StoredKeys> = {};

  const ofThisPool = (stored: StoredIdentity | undefined) =>
    stored?.identityPoolId === identityPoolId ? stored : undefined;
  const readGuest = async () => ofThisPool((await browser.read()).guest);

  return {
    async read({ user, otherLogins, authStateId, signal, role }, roleArn) {
      const stored = user ? ofThisPool(user.identity) : otherLogins ? identityOfLogins : await readGuest();
      return {
        identityId: stored?.identityId,
        // Keys in memory need a stored identity: without one, another tab has forgotten the guest.
        keys: stored && (roleArn ? keysByRole[roleArn] : stored.roleArn === role ? stored.keys : undefined),
        async store(identityId, keys) {
          signal.throwIfAborted();
          let next: StoredIdentity = { identityPoolId, identityId, roleArn: role, ...(keys && { keys }) };
          const isSame = stored?.identityId === identityId;
          if (!isSame) keysByRole = {};
          if (roleArn && keys) {
            keysByRole[roleArn] = keys;
            // The stored keys are of the pool's own choice of role; they stay.
            if (isSame) return;
            next = { identityPoolId, identityId };
          }
          if (user) await store.update(authStateId, (record) => ({ ...record, identity: next }));
          else if (otherLogins) identityOfLogins = next;
          // A guest's id is stored before its keys are requested. If it is gone when they arrive, another tab has called
          // `forgetBrowser` meanwhile, so they are not stored.
          else await browser.update({ guest: next }, !!keys);
        },
      };
    },
    readGuestId: async () => (await readGuest())?.identityId,
    forgetGuest: () => browser.update({ guest: undefined }),
    async forgetKeys({ epoch }) {
      await store.update(epoch, (record) => {
        const { keys: _, ...identity } = record.identity ?? {};
        return { ...record, identity: record.identity && (identity as StoredIdentity) };
      });
    },
    clear() {
      identityOfLogins = undefined;
      keysByRole = {};
    },
  };
}
