/** What the identity pool room is given by whoever joins the rooms. */
import type { Platform } from '../lib/platform.ts';
import type { Tokens } from '../protocol/tokens.ts';
import type { BrowserMemory } from '../storage/browser-memory.ts';
import type { SessionRecord } from '../storage/session-record.ts';

export type Logins = Readonly<Record<string, string>> | undefined;

/** Gives tokens of logins beside the user pool's; asked before each exchange, so about once an hour. */
export type LoginsProvider = (options: {
  /** The service refused the tokens before: bring newer ones. */
  refresh: boolean;
  /** Aborted when somebody else is here. */
  signal: AbortSignal;
}) => Promise<OtherLogins>;

export interface OtherLogins {
  /**
   * Tokens by provider: `accounts.google.com`, `graph.facebook.com`, `www.amazon.com`, `appleid.apple.com`, an OIDC
   * provider's address without `https://`, a SAML provider's ARN; `cognito-identity.amazonaws.com` for the token that
   * the app's own backend got by GetOpenIdTokenForDeveloperIdentity.
   */
  readonly logins: Readonly<Record<string, string>>;
  /** That came with a backend's token. */
  readonly identityId?: string | undefined;
}

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
  /** Who is here. See `SessionStore`. */
  store: {
    readonly clock: { now: () => number; measure: (issuedAt: number) => void };
    getSession: () => { readonly status: 'loading' | 'signedOut' | 'guest' | 'signedIn' };
    subscribe: (listener: () => void) => () => void;
    /** Calls back as soon as an epoch has passed; `subscribe` may come later. */
    onAuthStateEnd: (listener: () => void) => () => void;
    authStateId: () => string;
    authSignal: () => AbortSignal;
    sync: () => Promise<SessionRecord | undefined>;
    update: (epoch: string, change: (held: SessionRecord) => SessionRecord) => Promise<unknown>;
    /** Where nobody is signed in: another epoch. */
    beginAuthState: () => void;
  };
  browser: BrowserMemory;
  fetch: Platform['fetch'];
  /** Gives work, called `what` in errors, eight seconds, and no longer than to the abort of `outer`. */
  withTimeout: <Result>(
    what: string,
    work: (signal: AbortSignal) => Promise<Result>,
    outer: AbortSignal,
  ) => Promise<Result>;
  /**
   * Of the user of an epoch; rejects with `Superseded` once that has passed. `refused`: an ID token that is to be renewed,
   * unless another tab has done so.
   */
  getTokens: (options: { of: string; refused: string | undefined }) => Promise<Tokens | undefined>;
  /** Lets one tab at a time do it. */
  locked: <Result>(name: string, work: () => Promise<Result>) => Promise<Result>;
  /** Sends an operation of `AWSCognitoIdentityService`, and resolves with its output or rejects with a CognitoError. */
  call: (operation: string, input: object, signal: AbortSignal) => Promise<unknown>;
  /** In place of AWS's. */
  credentialsProvider: ((asked: Asked) => () => Promise<IssuedKeys>) | undefined;
}

/** Whose keys are asked for. */
export interface Asked {
  identityId: string;
  logins: Logins;
  region: string;
  customRoleArn: string | undefined;
}

export interface IssuedKeys {
  accessKeyId: string;
  secretAccessKey: string;
  sessionToken?: string;
  expiration?: Date;
}

export interface Issued extends IssuedKeys {
  identityId: string;
}
