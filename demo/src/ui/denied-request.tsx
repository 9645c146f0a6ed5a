/** A button that tries something which must not work, and shows that it did not. */
import type { ReactNode } from 'react';
import { useMutation } from '@tanstack/react-query';
import { readDenial } from '../aws/denial.ts';
import { DenialNote } from './denial-note.tsx';
import { Problem } from './problem.tsx';

interface AttemptProps {
  title: string;
  label: string;
  /** What is about to be tried, in one sentence. */
  children: ReactNode;
  /** Why it is denied. */
  because: ReactNode;
  attempt: () => Promise<unknown>;
}

export function Attempt({ title, label, children, because, attempt }: AttemptProps) {
  const trial = useMutation({ mutationFn: attempt, retry: false });

  return (
    <section className="card attempt">
      <div className="attempt-head">
        <div>
          <h2>{title}</h2>
          <p className="muted">{children}</p>
        </div>
        <button
          type="button"
          className="button"
          data-kind="quiet"
          aria-disabled={trial.isPending}
          onClick={() => !trial.isPending && trial.mutate()}
        >
          {label}
        </button>
      </div>
      {trial.isSuccess && (
        <p className="note" data-tone="danger" role="alert">
          That went through, and it should not have. Check the role’s policy.
        </p>
      )}
      {trial.isError &&
        (readDenial(trial.error) ? (
          <DenialNote error={trial.error}>{because}</DenialNote>
        ) : (
          <Problem doing="the attempt" error={trial.error} />
        ))}
    </section>
  );
}
