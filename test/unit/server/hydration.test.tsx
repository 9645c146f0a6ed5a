/** What a server rendered for whoever is here is what the page begins with: no mismatch, no flash, no token. */
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
import { createServerTheatre } from '../../support/server-theatre.ts';
import { longWait } from '../support/user-actions.ts';

const everybody = {
  users: [{ username: 'ada', email: 'ada@example.com', password: 'Correct-horse-1', groups: ['admins'] }],
};

/** Every committed text of the page, one after the other. */
let shown: string[] = [];
afterEach(() => {
  shown = [];
  document.body.innerHTML = '';
});

function Page() {
  const session = useSession();
  const { data } = useUser();
  const epoch = useAuthStateId();
  /** A new one at each render, so that React calls it at each commit. */
  const note = (main: HTMLElement | null) => {
    const text = main?.textContent;
    if (text !== undefined && shown.at(-1) !== text) shown.push(text);
  };
  return (
    <main ref={note} data-epoch={epoch}>
      <p>{session.status === 'signedIn' ? session.username : session.status}</p>
      <Show when={{ group: 'admins' }} fallback="no admin">
        admin
      </Show>
      <Show when="signedOut"> out</Show>
      <p>{data ? data.attributes['email'] : 'no data'}</p>
    </main>
  );
}

interface Wanted {
  client: Cognito;
  initialSession?: InitialSession | undefined;
  children?: ReactNode;
}
const app = ({ client, initialSession, children = <Page /> }: Wanted) => (
  <CognitoProvider client={client} initialSession={initialSession}>
    {children}
  </CognitoProvider>
);

/** Puts the server's HTML into the page and lets React take it over; whatever it complains of fails the test. */
async function hydrate(html: string, element: ReactNode) {
  document.body.innerHTML = `<div id="root">${html}</div>`;
  const place = document.getElementById('root')!;
  shown.push(place.textContent);
  const complaints: unknown[] = [];
  const fail = (error: unknown) => void complaints.push(error);
  const root = await act(async () => hydrateRoot(place, element, { onRecoverableError: fail }));
  onTestFinished(async () => {
    await act(async () => root.unmount());
  });
  expect(complaints).toEqual([]);
  return place;
}

/** As through the page's HTML. */
const sent = <Value,>(value: Value) => JSON.parse(jsonForHtml(value)) as Value;

it('fault 93: who is signed in is on the page from the server’s HTML on, and never anything else', async () => {
  const theatre = createServerTheatre(everybody);
  const browser = await theatre.signedIn();
  const cognito = browser.open();
  const initialSession = await cognito.initialSession();
  const html = renderToString(app({ client: cognito, initialSession }));
  expect(html).toContain('<p>ada</p>admin');
  for (const token of Object.values(browser.tokens)) expect(html).not.toContain(token);

  const client = browser.load();
  await hydrate(html, app({ client, initialSession: sent(initialSession) }));
  await act(() => client.ready());
  await waitFor(() => expect(document.body).toHaveTextContent('ada@example.com'), longWait);
  expect(shown).toEqual(['adaadminno data', 'adaadminada@example.com']);
  // One sign-in on both sides.
  expect(document.querySelector('main')?.dataset['epoch']).toBe(initialSession.authStateId);
  expect(client.authStateId()).toBe(initialSession.authStateId);
});

it('what the server asked about its user is in the first render, and nobody asks again', async () => {
  const theatre = createServerTheatre(everybody);
  const browser = await theatre.signedIn();
  const cognito = browser.open();
  const initialSession = await cognito.initialSession();
  const onServer = new QueryClient();
  await onServer.prefetchQuery(userQueryOptions(cognito));
  const state = dehydrate(onServer);
  const page = (client: Cognito, queries: QueryClient, session: InitialSession, held: typeof state) => (
    <QueryClientProvider client={queries}>
      <HydrationBoundary state={held}>{app({ client, initialSession: session })}</HydrationBoundary>
    </QueryClientProvider>
  );
  const html = renderToString(page(cognito, new QueryClient(), initialSession, state));
  expect(html).toContain('ada@example.com');
  for (const token of Object.values(browser.tokens)) expect(jsonForHtml(state)).not.toContain(token);

  const client = browser.load();
  const queries = new QueryClient({ defaultOptions: { queries: { staleTime: 60_000 } } });
  await hydrate(html, page(client, queries, sent(initialSession), sent(state)));
  await act(() => client.ready());
  expect(shown).toEqual(['adaadminada@example.com']);
  expect(
    queries
      .getQueryCache()
      .getAll()
      .map(({ queryKey }) => queryKey),
  ).toEqual([userQueryOptions(client).queryKey]);
  // And it goes when the person goes.
  await act(() => client.signOut());
  expect(
    queries
      .getQueryCache()
      .getAll()
      .filter(({ state: { data } }) => data !== undefined),
  ).toEqual([]);
  expect(document.body).not.toHaveTextContent('ada');
});

it('nobody signed in is known from the server’s HTML on', async () => {
  const theatre = createServerTheatre(everybody);
  const browser = theatre.browse();
  const cognito = browser.open();
  const initialSession = await cognito.initialSession();
  const html = renderToString(app({ client: cognito, initialSession }));
  const client = browser.load();
  await hydrate(html, app({ client, initialSession: sent(initialSession) }));
  await act(() => client.ready());
  expect(shown).toEqual(['signedOutno admin outno data']);
});

it('a sign-out in between is seen once the store has been read', async () => {
  const theatre = createServerTheatre(everybody);
  const browser = await theatre.signedIn();
  const cognito = browser.open();
  const initialSession = await cognito.initialSession();
  const html = renderToString(app({ client: cognito, initialSession }));
  await browser.load().signOut();
  const client = browser.load();
  await hydrate(html, app({ client, initialSession: sent(initialSession) }));
  await act(() => client.ready());
  expect(shown.at(-1)).toBe('signedOutno admin outno data');
});

it('without an initial session a server shows nobody’s page, and the page begins with that too', async () => {
  const theatre = createServerTheatre(everybody);
  const browser = await theatre.signedIn();
  const html = renderToString(app({ client: browser.open() }));
  const client = browser.load();
  await hydrate(html, app({ client }));
  await act(() => client.ready());
  expect(shown[0]).toBe('loadingno data');
  expect(shown.at(-1)).toMatch(/^adaadmin/);
});

it('fault 47: a name cannot end the script that it is sent in', () => {
  const payload = { name: '</script><script>alert(1)</script>\u2028<!--' };
  expect(jsonForHtml(payload)).not.toMatch(/[<>\u2028]/);
  expect(JSON.parse(jsonForHtml(payload))).toEqual(payload);
});
