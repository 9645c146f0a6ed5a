/** One file: its name, size and age; download and delete. */
import type { _Object as S3Object } from '@aws-sdk/client-s3';
import { formatBytes, formatDate } from '../ui/format.ts';
import { Icon } from '../ui/icon.tsx';
import { Problem } from '../ui/problem.tsx';
import { useFile } from './use-file.ts';

export function FileRow({ object, onGone }: { object: S3Object; onGone: () => void }) {
  const { Key: key = '', Size: size = 0, LastModified: modified } = object;
  const name = key.slice(key.lastIndexOf('/') + 1);
  const { download, remove } = useFile(key, name);

  return (
    <li>
      <div className="row-text">
        <p className="row-name">{name}</p>
        <p className="muted">
          {formatBytes(size)}
          {modified && ` · ${formatDate(modified)}`}
        </p>
        {download.isError && <Problem doing="downloading the file" error={download.error} />}
        {remove.isError && <Problem doing="deleting the file" error={remove.error} />}
      </div>
      <button
        type="button"
        className="icon-button"
        aria-label={`Download ${name}`}
        aria-busy={download.isPending}
        onClick={() => !download.isPending && download.mutate()}
      >
        <Icon name="download" />
      </button>
      <button
        type="button"
        className="icon-button"
        aria-label={`Delete ${name}`}
        aria-busy={remove.isPending}
        onClick={() => !remove.isPending && remove.mutate(undefined, { onSuccess: onGone })}
      >
        <Icon name="trash" />
      </button>
    </li>
  );
}
