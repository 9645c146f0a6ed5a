/** A local AWS, browsers with cookies, and a server that knows them by those. Nothing is mocked; time is the device's own. */
import { createLocalAws, type LocalAwsOptions } from 'cognito-kit-local';
import { createCognito } from '../../src/client/create-cognito.ts';
import { type Cognito } from '../../src/client/cognito.ts';
import { createSignInFlow } from '../../src/sign-in/flows/sign-in.ts';
import { createCognitoServer, type CognitoServerConfig } from '../../src/server/server.ts';
import { createCookieStorage } from '../../src/storage/cookie/cookie-storage.ts';
import { createCookieBrowser } from './cookie-jar.ts';
import { rsaKey } from './signing-keys.ts';

export const ORIGIN = 'https://app.example.com';

export function createServerTheatre(
  options: LocalAwsOptions = {},
  config: Partial<CognitoServerConfig> = {},
) {
  const aws = createLocalAws({ rsaKey, now: () => Date.now(), ...options });
  /** What the server sent to AWS. */
  const sent: string[] = [];
  const { userPoolId, clientId, endpoint } = aws.config;
  const ids = { userPoolId, clientId, endpoint };
  const server = createCognitoServer({
    ...ids,
    fetch: (input, init) => {
      sent.push(
        new Headers(init.headers).get('x-amz-target')?.replace(/^.*\./, '') ?? new URL(input).pathname,
      );
      return aws.fetch(input, init);
    },
    ...config,
  });

  const browse = () => {
    const browser = createCookieBrowser();
    const { document } = browser;
    /** The page's client, as after each load. */
    const load = (): Cognito =>
      createCognito({
        ...ids,
        fetch: aws.fetch,
        storage: createCookieStorage(clientId, { document, location: new URL(ORIGIN) }),
        location: undefined,
        locks: undefined,
      });
    const request = (path = '/') =>
      new Request(new URL(path, ORIGIN), { headers: { cookie: browser.text.read() } });
    return { ...browser, load, request, open: () => server.open(request()) };
  };

  return {
    aws,
    ids,
    sent,
    server,
    browse,
    /** A browser in which that user has signed in. */
    signedIn: async (username = 'ada') => {
      const browser = browse();
      const page = browser.load();
      const user = aws.users.find((one) => one.username === username);
      await createSignInFlow(page).start({ username, password: user?.password ?? '' });
      const tokens = await page.getTokens();
      if (!tokens) throw new Error(`${username} is not signed in`);
      page.destroy();
      return { ...browser, tokens };
    },
  };
}
