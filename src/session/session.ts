/** The session as an app sees it. It contains no token. */

/** The claims of the ID token. They are decoded and not verified: show them, but do not decide access by them in a backend. */
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
  /** Seconds since the Unix epoch. */
  auth_time: number;
  iat: number;
  exp: number;
  iss: string;
  aud: string;
  [claim: string]: unknown;
}

/** The authentication state of the page. */
export type Session =
  /** The store has not been read yet. */
  | { status: 'loading' }
  | { status: 'signedOut' }
  /** Signed out, with a config in which guests get AWS credentials. */
  | { status: 'guest' }
  | { status: 'signedIn'; username: string; claims: IdTokenClaims };
