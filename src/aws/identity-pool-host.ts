/** The types of the credentials exchange: what it needs of the client, and what it sends and receives. */
import type { Platform } from '../lib/platform.ts';
import type { Tokens } from '../protocol/tokens.ts';
import type { BrowserMemory } from '../storage/browser-memory.ts';
import type { SessionRecord } from '../storage/session-record.ts';

/** Tokens by the name of their provider, as Cognito's `Logins` has them; undefined for a guest. */
export type Logins = Readonly<Record<string, string>> | undefined;

/** Returns tokens of logins beside the user pool's. Called before each exchange, so about once an hour. */
export type LoginsProvider = (options: {
  /** True when Cognito refused the tokens of the previous call: return newer ones. */
  refresh: boolean;
  /** Aborted when the auth state ends. */
  signal: AbortSignal;
}) => Promise<OtherLogins>;

export interface OtherLogins {
  /**
   * Tokens by provider: `accounts.google.com`, `graph.facebook.com`, `www.amazon.com`, `appleid.apple.com`, an OIDC
   * provider's address without `https://`, a SAML provider's ARN; `cognito-identity.amazonaws.com` for the token that
   * the app's own backend got by GetOpenIdTokenForDeveloperIdentity.
   */
  readonly logins: Readonly<Record<string, string>>;
  /** The identity id that came with a backend's token. */
  readonly identityId?: string | undefined;
}

/** The members of the client that the credentials exchange uses; `createCognito` passes them. */
export interface IdentityPoolHost {
  config: {
    readonly clientId: string;
    readonly identityPoolId: string | undefined;
    readonly identityRegion: string;
    readonly identityPoolEndpoint: string;
    readonly customRoleArn: string | undefined;
    readonly classicFlow?: { authenticatedRoleArn?: string; guestRoleArn?: string };
    readonly guest: boolean;
    /** The user pool's name in `Logins`. */
    readonly login: string;
  };
  /** The session store. See `SessionStore`. */
  store: {
    readonly clock: { now: () => number; measure: (issuedAt: number) => void };
    getSession: () => { readonly status: 'loading' | 'signedOut' | 'guest' | 'signedIn' };
    subscribe: (listener: () => void) => () => void;
    /** Calls back as soon as an auth state has ended; `subscribe` may call later. */
    onAuthStateEnd: (listener: () => void) => () => void;
    authStateId: () => string;
    /** Aborted when the present auth state ends, with the reason `Superseded`. */
    authSignal: () => AbortSignal;
    /** Reads the store again and resolves with the user's record; undefined when no user is signed in. */
    sync: () => Promise<SessionRecord | undefined>;
    /** Changes the record of an auth state, if that has not ended. */
    update: (authStateId: string, change: (record: SessionRecord) => SessionRecord) => Promise<unknown>;
    /** Begins a new auth state when no user is signed in. */
    beginAuthState: () => void;
  };
  browser: BrowserMemory;
  fetch: Platform['fetch'];
  /** Runs work for at most eight seconds and until `outer` is aborted. `what` names the work in errors. */
  withTimeout: <Result>(
    what: string,
    work: (signal: AbortSignal) => Promise<Result>,
    outer: AbortSignal,
  ) => Promise<Result>;
  /**
   * Resolves with the tokens of the user of an auth state; rejects with `Superseded` once that has ended. An ID token
   * passed as `refused` is renewed, unless another tab has renewed it already.
   */
  getTokens: (options: { authStateId: string; refused: string | undefined }) => Promise<Tokens | undefined>;
  /** Runs work under the named lock, in one tab at a time. */
  withTabLock: <Result>(name: string, work: () => Promise<Result>) => Promise<Result>;
  /** Sends an operation of `AWSCognitoIdentityService`, and resolves with its output or rejects with a CognitoError. */
  call: (operation: string, input: object, signal: AbortSignal) => Promise<unknown>;
  /** The app's own exchange, in place of AWS's `fromCognitoIdentity`. */
  credentialsProvider: ((request: CredentialsRequest) => () => Promise<IssuedKeys>) | undefined;
}

/** Asks for the AWS keys of one identity, in the shape of AWS's `fromCognitoIdentity`. */
export interface CredentialsRequest {
  identityId: string;
  logins: Logins;
  /** The identity pool's region. */
  region: string;
  /** The role to assume; undefined: the identity pool chooses. */
  customRoleArn: string | undefined;
}

/** AWS keys as a provider returns them. */
export interface IssuedKeys {
  accessKeyId: string;
  secretAccessKey: string;
  sessionToken?: string;
  expiration?: Date;
}

/** AWS keys, and the identity that they were issued to. A merge of two identities returns another id than was sent. */
export interface IssuedCredentials extends IssuedKeys {
  identityId: string;
}
