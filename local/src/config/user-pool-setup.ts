/** The config of a user pool: its settings, clients, groups, users and triggers. */
import type { Client, MfaMethod, UserPoolSettings as AllSettings } from '../user-pool/state.ts';
import type { Triggers } from '../user-pool/trigger-events.ts';

/** Settings of a user pool. Each default is AWS's, unless stated otherwise. */
export interface UserPoolSettings extends Partial<Omit<AllSettings, 'passwordPolicy'>> {
  /** Default: 8 characters, with a number, an upper-case letter, a lower-case letter and a symbol. */
  passwordPolicy?: Partial<AllSettings['passwordPolicy']>;
}

/**
 * Settings of a client. Lifetimes are in seconds. Each default is AWS's, with SRP, password and refresh as auth
 * flows.
 */
export type ClientSettings = Partial<Omit<Client, 'id'>>;

/** An app client of a user pool. */
export interface ClientSetup extends ClientSettings {
  /**
   * 1 to 128 letters, digits, `+` and `_`. Default: made from the position in the list, so the same in every run.
   */
  id?: string;
}

/** A group of a user pool. */
export interface GroupSetup {
  description?: string;
  /** 0 or more. The group with the lowest precedence decides `cognito:preferred_role`. */
  precedence?: number;
  /** Name or ARN of the role. */
  role?: string;
}

/** A user pool: settings, clients, groups, users and triggers. */
export interface UserPoolSetup extends UserPoolSettings {
  /** `<region>_` followed by letters and digits. Default `<region>_Local0001`, `…0002` and so on. */
  id?: string;
  /** Default: one client for browsers, without a secret. */
  clients?: readonly ClientSetup[];
  /** Groups by name. Groups that users name are added. */
  groups?: Readonly<Record<string, GroupSetup>>;
  /** Default: ada, grace and linus in the first pool, none in others. */
  users?: readonly LocalUser[];
  /** Lambda functions of the app. Only a config in code can contain them. */
  triggers?: Triggers;
}

/** A user that a pool has from the start. */
export interface LocalUser {
  /** Default: the part of the e-mail address before the @, or the digits of the phone number. */
  username?: string;
  /** Required when there is neither `username` nor `phone`. */
  email?: string;
  password: string;
  /** Phone number such as `+15555550100`. */
  phone?: string;
  /** Further attributes, such as `{ name: 'Ada', 'custom:plan': 'pro' }`. */
  attributes?: Readonly<Record<string, string>>;
  /** Authenticator app: true for a random secret, or the secret in base32. */
  totp?: boolean | string;
  /**
   * MFA methods that are enabled, the preferred one first. Default: `SOFTWARE_TOKEN_MFA` with `totp`, otherwise
   * none.
   */
  mfa?: readonly MfaMethod[];
  /** True when the password is a temporary one set by an administrator. Default false. */
  mustChangePassword?: boolean;
  /** False for a user who has signed up and not confirmed. Default true. */
  confirmed?: boolean;
  /** False for a user whom an administrator has disabled. Default true. */
  enabled?: boolean;
  groups?: readonly string[];
}
