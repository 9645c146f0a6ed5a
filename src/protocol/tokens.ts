/** The three tokens of a signed-in user, as the service issued them. All are secrets. */
export interface Tokens {
  /** JWT about the user; what an identity pool takes. */
  idToken: string;
  /** JWT that authorises user pool operations and APIs. */
  accessToken: string;
  /** Opaque. */
  refreshToken: string;
}
