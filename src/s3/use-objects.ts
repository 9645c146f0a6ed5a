'use client';
/** Lists the objects of a bucket under a prefix, page by page. */
import { ListObjectsV2Command, S3Client, type _Object } from '@aws-sdk/client-s3';
import { infiniteQueryOptions, useInfiniteQuery, type UseInfiniteQueryResult } from '@tanstack/react-query';
import { useCognito } from '../react/cognito-context.ts';
import { authQueryKey } from '../react/query-key.ts';
import { useAwsClient } from '../react/use-aws-client.ts';
import { useCredentials } from '../react/use-credentials.ts';
import { useAuthStateId } from '../react/use-auth-state-id.ts';
import { useIdentityVersion } from '../react/use-identity-version.ts';

export type S3Object = _Object;

export interface ObjectsQuery {
  bucket: string;
  /** A prefix, or a function of the caller's identity id: ``(id) => `private/${id}/` ``. Default: all objects. */
  prefix?: string | ((identityId: string) => string);
  /** Objects in a page. Default: 1000, which is also the maximum of S3. */
  pageSize?: number;
}

export interface UseObjectsOptions extends ObjectsQuery {
  /** Default: a client that the hook creates. */
  client?: S3Client;
  /** False disables the query. Default: true. */
  enabled?: boolean;
}

export type UseObjects = UseInfiniteQueryResult<S3Object[]>;

/** Replaces the identity id by a placeholder. A guest's id is a secret, and persisters write query keys to disk. */
const keyPrefix = (prefix: ObjectsQuery['prefix'], identityId: string | undefined) => {
  if (typeof prefix === 'function') return prefix('{identityId}');
  return identityId ? prefix?.replaceAll(identityId, '{identityId}') : prefix;
};

export interface ObjectsQueryContext {
  client: S3Client;
  /** `cognito.authStateId()` */
  authStateId: string;
  /** `cognito.identity.version()`. Under another identity, the same prefix function returns another prefix. */
  version: number;
  /** Undefined until credentials have been issued. */
  identityId: string | undefined;
  /** `cognito.credentials`, called for the identity id when the prefix is a function. */
  credentials: () => Promise<{ identityId?: string }>;
}

/** Options of the infinite query that `useObjects` runs. */
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

/**
 * Returns TanStack's infinite query of a listing. `data` has the objects of all fetched pages; `hasNextPage` and
 * `fetchNextPage` fetch further ones. Signed-out users without guest access send no request.
 * https://docs.aws.amazon.com/AmazonS3/latest/API/API_ListObjectsV2.html
 * @example
 * ```tsx
 * const { data, hasNextPage, fetchNextPage } = useObjects({ bucket: 'photos', prefix: (id) => `private/${id}/` });
 * ```
 */
export function useObjects({ client, enabled = true, ...query }: UseObjectsOptions): UseObjects {
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
