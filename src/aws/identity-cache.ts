/**
 * Who is here, and what is remembered of their identity: in the session's record for a user, in the browser's for a
 * guest, in memory for somebody with other logins alone, since nobody tells the kit when those end.
 */
import { CognitoError, type CognitoErrorKind } from '../errors.ts';
import type { CognitoErrorCode } from '../protocol/error-codes.ts';
import type { StoredIdentity, StoredKeys } from '../storage/stored-identity.ts';
import type { IdentityPoolHost, LoginsProvider } from './identity-pool.ts';

export const noCredentials = (
  kind: CognitoErrorKind,
  code: CognitoErrorCode,
  why: string,
  cause?: unknown,
): CognitoError => new CognitoError({ kind, code, cause, message: `No AWS credentials: ${why}.` });

export const nobody = (): CognitoError =>
  noCredentials('session', 'NotSignedIn', 'nobody is signed in. Sign in, or let guests in with guest: true');

/** Whose keys are asked for, at one moment. */
export type Whose = Awaited<ReturnType<ReturnType<typeof createKeeper>['look']>>;

export function createKeeper({ config, store, browser, locked }: IdentityPoolHost) {
  const { identityPoolId } = config;
  /** They end with the epoch, so that no other person's login ever goes out beside them. */
  let others: LoginsProvider | undefined;
  let theirs: StoredIdentity | undefined;
  /** Of the roles that were asked for by name. */
  let roles: Record<string, StoredKeys> = {};

  const ofPool = (stored: StoredIdentity | undefined) =>
    stored?.identityPoolId === identityPoolId ? stored : undefined;
  const guest = async () => ofPool((await browser.read()).guest);
  const nameOf = (epoch: string) => `${epoch}.identity`;

  return {
    guest,
    forgetGuest: () => browser.update({ guest: undefined }),
    status: () => (others ? 'signedIn' : store.getSession().status),
    /** For another epoch. */
    clear() {
      others = theirs = undefined;
      roles = {};
    },
    async look(roleArn?: string) {
      if (!identityPoolId)
        throw noCredentials(
          'config',
          'ConfigInvalid',
          'no identity pool. Give createCognito an identityPoolId',
        );
      const user = await store.sync();
      const of = store.authStateId();
      const signal = store.authSignal();
      const known = user ?? others;
      const stay = async () => {
        await store.sync();
        signal.throwIfAborted();
      };
      if (!known && !config.guest) throw nobody();
      const ours = user ? ofPool(user.identity) : others ? theirs : await guest();
      signal.throwIfAborted();
      // Tokens name roles; a guest has none.
      const role = roleArn ?? (known && config.customRoleArn);
      return {
        user,
        others,
        of,
        signal,
        /** Rejects with `Superseded` when somebody else is here by now, also by another tab. */
        stay,
        role,
        /** Of the lock: one tab at a time. */
        name: known ? nameOf(of) : `${config.clientId}.guest`,
        identityId: ours?.identityId,
        keys: roleArn ? roles[roleArn] : ours?.roleArn === role ? ours?.keys : undefined,
        keep: async (identityId: string, keys?: StoredKeys) => {
          signal.throwIfAborted();
          let next: StoredIdentity = { identityPoolId, identityId, roleArn: role, ...(keys && { keys }) };
          const same = ours?.identityId === identityId;
          if (!same) roles = {};
          if (roleArn && keys) {
            roles[roleArn] = keys;
            // The keys of the pool's own choice stay beside them.
            if (same) return;
            next = { identityPoolId, identityId };
          }
          if (user) await store.update(of, (was) => ({ ...was, identity: next }));
          else if (others) theirs = next;
          // The id of a guest comes before the keys: where it is gone, another tab has forgotten the browser meanwhile.
          else await browser.update({ guest: next }, !!keys);
        },
      };
    },
    async setLogins(logins: LoginsProvider | undefined) {
      const user = await store.sync();
      if (!user) store.beginAuthState();
      others = logins;
      if (!user) return;
      roles = {};
      // After an exchange that is under way with the logins of before.
      await locked(nameOf(user.epoch), () =>
        store.update(user.epoch, (was) => {
          const { keys: _, ...identity } = was.identity ?? {};
          return { ...was, identity: was.identity && (identity as StoredIdentity) };
        }),
      );
    },
  };
}
