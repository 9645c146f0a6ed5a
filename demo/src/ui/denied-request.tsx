/** A button that sends a request which AWS must deny, and shows the denial with its reason. */
import type { ReactNode } from 'react';
import { useMutation } from '@tanstack/react-query';
import { readDenial } from '../aws/denial.ts';
import { DenialNote } from './denial-note.tsx';
import { Problem } from './problem.tsx';

interface DeniedRequestProps {
  title: string;
  label: string;
  /** Describes the request in one sentence. */
  children: ReactNode;
  /** Explains the denial. */
  reason: ReactNode;
  send: () => Promise<unknown>;
}

export function DeniedRequest({ title, label, children, reason, send }: DeniedRequestProps) {
  const request = useMutation({ mutationFn: send, retry: false });

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
          aria-disabled={request.isPending}
          onClick={() => !request.isPending && request.mutate()}
        >
          {label}
        </button>
      </div>
      {request.isSuccess && (
        <p className="note" data-tone="danger" role="alert">
          AWS allowed this request, which it should deny. Check the role’s policy.
        </p>
      )}
      {request.isError &&
        (readDenial(request.error) ? (
          <DenialNote error={request.error}>{reason}</DenialNote>
        ) : (
          <Problem doing="the request" error={request.error} />
        ))}
    </section>
  );
}
