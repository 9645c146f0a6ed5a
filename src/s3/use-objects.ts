'use client';
/** Lists the objects under a prefix, a page at a time. */
import { ListObjectsV2Command, S3Client, type _Object } from '@aws-sdk/client-s3';
import { infiniteQueryOptions, useInfiniteQuery } from '@tanstack/react-query';
import { useCognito } from '../react/cognito-context.ts';
import { authQueryKey } from '../react/query-key.ts';
import { useAwsClient } from '../react/use-aws-client.ts';
import { useCredentials } from '../react/use-credentials.ts';
import { useAuthStateId } from '../react/use-auth-state-id.ts';
import { useIdentityVersion } from '../react/use-identity-version.ts';

export type S3Object = _Object;

export interface ObjectsQuery {
  bucket: string;
  /** As a function it is given the caller's identity id: ``(id) => `private/${id}/` ``. */
  prefix?: string | ((identityId: string) => string);
  /** Objects of a page; 1000 by default, which is also S3's most. */
  pageSize?: number;
}

export interface UseObjectsOptions extends ObjectsQuery {
  client?: S3Client;
  enabled?: boolean;
}

/** A guest's identity id is a secret and query keys are persisted, so a key has a placeholder in its place. */
const keyPrefix = (prefix: ObjectsQuery['prefix'], identityId: string | undefined) => {
  if (typeof prefix === 'function') return prefix('{identityId}');
  return identityId ? prefix?.replaceAll(identityId, '{identityId}') : prefix;
};

export interface ObjectsQueryContext {
  client: S3Client;
  /** `cognito.authStateId()` */
  authStateId: string;
  /** `cognito.identity.version()`: the same prefix function means another prefix under another identity. */
  version: number;
  /** Known once credentials are. */
  identityId: string | undefined;
  /** `cognito.credentials`, asked for the identity id where the prefix needs it. */
  credentials: () => Promise<{ identityId?: string }>;
}

/** For `queryClient.invalidateQueries`, `prefetchInfiniteQuery` and the like. */
export const objectsQueryOptions = (
  { bucket, prefix, pageSize }: ObjectsQuery,
  { client, authStateId, version, identityId, credentials }: ObjectsQueryContext,
) =>
  infiniteQueryOptions({
    queryKey: authQueryKey(
      authStateId,
      'objects',
      bucket,
      keyPrefix(prefix, identityId) ?? '',
      pageSize ?? 0,
      version,
    ),
    queryFn: async ({ pageParam, signal }) => {
      const Prefix =
        typeof prefix === 'function' ? prefix((await credentials()).identityId ?? '') : (prefix ?? '');
      return client.send(
        new ListObjectsV2Command({
          Bucket: bucket,
          Prefix,
          ...(pageSize === undefined ? {} : { MaxKeys: pageSize }),
          ...(pageParam === '' ? {} : { ContinuationToken: pageParam }),
        }),
        { abortSignal: signal },
      );
    },
    initialPageParam: '',
    getNextPageParam: (page) => page.NextContinuationToken,
    select: ({ pages }): S3Object[] => pages.flatMap((page) => page.Contents ?? []),
  });

/** TanStack's infinite query: `data` is every object of the pages so far; see `hasNextPage`, `fetchNextPage`. */
export function useObjects({ client, enabled = true, ...query }: UseObjectsOptions) {
  const cognito = useCognito();
  const authStateId = useAuthStateId();
  const version = useIdentityVersion();
  const own = useAwsClient(S3Client);
  const { status, identityId } = useCredentials();
  const allowed = status !== 'signedOut' && status !== 'unconfigured';
  return useInfiniteQuery({
    ...objectsQueryOptions(query, {
      client: client ?? own,
      authStateId,
      version,
      identityId,
      credentials: cognito.credentials,
    }),
    enabled: enabled && allowed,
  });
}
