/** Downloads and deletes one object as the caller. */
import { DeleteObjectCommand, GetObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { useMutation } from '@tanstack/react-query';
import { useAwsClient } from 'cognito-kit';
import { BUCKET as Bucket } from '../boot/harbor.ts';

export function useFile(Key: string, name: string) {
  const s3 = useAwsClient(S3Client);

  const download = useMutation({
    mutationFn: async () => {
      const { Body, ContentType } = await s3.send(new GetObjectCommand({ Bucket, Key }));
      const bytes = (await Body?.transformToByteArray()) ?? new Uint8Array();
      save(new Blob([new Uint8Array(bytes)], { type: ContentType ?? '' }), name);
    },
  });
  const remove = useMutation({ mutationFn: () => s3.send(new DeleteObjectCommand({ Bucket, Key })) });

  return { download, remove };
}

/** Hands bytes to the browser's downloads. */
function save(blob: Blob, name: string) {
  const link = document.createElement('a');
  link.href = URL.createObjectURL(blob);
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href));
}
