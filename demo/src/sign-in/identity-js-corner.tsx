/** For apps that come from amazon-cognito-identity-js: sign in with that library, then let the kit take over. */
import { Show } from 'cognito-kit';
import { IdentityJsForm } from './identity-js-form.tsx';

export const IdentityJsCorner = () => (
  <Show when="signedOut">
    <details className="corner">
      <summary>Coming from amazon-cognito-identity-js?</summary>
      <p className="muted">
        This signs in with that library, as your app may do today. Harbor then starts on the session that it
        left, and nobody has to sign in again.
      </p>
      <IdentityJsForm />
    </details>
  </Show>
);
