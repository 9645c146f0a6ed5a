/** The pages, rendered by the server and hydrated by the browser. Both sides render the same elements. */
import { CognitoProvider, Show, SignIn, createCognito, useSession } from 'cognito-kit';
import { createCookieStorage } from 'cognito-kit/storage';
import { createElement as h, useEffect } from 'react';

/** @typedef {{ page: 'home' | 'sign-in' | 'account', next?: string, email?: string }} View */
/** @typedef {Pick<import('cognito-kit').CognitoConfig, 'userPoolId' | 'clientId' | 'endpoint'>} Ids */
/** The data that the server sends to the page. @typedef {{ ids: Ids, initialSession: import('cognito-kit').InitialSession, view: View }} State */

/** Creates the page's client. Its session is in cookies, so the server receives it with each request. @param {Ids} ids */
export const createPageClient = (ids) =>
  createCognito({ ...ids, storage: createCookieStorage(ids.clientId) });

/** @param {{ client: import('cognito-kit').Cognito } & Omit<State, 'ids'>} props */
export function App({ client, initialSession, view }) {
  return h(
    CognitoProvider,
    { client, initialSession },
    h(
      'header',
      null,
      h('a', { href: '/' }, 'Home'),
      ' ',
      h('a', { href: '/account' }, 'Account'),
      ' ',
      h(Username),
    ),
    h('main', null, h(pages[view.page], view)),
  );
}

function Username() {
  const session = useSession();
  return session.status === 'signedIn' ? h('b', { id: 'who' }, session.username) : null;
}

const pages = { home: Home, 'sign-in': SignInPage, account: Account };

function Home() {
  return h(
    Show,
    { when: 'signedIn', fallback: h('a', { href: '/sign-in' }, 'Sign in') },
    // A plain form, which works before the script has loaded. The server ends the session.
    h('form', { method: 'post', action: '/sign-out' }, h('button', null, 'Sign out')),
  );
}

/** @param {View} props */
function SignInPage({ next = '/' }) {
  const { status } = useSession();
  // Loads the next page from the server, which now receives the session.
  useEffect(() => {
    if (status === 'signedIn') location.assign(next);
  }, [status, next]);
  return h(SignIn);
}

/** @param {View} props */
function Account({ email }) {
  return h('p', null, 'Your address is ', h('span', { id: 'email' }, email));
}
