/** Lists the objects below the caller's prefix. */
import type { useObjects } from 'cognito-kit/s3';
import type { RefObject } from 'react';
import { Empty } from '../ui/empty.tsx';
import { Problem } from '../ui/problem.tsx';
import { Skeleton } from '../ui/skeleton.tsx';
import { FileRow } from './file-row.tsx';

interface FileListProps {
  objects: ReturnType<typeof useObjects>;
  /** Takes the focus after the last file is deleted. */
  heading: RefObject<HTMLElement | null>;
  onDeleted: (key: string) => void;
}

export function FileList({ objects, heading, onDeleted }: FileListProps) {
  if (objects.isPending) return <Skeleton rows={3} />;
  if (objects.isError) {
    return (
      <Problem doing="listing your files" error={objects.error} onRetry={() => void objects.refetch()} />
    );
  }
  if (objects.data.length === 0) {
    return (
      <Empty icon="files" title="No files yet">
        <p>Files that you add above appear here. No other user can list or open them.</p>
      </Empty>
    );
  }
  return (
    <>
      <ul className="card rows" aria-label="Files">
        {objects.data.map((object) => (
          <FileRow key={object.Key} object={object} heading={heading} onDeleted={onDeleted} />
        ))}
      </ul>
      {objects.hasNextPage && (
        <button
          type="button"
          className="button"
          data-kind="quiet"
          onClick={() => void objects.fetchNextPage()}
        >
          Show more
        </button>
      )}
    </>
  );
}
