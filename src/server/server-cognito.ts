/** What a server's code is given for one request. */
import type { Cognito } from '../client/cognito.ts';
import type { InitialSession } from '../client/initial-session.ts';

export interface RequiredUser {
  username: string;
  /** Of the ID token, verified. */
  claims: Extract<InitialSession, { status: 'signedIn' }>['claims'];
}

/**
 * A client for one request, over its cookies: for `getUser(cognito)` and the other account functions, for
 * `cognito.credentials`, and for `<CognitoProvider client={cognito}>` on the server. It gives no token that was not
 * verified. Never keep one for another request.
 */
export interface ServerCognito extends Cognito {
  /**
   * Who is here, verified, with tokens refreshed where they have run out; for `<CognitoProvider initialSession>` on both
   * sides. A session that is refused is ended, and its cookies go with the response, unless another request was faster.
   * @throws {CognitoError} of kind `network`, `timeout`, `server` or `throttled` when it could not be found out
   */
  initialSession: () => Promise<InitialSession>;
  /**
   * @throws {CognitoError} `NotSignedIn`, of kind `session`, on which to redirect or to answer 401, with the headers of
   * `headers()`; else as `initialSession` throws
   */
  requireUser: () => Promise<RequiredUser>;
  /** `Set-Cookie` for what changed so far, and `Cache-Control: private, no-store`. */
  headers: () => Headers;
  /** The same response with these headers: for every one that depends on who is here. */
  applyTo: (response: Response) => Response;
}
