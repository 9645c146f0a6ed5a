/** A sign-in form for amazon-cognito-identity-js, which is loaded on submit. */
import { useId, useState, type SubmitEvent } from 'react';
import { useHarbor } from '../boot/harbor.ts';
import { signInWithIdentityJs } from './sign-in-with-identity-js.ts';

type State = { status: 'idle' | 'pending' } | { status: 'error'; message: string };

export function IdentityJsForm() {
  const harbor = useHarbor();
  const id = useId();
  const [state, setState] = useState<State>({ status: 'idle' });

  const submit = async (event: SubmitEvent<HTMLFormElement>) => {
    event.preventDefault();
    const form = new FormData(event.currentTarget);
    const text = (name: string) => {
      const value = form.get(name);
      return typeof value === 'string' ? value : '';
    };
    setState({ status: 'pending' });
    try {
      await signInWithIdentityJs(harbor, { username: text('username'), password: text('password') });
      location.assign('?legacy=1#/files');
    } catch (error) {
      setState({ status: 'error', message: error instanceof Error ? error.message : 'The sign-in failed.' });
    }
  };

  return (
    <form method="post" onSubmit={(event) => void submit(event)}>
      <label htmlFor={`${id}u`}>User name</label>
      <input
        id={`${id}u`}
        className="input"
        name="username"
        required
        autoComplete="username"
        autoCapitalize="none"
        spellCheck={false}
      />
      <label htmlFor={`${id}p`}>Password</label>
      <input
        id={`${id}p`}
        className="input"
        name="password"
        type="password"
        required
        autoComplete="current-password"
      />
      {state.status === 'error' && (
        <p className="note" data-tone="danger" role="alert">
          {state.message}
        </p>
      )}
      <button type="submit" className="button" data-kind="quiet" aria-busy={state.status === 'pending'}>
        Sign in with amazon-cognito-identity-js
      </button>
    </form>
  );
}
