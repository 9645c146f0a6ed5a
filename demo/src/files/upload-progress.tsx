/** Shows the progress of an upload in bytes, with a button to cancel it. */
import type { UseUpload } from 'cognito-kit/s3';
import type { RefObject } from 'react';
import { formatBytes } from '../ui/format.ts';
import { useMoveFocus } from '../ui/move-focus.ts';
import { Problem } from '../ui/problem.tsx';

interface UploadProgressProps {
  upload: UseUpload;
  isCancelled: boolean;
  onCancel: () => void;
  /** Takes the focus when the upload ends while its cancel button has the focus. */
  chooser: RefObject<HTMLElement | null>;
}

export function UploadProgress({ upload, isCancelled, onCancel, chooser }: UploadProgressProps) {
  switch (upload.status) {
    case 'idle':
      return isCancelled ? <output className="note">Upload cancelled.</output> : null;
    case 'pending':
      return <Pending {...upload.progress} chooser={chooser} onCancel={onCancel} />;
    case 'success':
      return (
        <output className="note" data-tone="info">
          Uploaded {formatBytes(upload.progress.loaded)}.
        </output>
      );
    default:
      return <Problem doing="uploading the file" error={upload.error} />;
  }
}

interface PendingProps {
  loaded: number;
  total: number | undefined;
  chooser: RefObject<HTMLElement | null>;
  onCancel: () => void;
}

function Pending({ loaded, total = 0, chooser, onCancel }: PendingProps) {
  const section = useMoveFocus<HTMLElement>(() => chooser.current);
  return (
    <section ref={section} className="card upload" aria-label="Uploading">
      <p>
        Uploading: {formatBytes(loaded)} of {formatBytes(total)}
      </p>
      <button type="button" className="button" data-kind="quiet" onClick={onCancel}>
        Cancel
      </button>
      <progress aria-label="Uploaded" value={loaded} max={Math.max(total, 1)} />
    </section>
  );
}
