/** What an app tells the kit, and what the kit makes of it. */
import type { PageEvents } from '../lib/on-return.ts';
import type { Platform } from '../lib/platform.ts';
import type { BrowserStorage } from '../storage/browser-record.ts';
import type { StorageName, WebStores } from '../storage/open-storage.ts';
import type { SessionStorage } from '../storage/session-record.ts';
import type { AttributeName } from '../protocol/attribute-names.ts';
import type { PasswordPolicy } from './password-policy.ts';
import type { PoolSettings } from './pool-settings.ts';

/**
 * Roles of the basic flow. A guest's keys are not capped there by AWS's session policy: only the role's policies decide.
 * https://docs.aws.amazon.com/cognito/latest/developerguide/authentication-flow.html
 */
export interface ClassicFlow {
  /** For who is signed in. */
  readonly authenticatedRoleArn?: string;
  readonly guestRoleArn?: string;
}

export interface CognitoConfig<Named extends AttributeName = AttributeName>
  extends Partial<Platform>, PoolSettings<Named> {
  /** Such as `eu-west-1_Ab12Cd34E`. The region comes from it. */
  userPoolId: string;
  /** An app client without a secret: a browser can keep none. */
  clientId: string;
  /** Such as `eu-west-1:01234567-89ab-cdef-0123-456789abcdef`. Without it there are no AWS credentials. */
  identityPoolId?: string;
  /** Whether visitors who are not signed in get credentials too. Default false. */
  guest?: boolean;
  /** A role to ask for instead of the pool's choice; one of the `cognito:roles` claim. */
  customRoleArn?: string;
  /** Takes the basic (classic) flow, in which the app names the roles; the identity pool has to allow it. Default: never. */
  classicFlow?: ClassicFlow;
  /** A local AWS, such as `http://localhost:4599`, for user pool, identity pool, S3 and DynamoDB at once. */
  endpoint?: string;
  /** Lets a page that is not on this machine use an `endpoint` that is. Default false. */
  allowLoopback?: boolean;
  /** Where the session is kept. Default `vault`: encrypted in IndexedDB, shared by all tabs, kept over restarts. */
  storage?: SessionStorage | StorageName;
  /** Where the remembered name and the guest's identity are kept; by default beside `storage`, or in memory when that is the app's own. */
  browserStorage?: BrowserStorage;
  /** The pool's, where it is not Cognito's default. */
  passwordPolicy?: PasswordPolicy;
  /** The app's own exchange of an identity for AWS keys, in place of AWS's `fromCognitoIdentity`. */
  credentialsProvider?: CredentialsProviderFactory;
  /** Adds to what is sent to the user pool: `withClientSecret` on servers, `withUserContextData`. */
  transformInput?: readonly ((
    operation: string,
    input: Readonly<Record<string, unknown>>,
  ) => Readonly<Record<string, unknown>> | Promise<Readonly<Record<string, unknown>>>)[];
  /** Web Locks, by which tabs refresh one at a time; default `navigator.locks`. Undefined: by a lease in the store. */
  locks?: LockManager | undefined;
  /** The browser's stores, and what tells that the page is back: online, visible, or shown again; default `globalThis`. */
  window?: WebStores & PageEvents;
}

/** Called once for each exchange, never for two people; the function that it returns is called once. */
export type CredentialsProviderFactory = (options: {
  identityId: string;
  /** The login's host and its ID token; undefined for a guest. */
  logins: Readonly<Record<string, string>> | undefined;
  region: string;
  customRoleArn: string | undefined;
}) => () => Promise<{
  accessKeyId: string;
  secretAccessKey: string;
  sessionToken?: string;
  expiration?: Date;
}>;

/** The config once checked, with everything filled in that derives from it. */
export interface ResolvedConfig<Named extends AttributeName = AttributeName> extends Readonly<
  PoolSettings<Named>
> {
  readonly userPoolId: string;
  readonly clientId: string;
  /** The user pool's. */
  readonly region: string;
  readonly identityPoolId: string | undefined;
  /** The identity pool's, which may be another than the user pool's. */
  readonly identityRegion: string;
  readonly guest: boolean;
  readonly customRoleArn: string | undefined;
  readonly classicFlow?: ClassicFlow;
  /** The local AWS, without a trailing slash; undefined for AWS itself. */
  readonly endpoint: string | undefined;
  readonly userPoolEndpoint: string;
  readonly identityPoolEndpoint: string;
  /** The user pool's name in an identity pool's `Logins`. */
  readonly login: string;
  readonly passwordPolicy: Required<PasswordPolicy>;
}
