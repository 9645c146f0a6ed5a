/**
 * How a user pool is set up, as far as an app's forms should know before anything is sent. All of it may be left out;
 * the pool decides in any case. The config adapters fill it in from other tools' files.
 */
import type { AttributeName } from '../protocol/attribute-names.ts';
import type { AuthFlow, Factor, MfaMethod } from '../protocol/factors.ts';

export interface PoolSettings<Named extends AttributeName = AttributeName> {
  /** What people sign in with. */
  aliases?: readonly SignInAlias[];
  mfa?: MfaSettings;
  /** What the pool wants to know at sign-up, such as `['email', 'name', 'custom:plan']`; types a sign-up's `attributes`. */
  signUpAttributes?: readonly Named[];
  /** How a sign-in goes, unless it says so itself. Default `srp`. */
  authFlow?: AuthFlow;
  /** Ways in, in the order in which the components offer them; who has the first is asked for it at once. For `choice`. */
  firstFactors?: readonly Factor[];
  /** The pool's groups, the most privileged first. */
  groups?: readonly string[];
  managedLogin?: ManagedLogin;
}

/** By the names that Cognito has for them. https://docs.aws.amazon.com/cognito/latest/developerguide/user-pool-settings-attributes.html#user-pool-settings-aliases */
export type SignInAlias = 'username' | 'email' | 'phone_number' | 'preferred_username';

/** https://docs.aws.amazon.com/cognito/latest/developerguide/user-pool-settings-mfa.html */
export interface MfaSettings {
  status: 'off' | 'optional' | 'required';
  methods: readonly MfaMethod[];
}

/** https://docs.aws.amazon.com/cognito/latest/developerguide/cognito-user-pools-managed-login.html */
export interface ManagedLogin {
  /** A host name, such as `auth.example.com` or `my-app.auth.eu-west-1.amazoncognito.com`. */
  domain: string;
  /** Addresses of the app that the app client allows to return to. */
  redirectSignIn?: readonly string[];
  redirectSignOut?: readonly string[];
  /** Such as `['openid', 'email', 'profile', 'aws.cognito.signin.user.admin']`. */
  scopes?: readonly string[];
  providers?: readonly IdentityProviderName[];
}

/** Cognito's names for the social ones; for SAML and OIDC the names that the pool gave them. */
export type IdentityProviderName =
  | 'Google'
  | 'Facebook'
  | 'LoginWithAmazon'
  | 'SignInWithApple'
  | (string & {});
