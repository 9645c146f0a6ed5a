/** How far an upload has come, in bytes, and the way to stop it. */
import type { useUpload } from 'cognito-kit/s3';
import { formatBytes } from '../ui/format.ts';
import { Problem } from '../ui/problem.tsx';

export function UploadProgress({ upload }: { upload: ReturnType<typeof useUpload> }) {
  switch (upload.status) {
    case 'idle':
      return null;
    case 'pending': {
      const { loaded, total = 0 } = upload.progress;
      return (
        <section className="card upload" aria-label="Uploading">
          <p>
            Uploading: {formatBytes(loaded)} of {formatBytes(total)}
          </p>
          <button type="button" className="button" data-kind="quiet" onClick={upload.abort}>
            Cancel
          </button>
          <progress aria-label="Uploaded" value={loaded} max={Math.max(total, 1)} />
        </section>
      );
    }
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
