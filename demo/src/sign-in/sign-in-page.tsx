/** The way in. <Authenticator> is all of it: sign-in, sign-up, reset. What is inside it is shown once signed in. */
import { useEffect } from 'react';
import { Authenticator } from 'cognito-kit';
import { goTo } from '../router.ts';
import { Skeleton } from '../ui/skeleton.tsx';
import { IdentityJsCorner } from './identity-js-section.tsx';

export function SignInPage() {
  useEffect(() => {
    document.title = 'Sign in · Harbor';
  }, []);

  return (
    <div className="centred">
      <Authenticator appName="Harbor" layout="inline" appearance={{ colorScheme: 'inherit' }}>
        <Welcome />
      </Authenticator>
      <IdentityJsCorner />
    </div>
  );
}

/** On to the files. */
function Welcome() {
  useEffect(() => goTo('files'), []);
  return <Skeleton />;
}
