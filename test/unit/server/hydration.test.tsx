/** Proves that a page begins with the session that its server rendered: no mismatch, no flash, no token. */
import { dehydrate, HydrationBoundary, QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { act, waitFor } from '@testing-library/react';
import type { ReactNode } from 'react';
import { hydrateRoot } from 'react-dom/client';
import { renderToString } from 'react-dom/server';
import { afterEach, expect, it, onTestFinished } from 'vitest';
import {
  CognitoProvider,
  Show,
  useAuthStateId,
  useSession,
  useUser,
  userQueryOptions,
  type Cognito,
  type InitialSession,
} from '../../../src/index.ts';
import { jsonForHtml } from '../../../src/server.ts';
import { createAppServer } from '../../support/app-server.ts';
import { longWait } from '../../support/user-actions.ts';

const awsOptions = {
  users: [{ username: 'ada', email: 'ada@example.com', password: 'Correct-horse-1', groups: ['admins'] }],
};

/** The texts of the page that React committed, in order. */
let texts: string[] = [];
afterEach(() => {
  texts = [];
  document.body.innerHTML = '';
});

function Page() {
  const session = useSession();
  const { data } = useUser();
  const authStateId = useAuthStateId();
  /** Records the page's text. The function is new at each render, so React calls it at each commit. */
  const recordText = (main: HTMLElement | null) => {
    const text = main?.textContent;
    if (text !== undefined && texts.at(-1) !== text) texts.push(text);
  };
  return (
    <main ref={recordText} data-auth-state-id={authStateId}>
      <p>{session.status === 'signedIn' ? session.username : session.status}</p>
      <Show when={{ group: 'admins' }} fallback="no admin">
        admin
      </Show>
      <Show when="signedOut"> out</Show>
      <p>{data ? data.attributes['email'] : 'no data'}</p>
    </main>
  );
}

interface PageOptions {
  client: Cognito;
  initialSession?: InitialSession | undefined;
  children?: ReactNode;
}
const app = ({ client, initialSession, children = <Page /> }: PageOptions) => (
  <CognitoProvider client={client} initialSession={initialSession}>
    {children}
  </CognitoProvider>
);

/** Puts the server's HTML into the page and hydrates it. An error that React reports fails the test. */
async function hydrate(html: string, element: ReactNode) {
  document.body.innerHTML = `<div id="root">${html}</div>`;
  const container = document.getElementById('root')!;
  texts.push(container.textContent);
  const errors: unknown[] = [];
  const onRecoverableError = (error: unknown) => void errors.push(error);
  const root = await act(async () => hydrateRoot(container, element, { onRecoverableError }));
  onTestFinished(async () => {
    await act(async () => root.unmount());
  });
  expect(errors).toEqual([]);
  return container;
}

/** A value as the page reads it from the server's HTML. */
const throughHtml = <Value,>(value: Value) => JSON.parse(jsonForHtml(value)) as Value;

it('fault 93 (tokens in HTML): a page shows the signed-in user from the server’s HTML on, without a token in it', async () => {
  const appServer = createAppServer(awsOptions);
  const browser = await appServer.openSignedIn();
  const cognito = browser.open();
  const initialSession = await cognito.initialSession();
  const html = renderToString(app({ client: cognito, initialSession }));
  expect(html).toContain('<p>ada</p>admin');
  for (const token of Object.values(browser.tokens)) expect(html).not.toContain(token);

  const client = browser.load();
  await hydrate(html, app({ client, initialSession: throughHtml(initialSession) }));
  await act(() => client.ready());
  await waitFor(() => expect(document.body).toHaveTextContent('ada@example.com'), longWait);
  expect(texts).toEqual(['adaadminno data', 'adaadminada@example.com']);
  // The server and the page use the same auth state id.
  expect(document.querySelector('main')?.dataset['authStateId']).toBe(initialSession.authStateId);
  expect(client.authStateId()).toBe(initialSession.authStateId);
});

it('a page shows the user query of the server in its first render and does not send it again', async () => {
  const appServer = createAppServer(awsOptions);
  const browser = await appServer.openSignedIn();
  const cognito = browser.open();
  const initialSession = await cognito.initialSession();
  const serverQueries = new QueryClient();
  await serverQueries.prefetchQuery(userQueryOptions(cognito));
  const state = dehydrate(serverQueries);
  const page = (client: Cognito, queries: QueryClient, session: InitialSession, cache: typeof state) => (
    <QueryClientProvider client={queries}>
      <HydrationBoundary state={cache}>{app({ client, initialSession: session })}</HydrationBoundary>
    </QueryClientProvider>
  );
  const html = renderToString(page(cognito, new QueryClient(), initialSession, state));
  expect(html).toContain('ada@example.com');
  for (const token of Object.values(browser.tokens)) expect(jsonForHtml(state)).not.toContain(token);

  const client = browser.load();
  const queries = new QueryClient({ defaultOptions: { queries: { staleTime: 60_000 } } });
  await hydrate(html, page(client, queries, throughHtml(initialSession), throughHtml(state)));
  await act(() => client.ready());
  expect(texts).toEqual(['adaadminada@example.com']);
  expect(
    queries
      .getQueryCache()
      .getAll()
      .map(({ queryKey }) => queryKey),
  ).toEqual([userQueryOptions(client).queryKey]);
  // A sign-out removes the data.
  await act(() => client.signOut());
  expect(
    queries
      .getQueryCache()
      .getAll()
      .filter(({ state: { data } }) => data !== undefined),
  ).toEqual([]);
  expect(document.body).not.toHaveTextContent('ada');
});

it('a page shows the signed-out state from the server’s HTML on', async () => {
  const appServer = createAppServer(awsOptions);
  const browser = appServer.openBrowser();
  const cognito = browser.open();
  const initialSession = await cognito.initialSession();
  const html = renderToString(app({ client: cognito, initialSession }));
  const client = browser.load();
  await hydrate(html, app({ client, initialSession: throughHtml(initialSession) }));
  await act(() => client.ready());
  expect(texts).toEqual(['signedOutno admin outno data']);
});

it('a page shows a sign-out that happened after the server’s rendering once it has read the store', async () => {
  const appServer = createAppServer(awsOptions);
  const browser = await appServer.openSignedIn();
  const cognito = browser.open();
  const initialSession = await cognito.initialSession();
  const html = renderToString(app({ client: cognito, initialSession }));
  await browser.load().signOut();
  const client = browser.load();
  await hydrate(html, app({ client, initialSession: throughHtml(initialSession) }));
  await act(() => client.ready());
  expect(texts.at(-1)).toBe('signedOutno admin outno data');
});

it('a page without an initial session begins with the loading state, as its server rendered it', async () => {
  const appServer = createAppServer(awsOptions);
  const browser = await appServer.openSignedIn();
  const html = renderToString(app({ client: browser.open() }));
  const client = browser.load();
  await hydrate(html, app({ client }));
  await act(() => client.ready());
  expect(texts[0]).toBe('loadingno data');
  expect(texts.at(-1)).toMatch(/^adaadmin/);
});

it('fault 47 (markup in text): jsonForHtml escapes a name that would end its script element', () => {
  const payload = { name: '</script><script>alert(1)</script>\u2028<!--' };
  expect(jsonForHtml(payload)).not.toMatch(/[<>\u2028]/);
  expect(JSON.parse(jsonForHtml(payload))).toEqual(payload);
});
