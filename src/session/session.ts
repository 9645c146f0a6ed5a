/** Who is here, as an app sees it. No token is in it. */

/** What the ID token says. Decoded, not verified: for showing, never for deciding what a backend allows. */
export interface IdTokenClaims {
  sub: string;
  'cognito:username': string;
  'cognito:groups'?: readonly string[];
  'cognito:roles'?: readonly string[];
  'cognito:preferred_role'?: string;
  email?: string;
  email_verified?: boolean;
  phone_number?: string;
  phone_number_verified?: boolean;
  name?: string;
  given_name?: string;
  family_name?: string;
  /** Seconds since the epoch. */
  auth_time: number;
  iat: number;
  exp: number;
  iss: string;
  aud: string;
  [claim: string]: unknown;
}

export type Session =
  /** The store has not been read yet. */
  | { status: 'loading' }
  | { status: 'signedOut' }
  /** Signed out, where the config says that guests get credentials. */
  | { status: 'guest' }
  | { status: 'signedIn'; username: string; claims: IdTokenClaims };
