/** The config of `createCognito`, and the resolved config that the kit derives from it. */
import type { PageEvents } from '../lib/on-return.ts';
import type { Platform } from '../lib/platform.ts';
import type { BrowserStorage } from '../storage/browser-record.ts';
import type { StorageName, WebStores } from '../storage/open-storage.ts';
import type { SessionStorage } from '../storage/session-record.ts';
import type { AttributeName } from '../protocol/attribute-names.ts';
import type { PasswordPolicy } from './password-policy.ts';
import type { PoolSettings } from './pool-settings.ts';

/**
 * The roles of the basic flow. AWS's session policy does not limit a guest's keys there; only the role's policies do.
 * https://docs.aws.amazon.com/cognito/latest/developerguide/authentication-flow.html
 */
export interface ClassicFlow {
  /** The role of signed-in users. */
  readonly authenticatedRoleArn?: string;
  /** The role of guests. */
  readonly guestRoleArn?: string;
}

export interface CognitoConfig<Named extends AttributeName = AttributeName>
  extends Partial<Platform>, PoolSettings<Named> {
  /** The user pool's id, such as `eu-west-1_Ab12Cd34E`. The region is read from it. */
  userPoolId: string;
  /** The id of an app client without a secret, since a browser cannot keep one. */
  clientId: string;
  /** The identity pool's id, such as `eu-west-1:01234567-89ab-cdef-0123-456789abcdef`. Without it there are no AWS credentials. */
  identityPoolId?: string;
  /** Whether visitors get credentials as guests without signing in. Default false. */
  guest?: boolean;
  /** A role to assume in place of the pool's choice; one of the `cognito:roles` claim. */
  customRoleArn?: string;
  /** The roles of the basic (classic) flow, which the identity pool has to allow. Default: the enhanced flow. */
  classicFlow?: ClassicFlow;
  /** The address of a local AWS, such as `http://localhost:4599`, for user pool, identity pool, S3 and DynamoDB at once. */
  endpoint?: string;
  /** Lets a page that is not on this machine use an `endpoint` that is. Default false. */
  allowLoopback?: boolean;
  /** The store of the session. Default `vault`: encrypted in IndexedDB, shared by all tabs, preserved over restarts. */
  storage?: SessionStorage | StorageName;
  /** The store of the remembered username and the guest's identity. Default: beside `storage`, or in memory when that is the app's own. */
  browserStorage?: BrowserStorage;
  /** The pool's password policy, if it is not Cognito's default. */
  passwordPolicy?: PasswordPolicy;
  /** The app's own exchange of an identity for AWS keys, in place of AWS's `fromCognitoIdentity`. */
  credentialsProvider?: CredentialsProviderFactory;
  /** Functions that add to the input of requests to the user pool: `withClientSecret` on servers, `withUserContextData`. */
  transformInput?: readonly ((
    operation: string,
    input: Readonly<Record<string, unknown>>,
  ) => Readonly<Record<string, unknown>> | Promise<Readonly<Record<string, unknown>>>)[];
  /** Web Locks, with which tabs refresh one at a time. Default `navigator.locks`; with `undefined`, a lease in the store is used. */
  locks?: LockManager | undefined;
  /** The browser's stores, and its events when the page is online, visible or shown again. Default `globalThis`. */
  window?: WebStores & PageEvents;
}

/** Returns a provider of AWS keys. Called once for each exchange, for one user or guest; the provider is called once. */
export type CredentialsProviderFactory = (options: {
  identityId: string;
  /** Tokens by the name of their provider; undefined for a guest. */
  logins: Readonly<Record<string, string>> | undefined;
  region: string;
  customRoleArn: string | undefined;
}) => () => Promise<{
  accessKeyId: string;
  secretAccessKey: string;
  sessionToken?: string;
  expiration?: Date;
}>;

/** The checked config, with everything filled in that derives from it. */
export interface ResolvedConfig<Named extends AttributeName = AttributeName> extends Readonly<
  PoolSettings<Named>
> {
  readonly userPoolId: string;
  readonly clientId: string;
  /** The user pool's region. */
  readonly region: string;
  readonly identityPoolId: string | undefined;
  /** The identity pool's region, which may differ from the user pool's. */
  readonly identityRegion: string;
  readonly guest: boolean;
  readonly customRoleArn: string | undefined;
  readonly classicFlow?: ClassicFlow;
  /** The address of the local AWS, without a trailing slash; undefined for AWS itself. */
  readonly endpoint: string | undefined;
  readonly userPoolEndpoint: string;
  readonly identityPoolEndpoint: string;
  /** The user pool's name in an identity pool's `Logins`. */
  readonly login: string;
  readonly passwordPolicy: Required<PasswordPolicy>;
}
