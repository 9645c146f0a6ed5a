/** Shows a sign-in link to guests, and the account link and the sign-out button to users. */
import { useSession, useSignOut } from 'cognito-kit';
import { goTo, pathTo, type Route } from '../router.ts';

export function SessionMenu({ route }: { route: Route }) {
  const session = useSession();
  const { signOut, status } = useSignOut();

  switch (session.status) {
    case 'loading':
      return <span className="session-loading" aria-hidden="true" />;
    case 'guest':
    case 'signedOut':
      return route === 'sign-in' ? null : (
        <a className="button" href={pathTo('sign-in')}>
          Sign in
        </a>
      );
    default:
      return (
        <>
          <a
            className="account-link"
            href={pathTo('account')}
            aria-current={route === 'account' ? 'page' : undefined}
          >
            <span className="avatar" aria-hidden="true">
              {session.username.slice(0, 1).toUpperCase()}
            </span>
            <span className="visually-hidden">Account of </span>
            <span className="account-name">{session.username}</span>
          </a>
          <button
            type="button"
            className="button"
            data-kind="quiet"
            aria-disabled={status === 'pending'}
            onClick={() => void signOut().then(() => goTo('gallery'))}
          >
            Sign out
          </button>
        </>
      );
  }
}
