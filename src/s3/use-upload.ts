'use client';
/** Uploads to S3 as the signed-in user or the guest, in parts if large, with progress in bytes. */
import { S3Client, type PutObjectCommandInput } from '@aws-sdk/client-s3';
import { Upload } from '@aws-sdk/lib-storage';
import { useQueryClient } from '@tanstack/react-query';
import { useCallback, useEffect, useRef, useState } from 'react';
import { createAwsClient } from '../aws/aws-client.ts';
import { useCognito } from '../react/cognito-context.ts';
import { authQueryKey, refetch } from '../react/query-key.ts';
import { useLatest } from '../react/use-latest.ts';
import { createUploadHandler } from './upload-handler.ts';

/** A string, a `Blob` or `File`, bytes, or a stream. */
export type UploadBody = NonNullable<PutObjectCommandInput['Body']>;

export interface UseUploadOptions {
  bucket: string;
  /**
   * A client of the app. Default: one that the hook creates for each upload. With an own client, progress is reported
   * for each part, unless its request handler is an XhrHttpHandler.
   */
  client?: S3Client;
  /** Further input of PutObject, such as `{ CacheControl: 'no-store' }`. Default content type: that of the file. */
  params?: Partial<Omit<PutObjectCommandInput, 'Bucket' | 'Key' | 'Body'>>;
  /** Bytes in a part. Default: 5 MiB, which is also the minimum of S3. */
  partSize?: number;
}

export interface UploadedObject {
  key: string;
  etag: string | undefined;
}

export interface UploadProgress {
  /** Bytes that were sent. */
  loaded: number;
  /** Bytes of the body; undefined for a stream of unknown length. */
  total: number | undefined;
}

/** The state of the newest upload. `idle`: not started, or aborted. */
export type UploadState =
  | { status: 'idle'; progress: undefined; error: undefined }
  | { status: 'pending' | 'success'; progress: UploadProgress; error: undefined }
  | { status: 'error'; progress: UploadProgress; error: Error };

export type UseUpload = UploadState & {
  /**
   * Stores an object, and then refetches what `useObjects` lists of the bucket. A second upload, a sign-out or a switch of
   * user aborts the upload. Never rejects: see `error`.
   * @returns the stored object; undefined when the upload failed or was aborted
   */
  upload: (key: string, body: UploadBody) => Promise<UploadedObject | undefined>;
  /** Aborts the upload and returns to `idle`. S3 discards the parts that it has received. */
  abort: () => void;
};

const idle: UploadState = { status: 'idle', progress: undefined, error: undefined };

/** Bytes of the body, if they are known before sending. */
const sizeOf = (body: UploadBody): number | undefined => {
  if (typeof body === 'string') return new TextEncoder().encode(body).length;
  if (body instanceof Blob) return body.size;
  return 'byteLength' in body && typeof body.byteLength === 'number' ? body.byteLength : undefined;
};

const typeOf = (body: UploadBody) => (body instanceof Blob && body.type ? { ContentType: body.type } : {});

/**
 * Returns `upload` with its state.
 * @example
 * ```tsx
 * const { upload, abort, status, progress, error } = useUpload({ bucket: 'photos' });
 * const { identityId } = useCredentials();
 *
 * await upload(`private/${identityId}/${file.name}`, file);
 * ```
 */
export function useUpload(options: UseUploadOptions): UseUpload {
  const cognito = useCognito();
  const queries = useQueryClient();
  const latest = useLatest(options);
  const [state, setState] = useState<UploadState>(idle);
  const abortRunning = useRef<() => void>(undefined);

  const abort = useCallback(() => abortRunning.current?.(), []);
  useEffect(() => abort, [abort]);

  const upload = useCallback<UseUpload['upload']>(
    async (key, body) => {
      abortRunning.current?.();
      const { bucket, client, params, partSize } = latest.current;
      const listings = authQueryKey(cognito.authStateId(), 'objects', bucket);
      const total = sizeOf(body);
      let progress: UploadProgress = { loaded: 0, total };
      let isLive = true;
      const advance = (loaded: number) => {
        if (!isLive || loaded < progress.loaded) return;
        progress = { loaded: total === undefined ? loaded : Math.min(loaded, total), total };
        setState({ status: 'pending', progress, error: undefined });
      };
      // An injected fetch, such as that of a local AWS in the page, has no XMLHttpRequest that could report bytes.
      const reportsBytes = typeof XMLHttpRequest === 'function' && cognito.internals.usesPlatformFetch;
      const uploadHandler = client
        ? undefined
        : createUploadHandler(cognito, reportsBytes ? advance : undefined);
      const sender =
        client ??
        createAwsClient(cognito, S3Client, uploadHandler && { requestHandler: uploadHandler.handler });
      const running = new Upload({
        client: sender,
        params: { ...typeOf(body), ...params, Bucket: bucket, Key: key, Body: body },
        ...(partSize === undefined ? {} : { partSize }),
      });
      if (client || !reportsBytes) running.on('httpUploadProgress', ({ loaded }) => advance(loaded ?? 0));
      const end = (next: UploadState) => {
        if (isLive) setState(next);
        isLive = false;
      };
      const abortThis = () => {
        end(idle);
        void running.abort();
        uploadHandler?.abort();
      };
      abortRunning.current = abortThis;
      const onSettled = () => {
        // The client is not destroyed: after an abort, lib-storage uses it to have S3 discard the parts.
        if (abortRunning.current === abortThis) abortRunning.current = undefined;
        // S3 may have stored the object although the upload was aborted or failed.
        void refetch(queries, listings);
      };
      setState({ status: 'pending', progress, error: undefined });
      try {
        const { ETag } = await running.done().finally(onSettled);
        const isStored = isLive;
        end({ status: 'success', progress: { loaded: total ?? progress.loaded, total }, error: undefined });
        return isStored ? { key, etag: ETag } : undefined;
      } catch (error) {
        end({ status: 'error', progress, error: error instanceof Error ? error : new Error(String(error)) });
        return undefined;
      }
    },
    [cognito, latest, queries],
  );

  return { ...state, upload, abort };
}
