/** Signs in with amazon-cognito-identity-js and then restarts the demo with that session, as a migrating app would. */
import { useState } from 'react';
import { Show } from 'cognito-kit';
import { IdentityJsForm } from './identity-js-form.tsx';

export function IdentityJsSection() {
  const [open, setOpen] = useState(false);
  return (
    <Show when="signedOut">
      <details className="identity-js" onToggle={(event) => setOpen(event.currentTarget.open)}>
        <summary>Coming from amazon-cognito-identity-js?</summary>
        <p className="muted">
          This form signs in with that library, as your app may do today. Harbor then takes over its session,
          without another sign-in.
        </p>
        {/* Rendered only while it is open, since a password manager should see one sign-in form. */}
        {open && <IdentityJsForm />}
      </details>
    </Show>
  );
}
