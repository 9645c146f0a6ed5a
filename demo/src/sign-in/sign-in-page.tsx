/** The sign-in page. <Authenticator> contains sign-in, sign-up and reset, and shows its children after the sign-in. */
import { useEffect } from 'react';
import { Authenticator } from 'cognito-kit';
import { goTo } from '../router.ts';
import { Skeleton } from '../ui/skeleton.tsx';
import { IdentityJsSection } from './identity-js-section.tsx';

export function SignInPage() {
  useEffect(() => {
    document.title = 'Sign in · Harbor';
  }, []);

  return (
    <div className="centred">
      <Authenticator appName="Harbor" layout="inline" appearance={{ colorScheme: 'inherit' }}>
        <RedirectToFiles />
      </Authenticator>
      <IdentityJsSection />
    </div>
  );
}

function RedirectToFiles() {
  useEffect(() => goTo('files'), []);
  return <Skeleton />;
}
