/**
 * What a local AWS is set up with. The same shape goes into `createLocalAws({ … })`, into `startLocalAws({ … })` and
 * into a config file, there through `defineLocalAws`. Each list or record that is given takes the place of the default
 * one; what is left out is as `GET /_local/config` shows it without a config.
 */
import type { TrustedIssuer } from '../iam/state.ts';
import type { Triggers } from '../user-pool/triggers/triggers.ts';
import type { BucketSetup, RoleSetup, TableSetup } from './resource-setup.ts';
import type { IdentityPoolSetup } from './identity-pool-setup.ts';
import type { ClientSettings, LocalUser, UserPoolSettings, UserPoolSetup } from './user-pool-setup.ts';

export interface LocalAwsSetup {
  /** Default `us-east-1`. */
  region?: string;
  /** What clients are told to send to. Default `http://localhost:4599`, or where the server listens. */
  endpoint?: string;
  /**
   * Makes ids, codes, secrets and the first signing key the same in every run that makes the same calls in the same
   * order. For tests only: whoever knows the seed knows every secret. Default: real randomness.
   */
  seed?: string;
  /** The first one is what `config` names. Default: one pool with one client for browsers, and ada, grace and linus. */
  userPools?: readonly UserPoolSetup[];
  /** The first one is what `config` names. Default: one that takes every user pool here, and guests. */
  identityPools?: readonly IdentityPoolSetup[];
  /** Others whose tokens are trusted, such as an OIDC provider: by key, nothing is fetched. Default none. */
  issuers?: readonly TrustedIssuer[];
  /** By name. `cognito-kit-user` and `cognito-kit-guest` are there besides, as far as an identity pool uses them. */
  roles?: Readonly<Record<string, RoleSetup>>;
  /** By name. Default `cognito-kit-local`, with the gallery's pictures in it. */
  buckets?: Readonly<Record<string, BucketSetup>>;
  /** By name; only where there is DynamoDB. Default `notes` and `gallery`. */
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
   * Whether a password is known to have leaked, beside the small list that comes along; asked in pools with
   * `compromisedPasswords: 'BLOCK'`. The pool waits for the answer, so it must not call this local AWS itself.
   */
  compromised?: (password: string) => boolean | Promise<boolean>;
}

/** Gives an editor the types of a config file: `export default defineLocalAws({ … })`. */
export const defineLocalAws = (setup: LocalAwsSetup): LocalAwsSetup => setup;
