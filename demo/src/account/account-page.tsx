/** The account page: the user's attributes and an authenticator app. */
import { Show, useSession } from 'cognito-kit';
import { Page } from '../ui/page.tsx';
import { SignInFirst } from '../ui/sign-in-first.tsx';
import { AccountFacts } from './account-facts.tsx';
import { SecondFactor } from './second-factor.tsx';

export function AccountPage() {
  const session = useSession();
  return (
    <Page title="Account" lead="The user pool stores your account. Harbor itself stores nothing about you.">
      <Show when="signedIn" fallback={<SignInFirst icon="account" what="Accounts" />}>
        <div className="identity" data-align="start">
          {session.status === 'signedIn' && <AccountFacts />}
          <SecondFactor />
        </div>
      </Show>
    </Page>
  );
}
