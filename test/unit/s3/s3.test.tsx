/** Proves that useUpload and useObjects work on a user's own prefix and end with the session. */
import { HeadObjectCommand, PutObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { act, renderHook, waitFor } from '@testing-library/react';
import { describe, expect, it } from 'vitest';
import { createAwsClient, createRequestHandler, type AwsRequestHandler } from '../../../src/index.ts';
import { useObjects, useUpload } from '../../../src/s3.ts';
import { longWait } from '../../support/user-actions.ts';
import { ada } from '../../support/users.ts';
import { createTestApp, type TestAppOptions } from '../../support/test-app.tsx';
import type { SentRequest } from '../../support/network.ts';

const bucket = 'cognito-kit-local';
const own = (id: string) => `private/${id}/`;
const MiB = 1024 * 1024;

/** Returns the method and address of each request. */
const linesOf = (requests: readonly SentRequest[]) =>
  requests.map(({ init, url }) => `${init.method} ${url}`);

async function signedIn(options?: TestAppOptions) {
  const testApp = await createTestApp(options);
  await testApp.signIn(ada);
  const { identityId } = await testApp.cognito.credentials();
  const { region, endpoint } = testApp.aws.config;
  /** An S3 client with the account's root keys, which reads what is really stored. */
  const root = new S3Client({
    region,
    endpoint,
    forcePathStyle: true,
    credentials: testApp.aws.rootCredentials,
    requestHandler: {
      handle: async (request: Parameters<AwsRequestHandler['handle']>[0]) =>
        createRequestHandler(testApp.cognito).handle(request),
    },
  });
  return { ...testApp, prefix: own(identityId), root };
}

describe('useUpload', () => {
  it('useUpload stores a file with its type below the user’s own prefix and reports its progress', async () => {
    const { wrapper, prefix, root } = await signedIn();
    const progress: string[] = [];
    const { result } = renderHook(
      () => {
        const upload = useUpload({ bucket, params: { ContentType: 'text/plain' } });
        progress.push(`${upload.status} ${upload.progress?.loaded ?? '-'}/${upload.progress?.total ?? '-'}`);
        return upload;
      },
      { wrapper },
    );
    let done: Promise<unknown> | undefined;
    act(() => {
      done = result.current.upload(`${prefix}hello.txt`, 'hello');
    });
    await waitFor(() => expect(result.current.status).toBe('success'), longWait);
    const stored = await done;
    expect(stored).toEqual({ key: `${prefix}hello.txt`, etag: expect.stringMatching(/^"\w+"$/) as string });
    expect(progress[0]).toBe('idle -/-');
    expect(progress).toContain('pending 0/5');
    expect(progress.at(-1)).toBe('success 5/5');
    const head = await root.send(new HeadObjectCommand({ Bucket: bucket, Key: `${prefix}hello.txt` }));
    expect(head).toMatchObject({ ContentLength: 5, ContentType: 'text/plain' });
  });

  it('useUpload sends a large file in parts and reports the bytes sent', async () => {
    const { wrapper, prefix, root, requests } = await signedIn();
    const loaded = new Set<number>();
    const { result } = renderHook(
      () => {
        const upload = useUpload({ bucket });
        loaded.add(upload.progress?.loaded ?? 0);
        return upload;
      },
      { wrapper },
    );
    act(() => void result.current.upload(`${prefix}large.bin`, new Uint8Array(11 * MiB)));
    await waitFor(() => expect(result.current.status).toBe('success'), longWait);
    expect(Math.max(...loaded)).toBe(11 * MiB);
    // Counts requests and not renders, since React may show two parts that arrive together as one.
    expect(linesOf(requests).filter((line) => /^PUT .*partNumber=/.test(line))).toHaveLength(3);
    const head = await root.send(new HeadObjectCommand({ Bucket: bucket, Key: `${prefix}large.bin` }));
    expect(head.ContentLength).toBe(11 * MiB);
  });

  it('an upload that is aborted stores nothing', async () => {
    const { wrapper, prefix, root, holdRequests, sent } = await signedIn();
    const { result } = renderHook(() => useUpload({ bucket }), { wrapper });
    const release = holdRequests();
    let done: Promise<unknown> | undefined;
    act(() => {
      done = result.current.upload(`${prefix}gone.txt`, 'gone');
    });
    await waitFor(() => expect(sent.at(-1)).toMatch(/^PUT /), longWait);
    expect(result.current.status).toBe('pending');
    act(() => result.current.abort());
    expect(result.current).toMatchObject({ status: 'idle', error: undefined });
    expect(await act(() => done as Promise<unknown>)).toBeUndefined();
    release();
    const head = new HeadObjectCommand({ Bucket: bucket, Key: `${prefix}gone.txt` });
    await expect(root.send(head)).rejects.toMatchObject({ name: 'NotFound' });
    expect(result.current.status).toBe('idle');
  });

  it('an upload that is aborted has S3 discard its parts', async () => {
    const { wrapper, prefix, root, requests } = await signedIn();
    const { result } = renderHook(() => useUpload({ bucket }), { wrapper });
    let done: Promise<unknown> | undefined;
    act(() => {
      done = result.current.upload(`${prefix}gone.bin`, new Uint8Array(21 * MiB));
    });
    await waitFor(
      () => expect(linesOf(requests).some((line) => /partNumber=/.test(line))).toBe(true),
      longWait,
    );
    act(() => result.current.abort());
    await act(() => done as Promise<unknown>);
    await waitFor(
      () => expect(linesOf(requests).some((line) => /^DELETE .*uploadId=/.test(line))).toBe(true),
      longWait,
    );
    const head = new HeadObjectCommand({ Bucket: bucket, Key: `${prefix}gone.bin` });
    await expect(root.send(head)).rejects.toMatchObject({ name: 'NotFound' });
  });

  it('fault 77 (foreign prefix): an upload below another user’s prefix returns AccessDenied as its error and does not reject', async () => {
    const { wrapper } = await signedIn();
    const { result } = renderHook(() => useUpload({ bucket }), { wrapper });
    const stored = await act(() => result.current.upload('private/another-id/x.txt', 'x'));
    expect(stored).toBeUndefined();
    expect(result.current.status).toBe('error');
    expect(result.current.error?.name).toBe('AccessDenied');
  });

  it('fault 79 (request at sign-out): an upload ends when the user signs out', async () => {
    const { wrapper, prefix, holdRequests, sent, cognito } = await signedIn();
    const { result } = renderHook(() => useUpload({ bucket }), { wrapper });
    holdRequests();
    let done: Promise<unknown> | undefined;
    act(() => {
      done = result.current.upload(`${prefix}late.txt`, 'late');
    });
    await waitFor(() => expect(sent.at(-1)).toMatch(/^PUT /), longWait);
    await act(() => cognito.signOut());
    expect(await act(() => done as Promise<unknown>)).toBeUndefined();
    expect(result.current.status).not.toBe('success');
  });
});

describe('useObjects', () => {
  async function withFiles(count: number) {
    const testApp = await signedIn();
    for (let index = 0; index < count; index += 1)
      await testApp.root.send(
        new PutObjectCommand({ Bucket: bucket, Key: `${testApp.prefix}${index}.txt`, Body: String(index) }),
      );
    return testApp;
  }

  it('useObjects lists the objects below a prefix, a page at a time', async () => {
    const { wrapper, prefix } = await withFiles(3);
    const { result } = renderHook(() => useObjects({ bucket, prefix: own, pageSize: 2 }), { wrapper });
    await waitFor(() => expect(result.current.data).toHaveLength(2), longWait);
    expect(result.current.hasNextPage).toBe(true);
    await act(() => result.current.fetchNextPage());
    await waitFor(() => expect(result.current.hasNextPage).toBe(false), longWait);
    expect(result.current.data?.map(({ Key }) => Key)).toEqual(
      [0, 1, 2].map((index) => `${prefix}${index}.txt`),
    );
  });

  it('fault 73 (identity id): useObjects has no identity id in its query key', async () => {
    const { wrapper, prefix, queries, cognito } = await withFiles(1);
    const { result } = renderHook(
      () => [useObjects({ bucket, prefix: own }), useObjects({ bucket, prefix })] as const,
      { wrapper },
    );
    await waitFor(() => expect(result.current[1].data).toHaveLength(1), longWait);
    const keys = JSON.stringify(
      queries
        .getQueryCache()
        .getAll()
        .map(({ queryKey }) => queryKey),
    );
    const { identityId } = await cognito.credentials();
    expect(keys).toContain('{identityId}');
    expect(keys).not.toContain(identityId);
  });

  it('useObjects shows and caches nothing of a user after the sign-out', async () => {
    const { wrapper, cognito, queries } = await withFiles(1);
    const { result } = renderHook(() => useObjects({ bucket, prefix: own }), { wrapper });
    await waitFor(() => expect(result.current.data).toHaveLength(1), longWait);
    await act(() => cognito.signOut());
    expect(result.current.data).toBeUndefined();
    const cached = queries
      .getQueryCache()
      .getAll()
      .map(({ state }) => state.data);
    expect(cached.filter(Boolean)).toEqual([]);
  });

  it('useObjects shows an object uploaded while the first listing was still under way', async () => {
    const { wrapper, prefix, cognito } = await signedIn();
    const inner = createRequestHandler(cognito);
    let requests = 0;
    const client = createAwsClient(cognito, S3Client, {
      requestHandler: {
        async handle(...args: Parameters<AwsRequestHandler['handle']>) {
          const reply = await inner.handle(...args);
          // The first reply arrives late.
          if (requests++ === 0) await new Promise<void>((resolve) => (arrive = resolve));
          return reply;
        },
      },
    });
    let arrive = () => {};
    const { result } = renderHook(
      () => ({ objects: useObjects({ bucket, prefix, client }), upload: useUpload({ bucket }).upload }),
      { wrapper },
    );
    await waitFor(() => expect(requests).toBe(1), longWait);
    await act(() => result.current.upload(`${prefix}new.txt`, 'new'));
    arrive();
    await waitFor(() => expect(result.current.objects.data).toHaveLength(1), longWait);
  });

  it('useObjects sends nothing while no user is signed in', async () => {
    const { wrapper, sent } = await createTestApp();
    const { result } = renderHook(() => useObjects({ bucket, prefix: 'public/' }), { wrapper });
    expect(result.current.fetchStatus).toBe('idle');
    expect(sent).toEqual([]);
  });
});
