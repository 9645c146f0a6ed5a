/** Tries to write as a guest, which AWS denies, and explains the policy. */
import { PutObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { useAwsClient } from 'cognito-kit';
import { BUCKET as Bucket } from '../boot/harbor.ts';
import { DeniedRequest } from '../ui/denied-request.tsx';

export function GuestWrite() {
  const s3 = useAwsClient(S3Client);
  const write = () =>
    s3.send(new PutObjectCommand({ Bucket, Key: 'public/gallery/guest.txt', Body: 'A guest was here.' }));

  return (
    <DeniedRequest
      title="May a guest write?"
      label="Try to upload as a guest"
      send={write}
      reason={
        <>
          Guests sign with the role <code>cognito-kit-guest</code>. Its policy allows only to read public
          objects and rows. No statement allows <code>s3:PutObject</code>, and AWS denies every action that no
          statement allows.
        </>
      }
    >
      The button uploads a small text file beside the pictures.
    </DeniedRequest>
  );
}
