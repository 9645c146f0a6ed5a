/** What is stored below the caller's prefix. */
import type { useObjects } from 'cognito-kit/s3';
import type { RefObject } from 'react';
import { Empty } from '../ui/empty.tsx';
import { Problem } from '../ui/problem.tsx';
import { Skeleton } from '../ui/skeleton.tsx';
import { FileRow } from './file-row.tsx';

interface FileListProps {
  objects: ReturnType<typeof useObjects>;
  /** Takes the focus when the last file goes. */
  heading: RefObject<HTMLElement | null>;
  onGone: (key: string) => void;
}

export function FileList({ objects, heading, onGone }: FileListProps) {
  if (objects.isPending) return <Skeleton rows={3} />;
  if (objects.isError) {
    return (
      <Problem doing="listing your files" error={objects.error} onRetry={() => void objects.refetch()} />
    );
  }
  if (objects.data.length === 0) {
    return (
      <Empty icon="files" title="No files yet">
        <p>What you add above appears here, and nobody else can list or open it.</p>
      </Empty>
    );
  }
  return (
    <>
      <ul className="card rows" aria-label="Files">
        {objects.data.map((object) => (
          <FileRow key={object.Key} object={object} heading={heading} onGone={onGone} />
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
