/** Reaches for a folder that is not the caller's. */
import { ListObjectsV2Command, S3Client } from '@aws-sdk/client-s3';
import { useAwsClient } from 'cognito-kit';
import { FOREIGN_IDENTITY } from '../aws/foreign-identity.ts';
import { BUCKET as Bucket } from '../boot/harbor.ts';
import { Attempt } from '../ui/denied-request.tsx';
import { ownPrefix } from './own-prefix.ts';

export function ForeignFiles() {
  const s3 = useAwsClient(S3Client);
  const list = () => s3.send(new ListObjectsV2Command({ Bucket, Prefix: ownPrefix(FOREIGN_IDENTITY) }));

  return (
    <Attempt
      title="Somebody else’s files"
      label="Try another identity’s prefix"
      attempt={list}
      because={
        <>
          The policy allows listing where <code>s3:prefix</code> begins with{' '}
          <code>{'private/${cognito-identity.amazonaws.com:sub}/'}</code>, and AWS puts your identity id
          there. This request named another identity’s folder, so no statement allows it.
        </>
      }
    >
      The same listing as above, with the folder of another identity.
    </Attempt>
  );
}
