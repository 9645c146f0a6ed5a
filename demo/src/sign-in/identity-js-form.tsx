/** A sign-in by amazon-cognito-identity-js itself, loaded when it is used. */
import { useId, type SubmitEvent } from 'react';
import { useMutation } from '@tanstack/react-query';
import { useHarbor } from '../boot/harbor.ts';
import { signInWithIdentityJs } from './sign-in-with-identity-js.ts';

export function IdentityJsForm() {
  const harbor = useHarbor();
  const id = useId();
  const signIn = useMutation({
    // The form is the variable, so no password stays in the mutation's state.
    mutationFn: (form: HTMLFormElement) => signInWithIdentityJs(harbor, new FormData(form)),
    onSuccess: () => location.assign('?legacy=1#/files'),
  });

  const submit = (event: SubmitEvent<HTMLFormElement>) => {
    event.preventDefault();
    if (!signIn.isPending) signIn.mutate(event.currentTarget);
  };

  return (
    <form method="post" onSubmit={submit}>
      <label htmlFor={`${id}u`}>User name</label>
      <input
        id={`${id}u`}
        name="username"
        required
        autoComplete="username"
        autoCapitalize="none"
        spellCheck={false}
      />
      <label htmlFor={`${id}p`}>Password</label>
      <input id={`${id}p`} name="password" type="password" required autoComplete="current-password" />
      {signIn.isError && (
        <p className="note" data-tone="danger" role="alert">
          {signIn.error.message}
        </p>
      )}
      <button type="submit" className="button" data-kind="quiet" aria-busy={signIn.isPending}>
        Sign in with amazon-cognito-identity-js
      </button>
    </form>
  );
}
