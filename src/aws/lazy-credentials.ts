/**
 * The identity pool for `createCognito`: its state from the start, and the rest downloaded by those who use it, so that
 * an app of a user pool alone carries none of it.
 */
import { download } from '../errors.ts';
import type { Credentials, CredentialsOptions } from './credentials.ts';
import type { IdentityPoolHost, LoginsProvider } from './identity-pool-host.ts';
import { createIdentity } from './identity.ts';

export function createIdentityPool(host: IdentityPoolHost) {
  const { config, store } = host;
  const identity = createIdentity(config.identityPoolId ? store.getSession().status : 'unconfigured');
  let loading: Promise<Credentials> | undefined;

  const load = () =>
    (loading ??= download(() => import('./credentials.ts')).then(
      (it) => it.createCredentials(host, identity),
      (error: unknown) => {
        loading = undefined;
        throw error;
      },
    ));

  /** What was known of another epoch's identity is gone. */
  const begin = () => {
    if (config.identityPoolId) identity.show({ status: store.getSession().status });
  };
  store.onAuthStateEnd(begin);
  // Once the store has been read, no epoch has passed yet.
  const stop = store.subscribe(() => {
    stop();
    if (identity.getSnapshot().status === 'loading') begin();
  });
  // When the page has nothing better to do. Sends nothing to AWS.
  if (config.identityPoolId) globalThis.requestIdleCallback?.(() => void load().catch(() => undefined));

  return {
    identity,
    provide: async (options?: CredentialsOptions) => (await load()).provide(options),
    setLogins: async (logins?: LoginsProvider) => (await load()).setLogins(logins),
  };
}
