/** Shows a denial by AWS: the reason in plain words, and the code and message of AWS. */
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
      <p className="denial-label">The reply of AWS</p>
      <blockquote>
        <code>{denial.code}</code>
        <span>{denial.message}</span>
      </blockquote>
    </div>
  );
}
