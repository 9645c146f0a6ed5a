/** An app's server that knows its users by their cookies, browsers with cookies, and a local AWS. The time is real. */
import { createLocalAws, type LocalAwsOptions } from 'cognito-kit-local';
import { createCognito } from '../../src/client/create-cognito.ts';
import type { Cognito } from '../../src/client/cognito.ts';
import { createSignInFlow } from '../../src/sign-in/flows/sign-in.ts';
import { createCognitoServer, type CognitoServerConfig } from '../../src/server/server.ts';
import { createCookieStorage } from '../../src/storage/cookie/cookie-storage.ts';
import { createBrowserCookies } from './browser-cookies.ts';
import { createNetwork } from './network.ts';
import { rsaKey } from './signing-keys.ts';

export const ORIGIN = 'https://app.example.com';

export function createAppServer(options: LocalAwsOptions = {}, config: Partial<CognitoServerConfig> = {}) {
  const aws = createLocalAws({ rsaKey, now: () => Date.now(), ...options });
  const { fetch, sent } = createNetwork(aws.fetch);
  const { userPoolId, clientId, endpoint } = aws.config;
  const ids = { userPoolId, clientId, endpoint };
  const server = createCognitoServer({ ...ids, fetch, ...config });

  const openBrowser = () => {
    const jar = createBrowserCookies();
    const { document } = jar;
    /** Creates the page's client, as after each load. */
    const load = (): Cognito =>
      createCognito({
        ...ids,
        fetch: aws.fetch,
        storage: createCookieStorage(clientId, { document, location: new URL(ORIGIN) }),
        location: undefined,
        locks: undefined,
      });
    const request = (path = '/') =>
      new Request(new URL(path, ORIGIN), { headers: { cookie: jar.text.read() } });
    return { ...jar, load, request, open: () => server.open(request()) };
  };

  const openSignedIn = async (username = 'ada') => {
    const browser = openBrowser();
    const page = browser.load();
    const user = aws.users.find((one) => one.username === username);
    await createSignInFlow(page).start({ username, password: user?.password ?? '' });
    const tokens = await page.getTokens();
    if (!tokens) throw new Error(`The sign-in of ${username} failed.`);
    page.destroy();
    return { ...browser, tokens };
  };

  return {
    aws,
    ids,
    /** The requests of the server to AWS. */
    sent,
    server,
    openBrowser,
    /** Opens a browser in which that user has signed in. */
    openSignedIn,
  };
}
