/** A user of a pool: who it is, and all that proves it. */
import type { Contact, MfaMethod } from './factors.ts';

export interface User {
  username: string;
  sub: string;
  /** False after AdminDisableUser: no sign-in, no refresh. */
  enabled: boolean;
  status: 'UNCONFIRMED' | 'CONFIRMED' | 'FORCE_CHANGE_PASSWORD' | 'RESET_REQUIRED';
  /** With `email_verified` as 'true' or 'false', as the service itself keeps it; without `sub`. */
  attributes: Record<string, string>;
  /** New addresses that take over once they are verified. */
  pendingAttributes: { email?: string; phone_number?: string };
  groups: string[];
  /** None for somebody who signed up without. */
  password?: PasswordVerifier;
  totp?: Totp;
  /** A secret that was handed out and not proven yet; the one in use stays. */
  pendingTotpSecret?: string;
  /** `webAuthn`: the user has turned on that a passkey counts as two factors, where the pool is set so. */
  mfa: { enabled: readonly MfaMethod[]; preferred?: MfaMethod; webAuthn?: boolean };
  passkeys: Passkey[];
  /** The registration under way; one at a time. */
  passkeyRegistration?: { challenge: string; clientId: string; expiresAt: number };
  /** By device key. */
  devices: Record<string, Device>;
  /** The `origin_jti` of each sign-in that is remembered, the oldest first. */
  sessions: string[];
  codes: Partial<Record<CodePurpose, Code>>;
  createdAt: number;
  updatedAt: number;
}

/** All that is kept of a password: hexadecimal salt and g^x mod N, as SRP defines them. */
export interface PasswordVerifier {
  salt: string;
  verifier: string;
  /** A temporary password runs out some days after this. */
  setAt: number;
}

export interface Totp {
  /** Base32. */
  secret: string;
  deviceName?: string;
  /** The 30-second step of the last code that was accepted; it and all before are used up. */
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
  /** Hexadecimal, once ConfirmDevice brought them. */
  salt?: string;
  verifier?: string;
  remembered: boolean;
  createdAt: number;
  lastUsedAt: number;
  lastModifiedAt: number;
}

/** As in the trigger sources of CustomMessage. */
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
  /** Where it was sent: entering it proves this address, and no other. */
  contact: Contact;
  address: string;
}
