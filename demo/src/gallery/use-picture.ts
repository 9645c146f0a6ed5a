/** Fetches a public SVG from S3 with the visitor's keys, as a data URL. In an <img>, an SVG runs no script. */
import { GetObjectCommand, type S3Client } from '@aws-sdk/client-s3';
import { useQuery } from '@tanstack/react-query';
import { useKey } from '../aws/use-key.ts';
import { BUCKET } from '../boot/harbor.ts';

export function usePicture(s3: S3Client, key: string) {
  return useQuery({
    queryKey: useKey('picture', key),
    queryFn: async ({ signal: abortSignal }) => {
      const { Body } = await s3.send(new GetObjectCommand({ Bucket: BUCKET, Key: key }), { abortSignal });
      return `data:image/svg+xml,${encodeURIComponent((await Body?.transformToString()) ?? '')}`;
    },
    staleTime: Infinity,
  });
}
