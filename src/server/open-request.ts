/** Creates a client over one request's cookies. It returns no token that the verifier has not accepted. */
import { createCognito } from '../client/create-cognito.ts';
import type { AwaitedSignOut } from '../client/cognito.ts';
import { initialSessionOf, type InitialSession } from '../client/initial-session.ts';
import type { CognitoConfig } from '../config/config.ts';
import { isCognitoError, notSignedInError, unexpectedError } from '../errors.ts';
import type { Platform } from '../lib/platform.ts';
import type { Tokens } from '../protocol/tokens.ts';
import { createCookieJar, type CookieJar, type CookieOptions } from '../storage/cookie/cookie-jar.ts';
import { isHttpLoopback, createJarStorage } from '../storage/cookie/cookie-storage.ts';
import { createMemoryStorage } from '../storage/memory-storage.ts';
import { createRequestCookies } from './request-cookies.ts';
import type { ServerCognito } from './server-cognito.ts';
import type { VerifyToken } from './verify.ts';

/** A web-standard `Request`, or an object with its `url` and `headers`. */
export interface RequestLike {
  readonly url: string;
  readonly headers: Pick<Headers, 'get'>;
}

/** Reads `x-forwarded-proto` too: a proxy that ends TLS calls this server by plain HTTP. */
const isSecure = ({ url, headers }: RequestLike) =>
  headers.get('x-forwarded-proto') === 'https' || !isHttpLoopback(new URL(url));

/** Hides the stored clock offset, which is that of the browser's clock, and leaves its cookie unchanged. */
const withoutDrift = (jar: CookieJar): CookieJar => ({
  ...jar,
  getItem: (key) => (key.endsWith('.clockDrift') ? null : jar.getItem(key)),
  setItem: (key, value) => (key.endsWith('.clockDrift') ? undefined : jar.setItem(key, value)),
});

const isSessionEnd = (error: unknown) =>
  isCognitoError(error, 'InvalidToken') || isCognitoError(error, 'SessionEnded');

export function openRequest(
  request: RequestLike,
  config: CognitoConfig & Pick<Platform, 'fetch'>,
  verify: VerifyToken,
  options: CookieOptions | undefined,
): ServerCognito {
  const text = createRequestCookies(request.headers.get('cookie'));
  const settings = { secure: isSecure(request), ...options };
  const openJar = (only = {}) => withoutDrift(createCookieJar(text, { ...settings, ...only }));
  const storage = createJarStorage(openJar, config.clientId);
  const client = createCognito({
    ...config,
    storage,
    browserStorage: createMemoryStorage(),
    locks: undefined,
    window: {},
  });
  let verified: Tokens | undefined;
  let isResolved = false;

  const getTokens: ServerCognito['getTokens'] = async (tokenOptions) => {
    const tokens = await client.getTokens(tokenOptions).catch((error: unknown) => {
      // A parallel request of the browser has refreshed the tokens, so its response's cookies must stay.
      if (isCognitoError((error as Error | null)?.cause, 'RefreshTokenReuseException')) text.unwrite();
      throw error;
    });
    if (!tokens || (tokens.idToken === verified?.idToken && tokens.accessToken === verified.accessToken))
      return tokens;
    try {
      await Promise.all([verify(tokens.idToken, 'id'), verify(tokens.accessToken, 'access')]);
    } catch (error) {
      // Refused tokens never become valid. Without their cookies the browser can sign in again.
      if (isCognitoError(error, 'InvalidToken')) await storage.clear();
      throw error;
    }
    return (verified = tokens);
  };

  /** Returns the verified session, with the error that ended it if one did. */
  const resolveSession = async (): Promise<{ session: InitialSession; cause?: unknown }> => {
    let cause: unknown;
    try {
      await getTokens();
    } catch (error) {
      if (!isSessionEnd(error)) throw error;
      cause = error;
      // The cookies are deleted now, so this call updates the client's session.
      await client.getTokens();
    }
    const session = initialSessionOf(client);
    if (!session) throw unexpectedError(cause);
    isResolved = true;
    return { session, cause };
  };

  const headers = () => {
    const all = new Headers({ 'cache-control': 'private, no-store' });
    for (const cookie of text.written()) all.append('set-cookie', cookie);
    return all;
  };

  return {
    ...client,
    getTokens,
    getSession: () => (isResolved ? client.getSession() : { status: 'loading' }),
    ready: async () => (await resolveSession(), client.getSession()),
    initialSession: async () => (await resolveSession()).session,
    async requireUser() {
      const { session, cause } = await resolveSession();
      if (session.status !== 'signedIn') throw notSignedInError(cause);
      const { username, claims } = session;
      return { username, claims };
    },
    signOut(signOutOptions) {
      const awaited: AwaitedSignOut = { ...signOutOptions, wait: true };
      return client.signOut(awaited);
    },
    headers,
    applyTo(response) {
      const all = new Headers(response.headers);
      all.delete('cache-control');
      for (const [name, value] of headers()) all.append(name, value);
      const { status, statusText, body } = response;
      return new Response(body, { status, statusText, headers: all });
    },
  };
}
