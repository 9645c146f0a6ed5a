/** A refusal as it came from AWS, with the reason in plain words beside it. */
import type { ReactNode } from 'react';
import { readDenial } from '../aws/denial.ts';
import { Icon } from './icon.tsx';

export function DenialNote({ error, children }: { error: unknown; children: ReactNode }) {
  const denial = readDenial(error);
  if (!denial) return null;
  return (
    <div className="note denial" data-tone="denied" role="alert">
      <h3>
        <Icon name="lock" /> Denied, as it should be
      </h3>
      <p>{children}</p>
      <p className="denial-label">In AWS’s own words</p>
      <blockquote>
        <code>{denial.code}</code>
        <span>{denial.message}</span>
      </blockquote>
    </div>
  );
}
