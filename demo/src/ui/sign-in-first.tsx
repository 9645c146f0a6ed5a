/** Asks a guest to sign in, on pages for users only. */
import { pathTo } from '../router.ts';
import { Empty } from './empty.tsx';
import type { IconName } from './icon.tsx';

export const SignInFirst = ({ icon, what }: { icon: IconName; what: string }) => (
  <Empty icon={icon} title={`${what} belong to someone`}>
    <p>A guest has no data of their own. Sign in, and this page shows yours, which only you can read.</p>
    <a className="button" href={pathTo('sign-in')}>
      Sign in or create an account
    </a>
  </Empty>
);
