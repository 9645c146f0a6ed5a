/**
 * The set-up of a local AWS. The same shape is passed to `createLocalAws({ … })` and `startLocalAws({ … })`, and
 * exported by a config file through `defineLocalAws`. A list or record replaces the default one. `GET
 * /_local/config` shows the defaults when there is no config.
 */
import type { TrustedIssuer } from '../iam/state.ts';
import type { Triggers } from '../user-pool/trigger-events.ts';
import type { BucketSetup, RoleSetup, TableSetup } from './resource-setup.ts';
import type { IdentityPoolSetup } from './identity-pool-setup.ts';
import type { ClientSettings, LocalUser, UserPoolSettings, UserPoolSetup } from './user-pool-setup.ts';

/** The set-up of a local AWS. Every part is optional. */
export interface LocalAwsSetup {
  /** AWS region. Default `us-east-1`. */
  region?: string;
  /**
   * Endpoint that `config` returns to clients. Default `http://localhost:4599`, or the address of the HTTP server.
   */
  endpoint?: string;
  /**
   * Makes ids, codes, secrets and the first signing key the same in every run that makes the same calls in the
   * same order. For tests only: the seed is as secret as all secrets made from it. Default: real randomness.
   */
  seed?: string;
  /**
   * User pools. `config` names the first one. Default: one pool with one client for browsers and the users ada,
   * grace and linus.
   */
  userPools?: readonly UserPoolSetup[];
  /** Identity pools. `config` names the first one. Default: one that accepts every user pool, and guests. */
  identityPools?: readonly IdentityPoolSetup[];
  /**
   * External issuers, such as an OIDC provider, whose tokens are trusted by their keys. Nothing is fetched.
   * Default: none.
   */
  issuers?: readonly TrustedIssuer[];
  /**
   * Roles by name. The default roles `cognito-kit-user` and `cognito-kit-guest` are added when an identity pool or
   * a group uses them.
   */
  roles?: Readonly<Record<string, RoleSetup>>;
  /** Buckets by name. Default: `cognito-kit-local`, with the gallery's pictures. */
  buckets?: Readonly<Record<string, BucketSetup>>;
  /** Tables by name, for a local AWS with DynamoDB. Default: `notes` and `gallery`. */
  tables?: Readonly<Record<string, TableSetup>>;

  /** Short for `userPools[0].users`. */
  users?: readonly LocalUser[];
  /** Short for settings of `userPools[0].clients[0]`. */
  client?: ClientSettings;
  /** Short for settings of `userPools[0]`. */
  pool?: UserPoolSettings;
  /** Short for `userPools[0].triggers`. */
  triggers?: Triggers;
  /**
   * Returns whether a password is known to have leaked, in addition to the short built-in list. Called for pools
   * with `compromisedPasswords: 'BLOCK'`. The pool waits for the answer, so this function must not call the same
   * local AWS.
   */
  compromised?: (password: string) => boolean | Promise<boolean>;
}

/**
 * Returns the config unchanged, and gives an editor its types.
 * @param setup the config
 * @returns the same config
 * @example
 * ```ts
 * // cognito-kit-local.config.ts
 * import { defineLocalAws } from 'cognito-kit-local';
 *
 * export default defineLocalAws({
 *   users: [{ email: 'ada@example.com', password: 'Correct-horse-1' }],
 * });
 * ```
 */
export const defineLocalAws = (setup: LocalAwsSetup): LocalAwsSetup => setup;
