/** How far an upload has come, in bytes, and the way to stop it. */
import type { useUpload } from 'cognito-kit/s3';
import type { RefObject } from 'react';
import { formatBytes } from '../ui/format.ts';
import { useMoveFocus } from '../ui/move-focus.ts';
import { Problem } from '../ui/problem.tsx';

interface UploadProgressProps {
  upload: ReturnType<typeof useUpload>;
  /** Takes the focus when the upload ends under the visitor's hands. */
  chooser: RefObject<HTMLElement | null>;
}

export function UploadProgress({ upload, chooser }: UploadProgressProps) {
  switch (upload.status) {
    case 'idle':
      return null;
    case 'pending':
      return <Pending {...upload.progress} chooser={chooser} onCancel={upload.abort} />;
    case 'aborted':
      return <output className="note">Upload cancelled.</output>;
    case 'done':
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
