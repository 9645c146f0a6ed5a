/** Shows a failure with a button to try again. A denial by AWS is shown as a denial. */
import { readDenial } from '../aws/denial.ts';
import { DenialNote } from './denial-note.tsx';

interface ProblemProps {
  doing: string;
  error: unknown;
  onRetry?: () => void;
}

export function Problem({ doing, error, onRetry }: ProblemProps) {
  if (readDenial(error)) {
    return <DenialNote error={error}>The role that signed this request does not allow {doing}.</DenialNote>;
  }
  return (
    <div className="note" data-tone="danger" role="alert">
      <p>
        <strong>Harbor could not finish {doing}.</strong>{' '}
        {error instanceof Error ? error.message : 'Something unexpected went wrong.'}
      </p>
      <p>Check that the local AWS is still running, then try again.</p>
      {onRetry && (
        <button type="button" className="button" data-kind="quiet" onClick={onRetry}>
          Try again
        </button>
      )}
    </div>
  );
}
