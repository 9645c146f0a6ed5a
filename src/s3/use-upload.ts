'use client';
/** Uploads to S3 as whoever is here, in parts where it is large, with progress in bytes. */
import { S3Client, type PutObjectCommandInput } from '@aws-sdk/client-s3';
import { Upload } from '@aws-sdk/lib-storage';
import { useQueryClient } from '@tanstack/react-query';
import { useCallback, useEffect, useRef, useState } from 'react';
import { createAwsClient } from '../aws/aws-client.ts';
import { useCognito } from '../react/cognito-context.ts';
import { authQueryKey } from '../react/query-key.ts';
import { readAgain } from '../react/read-again.ts';
import { useLatest } from '../react/use-latest.ts';
import { createUploadHandler } from './upload-handler.ts';

export type UploadBody = NonNullable<PutObjectCommandInput['Body']>;

export interface UseUploadOptions {
  bucket: string;
  /** A client of one's own. Progress then comes a part at a time, unless its handler is an XhrHttpHandler. */
  client?: S3Client;
  /** More of PutObject's input, such as `{ CacheControl: 'no-store' }`. A File's own type is its content type. */
  params?: Partial<Omit<PutObjectCommandInput, 'Bucket' | 'Key' | 'Body'>>;
  /** Bytes of a part; 5 MiB by default, which is also S3's least. */
  partSize?: number;
}

export interface Uploaded {
  key: string;
  etag: string | undefined;
}

type UploadState =
  | { status: 'idle' | 'aborted'; progress: undefined; error: undefined }
  | { status: 'pending' | 'done'; progress: Progress; error: undefined }
  | { status: 'error'; progress: Progress; error: Error };

/** In bytes; `total` is undefined for a stream of unknown length. */
export interface Progress {
  loaded: number;
  total: number | undefined;
}

export type UseUpload = UploadState & {
  /**
   * Resolves with what was stored, or undefined when it was aborted or failed (see `error`); it never rejects.
   * A second upload aborts the first. A sign-out or a change of user aborts it too. What `useObjects` shows of the bucket is
   * listed anew.
   */
  upload: (key: string, body: UploadBody) => Promise<Uploaded | undefined>;
  abort: () => void;
};

const idle: UploadState = { status: 'idle', progress: undefined, error: undefined };

/** Length in bytes, where it can be known before sending. */
const sizeOf = (body: UploadBody): number | undefined => {
  if (typeof body === 'string') return new TextEncoder().encode(body).length;
  if (body instanceof Blob) return body.size;
  return 'byteLength' in body && typeof body.byteLength === 'number' ? body.byteLength : undefined;
};

const typeOf = (body: UploadBody) => (body instanceof Blob && body.type ? { ContentType: body.type } : {});

export function useUpload(options: UseUploadOptions): UseUpload {
  const cognito = useCognito();
  const queries = useQueryClient();
  const latest = useLatest(options);
  const [state, set] = useState<UploadState>(idle);
  const stop = useRef<() => void>(undefined);

  const abort = useCallback(() => stop.current?.(), []);
  useEffect(() => abort, [abort]);

  const upload = useCallback<UseUpload['upload']>(
    async (key, body) => {
      stop.current?.();
      const { bucket, client, params, partSize } = latest.current;
      const listed = authQueryKey(cognito.authStateId(), 'objects', bucket);
      const total = sizeOf(body);
      let progress: Progress = { loaded: 0, total };
      let live = true;
      const advance = (loaded: number) => {
        if (!live || loaded < progress.loaded) return;
        progress = { loaded: total === undefined ? loaded : Math.min(loaded, total), total };
        set({ status: 'pending', progress, error: undefined });
      };
      // The page's own network can tell bytes; an injected fetch, such as the in-page local AWS, has no XMLHttpRequest.
      const byBytes = typeof XMLHttpRequest === 'function' && cognito.internals.usesPlatformFetch;
      const carrier = client ? undefined : createUploadHandler(cognito, byBytes ? advance : undefined);
      const sender =
        client ?? createAwsClient(cognito, S3Client, carrier && { requestHandler: carrier.handler });
      const running = new Upload({
        client: sender,
        params: { ...typeOf(body), ...params, Bucket: bucket, Key: key, Body: body },
        ...(partSize === undefined ? {} : { partSize }),
      });
      if (client || !byBytes) running.on('httpUploadProgress', ({ loaded }) => advance(loaded ?? 0));
      const end = (next: UploadState) => {
        if (live) set(next);
        live = false;
      };
      const stopThis = () => {
        end({ status: 'aborted', progress: undefined, error: undefined });
        void running.abort();
        carrier?.abort();
      };
      stop.current = stopThis;
      const settled = () => {
        // The client is left as it is: after an abort lib-storage still uses it, to have S3 discard the parts.
        if (stop.current === stopThis) stop.current = undefined;
        // Of one that was aborted or failed, too, the last byte may have been on its way.
        void readAgain(queries, listed);
      };
      set({ status: 'pending', progress, error: undefined });
      try {
        const { ETag } = await running.done().finally(settled);
        const stored = live;
        end({ status: 'done', progress: { loaded: total ?? progress.loaded, total }, error: undefined });
        return stored ? { key, etag: ETag } : undefined;
      } catch (error) {
        end({ status: 'error', progress, error: error instanceof Error ? error : new Error(String(error)) });
        return undefined;
      }
    },
    [cognito, latest, queries],
  );

  return { ...state, upload, abort };
}
