/** A guest tries to write, and learns which policy says no. */
import { PutObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { useAwsClient } from 'cognito-kit';
import { BUCKET as Bucket } from '../boot/harbor.ts';
import { Attempt } from '../ui/denied-request.tsx';

export function GuestWrite() {
  const s3 = useAwsClient(S3Client);
  const write = () =>
    s3.send(new PutObjectCommand({ Bucket, Key: 'public/gallery/guest.txt', Body: 'A guest was here.' }));

  return (
    <Attempt
      title="May a guest write?"
      label="Try to upload as a guest"
      attempt={write}
      because={
        <>
          Guests sign with the role <code>cognito-kit-guest</code>. Its policy lets them read what is public
          and nothing else. No statement allows <code>s3:PutObject</code>, and what no policy allows is
          denied.
        </>
      }
    >
      This puts a small text file beside the pictures.
    </Attempt>
  );
}
