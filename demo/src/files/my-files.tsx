/** Uploads above, what is stored below. */
import { useObjects, useUpload } from 'cognito-kit/s3';
import { BUCKET as bucket } from '../boot/harbor.ts';
import { DropZone } from './drop-zone.tsx';
import { FileList } from './file-list.tsx';
import { ownPrefix } from './own-prefix.ts';
import { UploadProgress } from './upload-progress.tsx';

export function MyFiles({ identityId }: { identityId: string }) {
  const objects = useObjects({ bucket, prefix: ownPrefix });
  const uploading = useUpload({ bucket });

  const upload = async (file: File) => {
    await uploading.upload(ownPrefix(identityId) + file.name, file);
    await objects.refetch(); // after a cancelled one too: its last byte may have been on its way
  };

  return (
    <>
      <DropZone onFile={(file) => void upload(file)} />
      <UploadProgress upload={uploading} />
      <FileList objects={objects} />
    </>
  );
}
