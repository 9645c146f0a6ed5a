/** The client of one request on a server. */
import type { Cognito } from '../client/cognito.ts';
import type { InitialSession } from '../client/initial-session.ts';

/** The user that `requireUser` returns. */
export interface RequiredUser {
  username: string;
  /** The verified claims of the ID token. */
  claims: Extract<InitialSession, { status: 'signedIn' }>['claims'];
}

/**
 * A client over the cookies of one request. Use it with `getUser(cognito)` and the other account functions, with
 * `cognito.credentials`, and as `<CognitoProvider client={cognito}>` on the server. It returns verified tokens only.
 * Never use it for another request: it belongs to one user.
 */
export interface ServerCognito extends Cognito {
  /**
   * Verifies the session and refreshes expired tokens. Pass the result to `<CognitoProvider initialSession>` on the
   * server and in the page. When Cognito or the verifier refuses the tokens, the session is `signedOut` or `guest`, and
   * `headers()` deletes its cookies, unless a parallel request has refreshed them.
   * @throws {CognitoError} of kind `network`, `timeout`, `server` or `throttled` when the session could not be verified
   */
  initialSession: () => Promise<InitialSession>;
  /**
   * Returns the signed-in user.
   * @throws {CognitoError} `NotSignedIn` of kind `session` without one: redirect or answer 401, with `headers()`. Throws
   * the errors of `initialSession` too
   */
  requireUser: () => Promise<RequiredUser>;
  /** Returns `Set-Cookie` for all changes so far, and `Cache-Control: private, no-store`. */
  headers: () => Headers;
  /** Returns a copy of the response with `headers()`. Apply it to every response that depends on the session. */
  applyTo: (response: Response) => Response;
}
