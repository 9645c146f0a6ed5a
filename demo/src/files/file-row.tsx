/** Shows one file with its name, size and date, and buttons to download and to delete it. */
import type { _Object as S3Object } from '@aws-sdk/client-s3';
import type { RefObject } from 'react';
import { DeleteButton } from '../ui/delete-button.tsx';
import { neighbour, useMoveFocus } from '../ui/move-focus.ts';
import { formatBytes, formatDate } from '../ui/format.ts';
import { Icon } from '../ui/icon.tsx';
import { Problem } from '../ui/problem.tsx';
import { useFile } from './use-file.ts';

interface FileRowProps {
  object: S3Object;
  heading: RefObject<HTMLElement | null>;
  onDeleted: (key: string) => void;
}

export function FileRow({ object, heading, onDeleted }: FileRowProps) {
  const { Key: key = '', Size: size = 0, LastModified: modified } = object;
  const name = key.slice(key.lastIndexOf('/') + 1);
  const { download, remove } = useFile(key, name);
  const row = useMoveFocus<HTMLLIElement>((leaving) => neighbour(leaving) ?? heading.current);

  return (
    <li ref={row}>
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
      <DeleteButton
        what={name}
        busy={remove.isPending}
        onDelete={() => remove.mutate(undefined, { onSuccess: () => onDeleted(key) })}
      />
    </li>
  );
}
