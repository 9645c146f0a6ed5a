/**
 * Settings of a user pool that an app's forms use before anything is sent. Each is optional, since the pool decides in
 * any case. The config adapters read them from other tools' files.
 */
import type { AttributeName } from '../protocol/attribute-names.ts';
import type { AuthFlow, Factor, MfaMethod } from '../protocol/factors.ts';

export interface PoolSettings<Named extends AttributeName = AttributeName> {
  /** The names that users sign in with. */
  aliases?: readonly SignInAlias[];
  mfa?: MfaSettings;
  /** Attributes that the pool requires at sign-up, such as `['email', 'name', 'custom:plan']`; types a sign-up's `attributes`. */
  signUpAttributes?: readonly Named[];
  /** The authentication flow of a sign-in that names none. Default `USER_SRP_AUTH`. */
  authFlow?: AuthFlow;
  /** First factors, in the order in which the components offer them; a user who has the first is asked for it at once. For `USER_AUTH`. */
  firstFactors?: readonly Factor[];
  /** The pool's groups, the most privileged first. */
  groups?: readonly string[];
  managedLogin?: ManagedLogin;
}

/** Aliases by Cognito's names. https://docs.aws.amazon.com/cognito/latest/developerguide/user-pool-settings-attributes.html#user-pool-settings-aliases */
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
  /** Addresses of the app to which the app client allows a return after the sign-in. */
  redirectSignIn?: readonly string[];
  /** Addresses of the app to which the app client allows a return after the sign-out. */
  redirectSignOut?: readonly string[];
  /** OAuth scopes, such as `['openid', 'email', 'profile', 'aws.cognito.signin.user.admin']`. */
  scopes?: readonly string[];
  providers?: readonly IdentityProviderName[];
}

/** Cognito's names of social providers; for SAML and OIDC the names in the user pool. */
export type IdentityProviderName =
  | 'Google'
  | 'Facebook'
  | 'LoginWithAmazon'
  | 'SignInWithApple'
  | (string & {});
