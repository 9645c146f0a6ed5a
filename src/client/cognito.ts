/** What `createCognito` returns: the client that flows, hooks and account functions take. */
import type { ResolvedConfig } from '../config/config.ts';
import type { AdoptOptions, FlowHost } from '../sign-in/flows/flow.ts';
import type { AwsCredentialsProvider } from '../aws/credentials.ts';
import type { LoginsProvider } from '../aws/identity-pool.ts';
import type { Identity, IdentityChange } from '../aws/identity.ts';
import type { AttributeName } from '../protocol/attribute-names.ts';
import type { Tokens } from '../protocol/tokens.ts';
import type { GetTokensOptions } from '../session/get-tokens.ts';
import type { Session } from '../session/session.ts';
import type { Persistence } from '../storage/record-storage.ts';
import type { WebStorage } from '../storage/web/web-storage.ts';
import type { Notes } from './notes.ts';
import type { UserPool } from '../transport/user-pool.ts';

export interface SignOutOptions {
  /** Ends the user's sessions on all devices too. Default false. */
  everywhere?: boolean;
}

/** How a server signs out. */
export interface AwaitedSignOut extends SignOutOptions {
  /** Until the service was told: a server may be stopped once it has answered. */
  wait?: boolean;
}

/**
 * `Named`: the attributes that its config says the pool wants at sign-up. Each call settles within 25 seconds, with
 * `Timeout` where neither the service nor a store of the app's own answered.
 */
export interface Cognito<Named extends AttributeName = AttributeName> extends FlowHost {
  readonly config: ResolvedConfig<Named>;
  readonly userPool: UserPool;
  /** The same object until it changes. */
  getSession: () => Session;
  /** Calls back when somebody signs in or out or another epoch begins; not when tokens are refreshed. */
  subscribe: (listener: () => void) => () => void;
  /** Resolves once the store has been read. */
  ready: () => Promise<Session>;
  /**
   * Never stale; undefined when nobody is signed in.
   * @throws {CognitoError} `SessionEnded` when the service refused to renew them; of kind `network`, `timeout`, `server`
   * or `throttled` when they have run out and it could not be asked, the session being kept.
   */
  getTokens: (options?: GetTokensOptions) => Promise<Tokens | undefined>;
  /**
   * Puts tokens that were just issued in charge: a new epoch begins. With `remember: false` (default true) they stay in
   * this tab's sessionStorage, and what another sign-in left for later visits is cleared; a store of the app's own finds
   * the same in the record, and decides itself.
   * @throws {CognitoError} `InvalidToken`; `Superseded` when a sign-out or another sign-in overtook it. Nothing is stored
   */
  adoptTokens: (tokens: Tokens, options?: AdoptOptions) => Promise<void>;
  /**
   * Wipes the session from memory and store, which needs no network, and has the refresh token revoked in the background.
   * @throws {CognitoError} only with `everywhere`, when the service could not be told: this device is signed out all the same
   */
  signOut: (options?: SignOutOptions) => Promise<void>;
  /** Deletes what outlives a sign-out: the remembered name, and who this browser's guest is. */
  forgetBrowser: () => Promise<void>;
  /** The user name last signed in with on this browser. */
  rememberedUsername: () => Promise<string | undefined>;
  /** What the interface keeps in this browser until `forgetBrowser()`, such as the last way in. No secrets. */
  readonly notes: Notes;
  /** For `new S3Client({ credentials })`. */
  readonly credentials: AwsCredentialsProvider;
  readonly identity: Identity;
  /** Calls back when AWS calls begin to go out as another identity, and with why. */
  onIdentityChange: (listener: (change: IdentityChange) => void) => () => void;
  /**
   * Logins beside the user pool's, such as Google's: credentials are then theirs, or, beside a signed-in user, linked to
   * that user's identity. They hold until the epoch passes: until somebody signs in or out. Call it again whenever
   * somebody comes, goes or changes at the provider; with undefined when nobody is there.
   */
  setLogins: (logins: LoginsProvider | undefined) => Promise<void>;
  /** Opaque; the id under which a person's data may be cached. Empty until the store has been read. */
  authStateId: () => string;
  /** Aborted when the present epoch passes, with the reason `Superseded`. */
  authSignal: () => AbortSignal;
  /** Calls back with the id of an epoch that has passed, so that what is cached under it can go. */
  onAuthStateEnd: (listener: (authStateId: string) => void) => () => void;
  /** Milliseconds to add to this device's clock to get the service's; for AWS SDK clients. */
  systemClockOffset: () => number;
  /** `degraded`: the browser's store refused, and the session ends with the page. */
  persistence: () => Persistence;
  /** Calls back when `persistence()` has changed, also long after the start. Returns the function that ends it. */
  onPersistenceChange: (listener: () => void) => () => void;
  /** The tab's own store, where the config names one that outlives a page; touching it may throw. */
  tabStorage: () => WebStorage | undefined;
  /** False where `config.fetch` was given: what is sent by other means, such as XMLHttpRequest, would miss it. */
  readonly usesPlatformFetch: boolean;
  /**
   * Stops listening to other tabs and to the page. The session stays in its store, and a refresh that is under way ends up
   * there: what it brings may not come twice.
   */
  destroy: () => void;
}

/** The attributes that a client's config names: `NamedAttributes<typeof cognito>`. */
export type NamedAttributes<Client extends Cognito> = Client extends Cognito<infer Named> ? Named : never;
