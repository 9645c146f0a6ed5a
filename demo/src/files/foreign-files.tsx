/** Requests the files of another identity, which AWS denies. */
import { ListObjectsV2Command, S3Client } from '@aws-sdk/client-s3';
import { useAwsClient } from 'cognito-kit';
import { FOREIGN_IDENTITY } from '../aws/foreign-identity.ts';
import { BUCKET as Bucket } from '../boot/harbor.ts';
import { DeniedRequest } from '../ui/denied-request.tsx';
import { ownPrefix } from './own-prefix.ts';

export function ForeignFiles() {
  const s3 = useAwsClient(S3Client);
  const list = () => s3.send(new ListObjectsV2Command({ Bucket, Prefix: ownPrefix(FOREIGN_IDENTITY) }));

  return (
    <DeniedRequest
      title="Another user’s files"
      label="Try another identity’s prefix"
      send={list}
      reason={
        <>
          The policy allows listing where <code>s3:prefix</code> begins with{' '}
          <code>{'private/${cognito-identity.amazonaws.com:sub}/'}</code>, and AWS replaces the variable by
          your identity id. This request named another identity’s folder, so no statement allows it.
        </>
      }
    >
      The same listing as above, with the folder of another identity.
    </DeniedRequest>
  );
}
