/** The client that `createCognito` returns, and that flows, hooks and account functions take. */
import type { ResolvedConfig } from '../config/config.ts';
import type { AdoptOptions, FlowHost } from '../sign-in/flows/flow.ts';
import type { AwsCredentialsProvider } from '../aws/aws-credentials.ts';
import type { LoginsProvider } from '../aws/identity-pool-host.ts';
import type { Identity, IdentityChange } from '../aws/identity.ts';
import type { AttributeName } from '../protocol/attribute-names.ts';
import type { Tokens } from '../protocol/tokens.ts';
import type { GetTokensOptions } from '../session/get-tokens.ts';
import type { Session } from '../session/session.ts';
import type { Persistence } from '../storage/record-storage.ts';
import type { WebStorage } from '../storage/web/web-storage.ts';
import type { BrowserPreferences } from './browser-preferences.ts';
import type { UserPool } from '../transport/user-pool.ts';

export interface SignOutOptions {
  /** Ends the user's sessions on all devices. Default false: on this device only. */
  everywhere?: boolean;
}

/** The options with which a server signs out. */
export interface AwaitedSignOut extends SignOutOptions {
  /** Waits for the request to Cognito, since a server may be stopped once it has answered. Default: `everywhere`. */
  wait?: boolean;
}

/** Members of the client for the kit's own hooks and components. Not public: they may change in any release. */
export interface CognitoInternals {
  readonly preferences: BrowserPreferences;
  /** The tab's sessionStorage; undefined where the session is kept in memory or in the app's own store. May throw. */
  readonly tabStorage: () => WebStorage | undefined;
  /** False where the config injects `fetch`. Then requests by other means, such as XMLHttpRequest, would bypass it. */
  readonly usesPlatformFetch: boolean;
}

/**
 * The client. Each call settles within 25 seconds, with `Timeout` when neither Cognito nor a store of the app's own has
 * answered.
 * @typeParam Named The names in the config's `signUpAttributes`
 */
export interface Cognito<Named extends AttributeName = AttributeName> extends FlowHost {
  readonly config: ResolvedConfig<Named>;
  /** @internal The app client, as every request to the user pool takes it. */
  readonly userPool: UserPool;
  /** @internal */
  readonly internals: CognitoInternals;
  /** @returns the session; the same object until it changes */
  getSession: () => Session;
  /**
   * Calls back when a user signs in or out, or another auth state begins; not when tokens are refreshed.
   * @returns the function that ends the subscription
   */
  subscribe: (listener: () => void) => () => void;
  /** Resolves with the session once the store has been read. */
  ready: () => Promise<Session>;
  /**
   * Resolves with the user's tokens, refreshed if they expire within a minute; undefined when no user is signed in.
   * @throws {CognitoError} `SessionEnded` when Cognito refused to renew them; of kind `network`, `timeout`, `server` or
   * `throttled` when they have expired and Cognito could not be reached: the session stays stored
   */
  getTokens: (options?: GetTokensOptions) => Promise<Tokens | undefined>;
  /**
   * Signs in with tokens that were just issued: a new auth state begins. With `remember: false` they are stored in this
   * tab's sessionStorage only, and the session that another sign-in left for later visits is deleted. Default: as in the
   * same user's session before, else true. A store of the app's own reads `remember` in the record, and decides itself.
   * @throws {CognitoError} `InvalidToken` for expired tokens and tokens of another user pool or app client; `Superseded`
   * when a sign-out or another sign-in overtook the call. Nothing is stored then
   */
  adoptTokens: (tokens: Tokens, options?: AdoptOptions) => Promise<void>;
  /**
   * Deletes the session from memory and store, which needs no network, and revokes the refresh token in the background.
   * @throws {CognitoError} only with `everywhere`, when the request to Cognito failed; this device is signed out even so
   */
  signOut: (options?: SignOutOptions) => Promise<void>;
  /** Deletes the data that outlives a sign-out: the remembered username, devices, preferences, and the guest's identity. */
  forgetBrowser: () => Promise<void>;
  /** Resolves with the username of the last sign-in in this browser. */
  rememberedUsername: () => Promise<string | undefined>;
  /**
   * Resolves with AWS credentials of the user or guest: `new S3Client({ credentials: cognito.credentials })`.
   * @throws {CognitoError} `NotSignedIn` when no user is signed in and the config allows no guests; `ConfigInvalid`
   * without an identity pool; `Superseded`; errors of the requests
   */
  readonly credentials: AwsCredentialsProvider;
  /** The state of the AWS credentials, without keys. */
  readonly identity: Identity;
  /** Calls back with the change when AWS calls begin to use another identity id. */
  onIdentityChange: (listener: (change: IdentityChange) => void) => () => void;
  /**
   * Sets logins beside the user pool's, such as Google's. Without a signed-in user, the credentials are of these logins;
   * with one, the logins are linked to the user's identity. They end with the auth state, at the next sign-in or
   * sign-out. Call it again after each change at the provider, and with undefined after a sign-out there.
   */
  setLogins: (logins: LoginsProvider | undefined) => Promise<void>;
  /** @returns the opaque id under which a user's data may be cached; empty until the store has been read */
  authStateId: () => string;
  /** @returns a signal that is aborted when the present auth state ends, with the reason `Superseded` */
  authSignal: () => AbortSignal;
  /** Calls back with the id of an auth state that has ended, so that data cached under it can be deleted. */
  onAuthStateEnd: (listener: (authStateId: string) => void) => () => void;
  /** @returns the milliseconds to add to this device's clock to get the service's; for AWS SDK clients */
  systemClockOffset: () => number;
  /** @returns `degraded` when the browser's store refused, so the session ends with the page */
  persistence: () => Persistence;
  /**
   * Calls back when `persistence()` has changed, at any time.
   * @returns the function that ends the subscription
   */
  onPersistenceChange: (listener: () => void) => () => void;
  /**
   * Stops listening to other tabs and to the page. The session stays in its store. A running refresh still stores its
   * tokens, since a rotated refresh token cannot be requested again.
   */
  destroy: () => void;
}

/** Reads the names in `signUpAttributes` off a client's type: `NamedAttributes<typeof cognito>`. */
export type NamedAttributes<Client extends Cognito> = Client extends Cognito<infer Named> ? Named : never;
