/**
 * The identity pool's part of the client. The state is there from the start; the credentials exchange is downloaded on
 * first use. An app with a user pool alone does not load it.
 */
import { download } from '../errors.ts';
import type { AwsCredentials, CredentialsOptions } from './aws-credentials.ts';
import type { Credentials } from './credentials.ts';
import type { IdentityPoolHost, LoginsProvider } from './identity-pool-host.ts';
import { createIdentity, type IdentityStore } from './identity.ts';

export interface LazyCredentials {
  readonly identity: IdentityStore;
  /** Downloads the exchange and calls its `provide`. */
  provide: (options?: CredentialsOptions) => Promise<AwsCredentials>;
  /** Downloads the exchange and calls its `setLogins`. */
  setLogins: (logins?: LoginsProvider) => Promise<void>;
}

/** Creates the state of the credentials, and the functions that download the exchange. */
export function createLazyCredentials(host: IdentityPoolHost): LazyCredentials {
  const { config, store } = host;
  const identity = createIdentity(config.identityPoolId ? store.getSession().status : 'unconfigured');
  let loading: Promise<Credentials> | undefined;

  const load = () =>
    (loading ??= download(() => import('./credentials.ts')).then(
      ({ createCredentials }) => createCredentials(host, identity),
      (error: unknown) => {
        // The next call downloads again.
        loading = undefined;
        throw error;
      },
    ));

  const showSessionStatus = () => {
    if (config.identityPoolId) identity.setState({ status: store.getSession().status });
  };
  store.onAuthStateEnd(showSessionStatus);
  // The first reading of the store ends no auth state, so `onAuthStateEnd` does not report it.
  const stop = store.subscribe(() => {
    stop();
    if (identity.getSnapshot().status === 'loading') showSessionStatus();
  });
  // Downloads ahead, when the page is idle. Sends nothing to AWS.
  if (config.identityPoolId) globalThis.requestIdleCallback?.(() => void load().catch(() => undefined));

  return {
    identity,
    provide: async (options) => (await load()).provide(options),
    setLogins: async (logins) => (await load()).setLogins(logins),
  };
}
