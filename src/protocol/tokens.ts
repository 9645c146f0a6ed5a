/** The three tokens of a signed-in user, as the service issued them. All are secrets. */
export interface Tokens {
  /** JWT with the user's claims, for the identity pool. */
  idToken: string;
  /** JWT that authorises user pool operations and APIs. */
  accessToken: string;
  /** Opaque; gets new tokens. */
  refreshToken: string;
}
