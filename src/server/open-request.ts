/** A client over one request's cookies, which trusts no token before the verifier does. */
import { createCognito } from '../client/create-cognito.ts';
import type { AwaitedSignOut } from '../client/cognito.ts';
import { initialSessionOf, type InitialSession } from '../client/initial-session.ts';
import type { CognitoConfig } from '../config/config.ts';
import { isCognitoError, notSignedIn, unexpected } from '../errors.ts';
import type { Platform } from '../lib/platform.ts';
import type { Tokens } from '../protocol/tokens.ts';
import { createCookieJar, type CookieJar, type CookieOptions } from '../storage/cookie/cookie-jar.ts';
import { isHttpLoopback, createJarStorage } from '../storage/cookie/cookie-storage.ts';
import { createMemoryStorage } from '../storage/memory-storage.ts';
import { createRequestCookies } from './request-cookies.ts';
import type { ServerCognito } from './server-cognito.ts';
import type { VerifyToken } from './verify.ts';

/** A web-standard `Request`, or what stands for one. */
export interface RequestLike {
  readonly url: string;
  readonly headers: Pick<Headers, 'get'>;
}

/** Behind a proxy that ends TLS the address is this machine's own, and the header says what the browser sees. */
const isSecure = ({ url, headers }: RequestLike) =>
  headers.get('x-forwarded-proto') === 'https' || !isHttpLoopback(new URL(url));

/** How far off the browser's clock is says nothing of this machine's; the browser keeps it. */
const withoutDrift = (jar: CookieJar): CookieJar => ({
  ...jar,
  getItem: (key) => (key.endsWith('.clockDrift') ? null : jar.getItem(key)),
  setItem: (key, value) => (key.endsWith('.clockDrift') ? undefined : jar.setItem(key, value)),
});

const isOver = (error: unknown) =>
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
  let known = false;

  const getTokens: ServerCognito['getTokens'] = async (asked) => {
    const tokens = await client.getTokens(asked).catch((error: unknown) => {
      // Another request of the browser was faster. The cookies that its response sets must not be deleted.
      if (isCognitoError((error as Error | null)?.cause, 'RefreshTokenReuseException')) text.unwrite();
      throw error;
    });
    if (!tokens || (tokens.idToken === verified?.idToken && tokens.accessToken === verified.accessToken))
      return tokens;
    try {
      await Promise.all([verify(tokens.idToken, 'id'), verify(tokens.accessToken, 'access')]);
    } catch (error) {
      // They stay refused; without them the browser can sign in again.
      if (isCognitoError(error, 'InvalidToken')) await storage.clear();
      throw error;
    }
    return (verified = tokens);
  };

  /** Who is here, or why the session that was there is over. */
  const look = async (): Promise<{ session: InitialSession; cause?: unknown }> => {
    let cause: unknown;
    try {
      await getTokens();
    } catch (error) {
      if (!isOver(error)) throw error;
      cause = error;
      // Sees that the cookies are gone.
      await client.getTokens();
    }
    const session = initialSessionOf(client);
    if (!session) throw unexpected(cause);
    known = true;
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
    getSession: () => (known ? client.getSession() : { status: 'loading' }),
    ready: async () => (await look(), client.getSession()),
    initialSession: async () => (await look()).session,
    async requireUser() {
      const { session, cause } = await look();
      if (session.status !== 'signedIn') throw notSignedIn(cause);
      const { username, claims } = session;
      return { username, claims };
    },
    signOut(how) {
      const awaited: AwaitedSignOut = { ...how, wait: true };
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
