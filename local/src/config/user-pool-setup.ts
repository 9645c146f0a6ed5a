/** How a user pool is described: its settings, its clients, groups and users, and the app's own triggers. */
import type { Client, MfaMethod, UserPoolSettings as AllSettings } from '../user-pool/state.ts';
import type { Triggers } from '../user-pool/trigger-events.ts';

/** What is left out is as AWS has it by default. */
export interface UserPoolSettings extends Partial<Omit<AllSettings, 'passwordPolicy'>> {
  /** Default: 8 characters, with a number, an upper-case and a lower-case letter and a symbol. */
  passwordPolicy?: Partial<AllSettings['passwordPolicy']>;
}

/** Lifetimes in seconds. What is left out is as AWS has it by default, with SRP, password and refresh as its flows. */
export type ClientSettings = Partial<Omit<Client, 'id'>>;

export interface ClientSetup extends ClientSettings {
  /** 1 to 128 letters, digits, `+` and `_`. Default: made from its place in the list, so the same in every run. */
  id?: string;
}

export interface GroupSetup {
  description?: string;
  /** 0 or more; the lowest decides `cognito:preferred_role`. */
  precedence?: number;
  /** Name or ARN. */
  role?: string;
}

export interface UserPoolSetup extends UserPoolSettings {
  /** `<region>_` and letters and digits. Default `<region>_Local0001`, `…0002` and so on. */
  id?: string;
  /** Default: one for browsers, without a secret. */
  clients?: readonly ClientSetup[];
  /** By name. Groups that users name are there besides. */
  groups?: Readonly<Record<string, GroupSetup>>;
  /** Default: ada, grace and linus in the first pool, nobody in others. */
  users?: readonly LocalUser[];
  /** The app's own functions, so only in a code file. */
  triggers?: Triggers;
}

export interface LocalUser {
  /** Default: what stands before the @ of the e-mail address, or the digits of the phone number. */
  username?: string;
  /** Needed where there is neither `username` nor `phone`. */
  email?: string;
  password: string;
  /** Such as `+15555550100`. */
  phone?: string;
  /** Others, such as `{ name: 'Ada', 'custom:plan': 'pro' }`. */
  attributes?: Readonly<Record<string, string>>;
  /** An authenticator app: true for a secret of its own, or the secret in base32. */
  totp?: boolean | string;
  /** Second factors that are on, the preferred one first. Default: `SOFTWARE_TOKEN_MFA` with `totp`, else none. */
  mfa?: readonly MfaMethod[];
  /** The password is an administrator's temporary one. Default false. */
  mustChangePassword?: boolean;
  /** False for somebody who has signed up and not confirmed. Default true. */
  confirmed?: boolean;
  /** False for somebody whom an administrator has disabled. Default true. */
  enabled?: boolean;
  groups?: readonly string[];
}
