/** The upload and the list of stored files. */
import { useRef, useState } from 'react';
import { useObjects, useUpload } from 'cognito-kit/s3';
import { BUCKET as bucket } from '../boot/harbor.ts';
import { DropZone } from './drop-zone.tsx';
import { FileList } from './file-list.tsx';
import { ownPrefix } from './own-prefix.ts';
import { UploadProgress } from './upload-progress.tsx';

export function MyFiles({ identityId }: { identityId: string }) {
  const objects = useObjects({ bucket, prefix: ownPrefix });
  const uploading = useUpload({ bucket });

  /** The key of the upload whose result is shown, until its file is deleted. */
  const [shownKey, setShownKey] = useState<string>();
  const [isCancelled, setCancelled] = useState(false);
  const chooser = useRef<HTMLInputElement>(null);
  const heading = useRef<HTMLHeadingElement>(null);

  const upload = async (file: File) => {
    setCancelled(false);
    const key = ownPrefix(identityId) + file.name;
    setShownKey(key);
    await uploading.upload(key, file);
  };

  const refetchAfterDelete = async (key: string) => {
    if (key === shownKey) setShownKey(undefined);
    await objects.refetch();
  };

  return (
    <>
      <DropZone chooser={chooser} onFile={(file) => void upload(file)} />
      {(uploading.status !== 'success' || shownKey !== undefined) && (
        <UploadProgress
          upload={uploading}
          isCancelled={isCancelled}
          onCancel={() => {
            setCancelled(true);
            uploading.abort();
          }}
          chooser={chooser}
        />
      )}
      <h2 ref={heading} tabIndex={-1} className="list-title">
        Stored files
      </h2>
      <FileList objects={objects} heading={heading} onDeleted={(key) => void refetchAfterDelete(key)} />
    </>
  );
}
