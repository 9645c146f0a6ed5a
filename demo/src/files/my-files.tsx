/** Uploads above, what is stored below. */
import { useRef, useState } from 'react';
import { useQueryClient } from '@tanstack/react-query';
import { epochKey, useEpoch } from 'cognito-kit';
import { useObjects, useUpload } from 'cognito-kit/s3';
import { BUCKET as bucket } from '../boot/harbor.ts';
import { DropZone } from './drop-zone.tsx';
import { FileList } from './file-list.tsx';
import { ownPrefix } from './own-prefix.ts';
import { UploadProgress } from './upload-progress.tsx';

export function MyFiles({ identityId }: { identityId: string }) {
  const objects = useObjects({ bucket, prefix: ownPrefix });
  const uploading = useUpload({ bucket });
  const queries = useQueryClient();
  const queryKey = epochKey(useEpoch(), 'objects', bucket);

  /** Whose upload is spoken of: its file may be deleted again. */
  const [spokenOf, setSpokenOf] = useState<string>();
  const chooser = useRef<HTMLInputElement>(null);
  const heading = useRef<HTMLHeadingElement>(null);

  /** Not by the first listing, where that is still under way: it was asked for before. */
  const listAgain = async () => {
    await queries.cancelQueries({ queryKey });
    await objects.refetch();
  };

  const upload = async (file: File) => {
    const key = ownPrefix(identityId) + file.name;
    setSpokenOf(key);
    await uploading.upload(key, file);
    await listAgain(); // after a cancelled one too: its last byte may have been on its way
  };

  const gone = async (key: string) => {
    if (key === spokenOf) setSpokenOf(undefined);
    await listAgain();
  };

  return (
    <>
      <DropZone chooser={chooser} onFile={(file) => void upload(file)} />
      {(uploading.status !== 'done' || spokenOf !== undefined) && (
        <UploadProgress upload={uploading} chooser={chooser} />
      )}
      <h2 ref={heading} tabIndex={-1} className="list-title">
        Stored files
      </h2>
      <FileList objects={objects} heading={heading} onGone={(key) => void gone(key)} />
    </>
  );
}
