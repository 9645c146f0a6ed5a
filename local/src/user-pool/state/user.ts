/** A user of a pool, with the credentials of the user. */
import type { Contact, MfaMethod } from './factors.ts';

export interface User {
  username: string;
  sub: string;
  /** False after AdminDisableUser: no sign-in, no refresh. */
  enabled: boolean;
  status: 'UNCONFIRMED' | 'CONFIRMED' | 'FORCE_CHANGE_PASSWORD' | 'RESET_REQUIRED';
  /** The attributes without `sub`. `email_verified` and `phone_number_verified` are 'true' or 'false'. */
  attributes: Record<string, string>;
  /** New addresses that replace the current ones once they are verified. */
  pendingAttributes: { email?: string; phone_number?: string };
  groups: string[];
  /** Absent for a user without a password. */
  password?: PasswordVerifier;
  totp?: Totp;
  /** A secret that AssociateSoftwareToken returned and that is not verified yet. The current one stays in use. */
  pendingTotpSecret?: string;
  /** `webAuthn`: the user wants a passkey to count as two factors, if the pool allows it. */
  mfa: { enabled: readonly MfaMethod[]; preferred?: MfaMethod; webAuthn?: boolean };
  passkeys: Passkey[];
  /** The pending registration. A user has at most one. */
  passkeyRegistration?: { challenge: string; clientId: string; expiresAt: number };
  /** Devices, by device key. */
  devices: Record<string, Device>;
  /** The `origin_jti` of each stored session, the oldest first. */
  sessions: string[];
  codes: Partial<Record<CodePurpose, Code>>;
  createdAt: number;
  updatedAt: number;
}

/** The stored form of a password: salt and g^x mod N of SRP, in hexadecimal. */
export interface PasswordVerifier {
  salt: string;
  verifier: string;
  /** Start of a temporary password's lifetime. */
  setAt: number;
}

export interface Totp {
  /** Base32. */
  secret: string;
  deviceName?: string;
  /** The 30-second step of the last accepted code. Codes of this and earlier steps are refused. */
  lastStep: number;
}

export interface Passkey {
  /** Base64url. */
  credentialId: string;
  publicKey: Uint8Array<ArrayBuffer>;
  counter: number;
  name: string;
  relyingPartyId: string;
  transports: readonly string[];
  attachment?: string;
  createdAt: number;
}

export interface Device {
  key: string;
  groupKey: string;
  name?: string;
  /** Salt and verifier in hexadecimal; absent until ConfirmDevice. */
  salt?: string;
  verifier?: string;
  remembered: boolean;
  createdAt: number;
  lastUsedAt: number;
  lastModifiedAt: number;
}

/** Named as in the trigger sources of CustomMessage. */
export type CodePurpose =
  | 'SignUp'
  | 'ForgotPassword'
  | 'UpdateUserAttribute_email'
  | 'UpdateUserAttribute_phone_number'
  | 'VerifyUserAttribute_email'
  | 'VerifyUserAttribute_phone_number';

export interface Code {
  code: string;
  expiresAt: number;
  /** The recipient. Entering the code proves only this address. */
  contact: Contact;
  address: string;
}
