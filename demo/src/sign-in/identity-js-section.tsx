/** For apps that come from amazon-cognito-identity-js: sign in with that library, then let the kit take over. */
import { useState } from 'react';
import { Show } from 'cognito-kit';
import { IdentityJsForm } from './identity-js-form.tsx';

export function IdentityJsCorner() {
  const [open, setOpen] = useState(false);
  return (
    <Show when="signedOut">
      <details className="corner" onToggle={(event) => setOpen(event.currentTarget.open)}>
        <summary>Coming from amazon-cognito-identity-js?</summary>
        <p className="muted">
          This signs in with that library, as your app may do today. Harbor then starts on the session that it
          left, and nobody has to sign in again.
        </p>
        {/* Only while it is open: a password manager should find one sign-in form. */}
        {open && <IdentityJsForm />}
      </details>
    </Show>
  );
}
