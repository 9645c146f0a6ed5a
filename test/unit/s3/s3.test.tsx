import { HeadObjectCommand, PutObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { act, renderHook, waitFor } from '@testing-library/react';
import { describe, expect, it } from 'vitest';
import { createAwsClient, createRequestHandler, type AwsRequestHandler } from '../../../src/index.ts';
import { useObjects, useUpload } from '../../../src/s3.ts';
import { patient } from '../support/person.ts';
import { ada, createStage, type StageOptions } from '../support/stage.tsx';

const bucket = 'cognito-kit-local';
const own = (id: string) => `private/${id}/`;
const MiB = 1024 * 1024;

async function signedIn(options?: StageOptions) {
  const stage = await createStage(options);
  await stage.signIn(ada);
  const { identityId } = await stage.cognito.credentials();
  const { region, endpoint } = stage.aws.config;
  /** With the account's own keys: sees what is really stored. */
  const root = new S3Client({
    region,
    endpoint,
    forcePathStyle: true,
    credentials: stage.aws.rootCredentials,
    requestHandler: {
      handle: async (request: Parameters<AwsRequestHandler['handle']>[0]) =>
        createRequestHandler(stage.cognito).handle(request),
    },
  });
  return { ...stage, prefix: own(identityId), root };
}

describe('useUpload', () => {
  it('stores a file below the caller’s own prefix, with its type, and says how far it is', async () => {
    const { wrapper, prefix, root } = await signedIn();
    const seen: string[] = [];
    const { result } = renderHook(
      () => {
        const upload = useUpload({ bucket, params: { ContentType: 'text/plain' } });
        seen.push(`${upload.status} ${upload.progress?.loaded ?? '-'}/${upload.progress?.total ?? '-'}`);
        return upload;
      },
      { wrapper },
    );
    let done: Promise<unknown> | undefined;
    act(() => {
      done = result.current.upload(`${prefix}hello.txt`, 'hello');
    });
    await waitFor(() => expect(result.current.status).toBe('success'), patient);
    const stored = await done;
    expect(stored).toEqual({ key: `${prefix}hello.txt`, etag: expect.stringMatching(/^"\w+"$/) as string });
    expect(seen[0]).toBe('idle -/-');
    expect(seen).toContain('pending 0/5');
    expect(seen.at(-1)).toBe('success 5/5');
    const head = await root.send(new HeadObjectCommand({ Bucket: bucket, Key: `${prefix}hello.txt` }));
    expect(head).toMatchObject({ ContentLength: 5, ContentType: 'text/plain' });
  });

  it('sends what is large in parts, and counts them', async () => {
    const { wrapper, prefix, root, sent } = await signedIn();
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
    await waitFor(() => expect(result.current.status).toBe('success'), patient);
    expect(Math.max(...loaded)).toBe(11 * MiB);
    // Not how often it rendered on the way: React may show two parts that arrive together as one.
    expect(sent.filter((name) => /^PUT .*partNumber=/.test(name))).toHaveLength(3);
    const head = await root.send(new HeadObjectCommand({ Bucket: bucket, Key: `${prefix}large.bin` }));
    expect(head.ContentLength).toBe(11 * MiB);
  });

  it('really ends at an abort: nothing is stored', async () => {
    const { wrapper, prefix, root, hold, sent } = await signedIn();
    const { result } = renderHook(() => useUpload({ bucket }), { wrapper });
    const release = hold();
    let done: Promise<unknown> | undefined;
    act(() => {
      done = result.current.upload(`${prefix}gone.txt`, 'gone');
    });
    await waitFor(() => expect(sent.at(-1)).toMatch(/^PUT /), patient);
    expect(result.current.status).toBe('pending');
    act(() => result.current.abort());
    expect(result.current).toMatchObject({ status: 'idle', error: undefined });
    expect(await act(() => done as Promise<unknown>)).toBeUndefined();
    release();
    const head = new HeadObjectCommand({ Bucket: bucket, Key: `${prefix}gone.txt` });
    await expect(root.send(head)).rejects.toMatchObject({ name: 'NotFound' });
    expect(result.current.status).toBe('idle');
  });

  it('has S3 discard the parts of an upload that was aborted', async () => {
    const { wrapper, prefix, root, sent } = await signedIn();
    const { result } = renderHook(() => useUpload({ bucket }), { wrapper });
    let done: Promise<unknown> | undefined;
    act(() => {
      done = result.current.upload(`${prefix}gone.bin`, new Uint8Array(21 * MiB));
    });
    await waitFor(() => expect(sent.some((name) => /partNumber=/.test(name))).toBe(true), patient);
    act(() => result.current.abort());
    await act(() => done as Promise<unknown>);
    await waitFor(() => expect(sent.some((name) => /^DELETE .*uploadId=/.test(name))).toBe(true), patient);
    const head = new HeadObjectCommand({ Bucket: bucket, Key: `${prefix}gone.bin` });
    await expect(root.send(head)).rejects.toMatchObject({ name: 'NotFound' });
  });

  it('fault 77: gives a denial as the error, and does not reject', async () => {
    const { wrapper } = await signedIn();
    const { result } = renderHook(() => useUpload({ bucket }), { wrapper });
    const stored = await act(() => result.current.upload('private/somebody/x.txt', 'x'));
    expect(stored).toBeUndefined();
    expect(result.current.status).toBe('error');
    expect(result.current.error?.name).toBe('AccessDenied');
  });

  it('fault 79: ends with the person', async () => {
    const { wrapper, prefix, hold, sent, cognito } = await signedIn();
    const { result } = renderHook(() => useUpload({ bucket }), { wrapper });
    hold();
    let done: Promise<unknown> | undefined;
    act(() => {
      done = result.current.upload(`${prefix}late.txt`, 'late');
    });
    await waitFor(() => expect(sent.at(-1)).toMatch(/^PUT /), patient);
    await act(() => cognito.signOut());
    expect(await act(() => done as Promise<unknown>)).toBeUndefined();
    expect(result.current.status).not.toBe('success');
  });
});

describe('useObjects', () => {
  async function withFiles(count: number) {
    const stage = await signedIn();
    for (let at = 0; at < count; at += 1)
      await stage.root.send(
        new PutObjectCommand({ Bucket: bucket, Key: `${stage.prefix}${at}.txt`, Body: String(at) }),
      );
    return stage;
  }

  it('lists what is below a prefix, a page at a time', async () => {
    const { wrapper, prefix } = await withFiles(3);
    const { result } = renderHook(() => useObjects({ bucket, prefix: own, pageSize: 2 }), { wrapper });
    await waitFor(() => expect(result.current.data).toHaveLength(2), patient);
    expect(result.current.hasNextPage).toBe(true);
    await act(() => result.current.fetchNextPage());
    await waitFor(() => expect(result.current.hasNextPage).toBe(false), patient);
    expect(result.current.data?.map(({ Key }) => Key)).toEqual([0, 1, 2].map((at) => `${prefix}${at}.txt`));
  });

  it('fault 73: has no identity id in its query key', async () => {
    const { wrapper, prefix, queries, cognito } = await withFiles(1);
    const { result } = renderHook(
      () => [useObjects({ bucket, prefix: own }), useObjects({ bucket, prefix })] as const,
      { wrapper },
    );
    await waitFor(() => expect(result.current[1].data).toHaveLength(1), patient);
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

  it('shows another person nothing of it', async () => {
    const { wrapper, cognito, queries } = await withFiles(1);
    const { result } = renderHook(() => useObjects({ bucket, prefix: own }), { wrapper });
    await waitFor(() => expect(result.current.data).toHaveLength(1), patient);
    await act(() => cognito.signOut());
    expect(result.current.data).toBeUndefined();
    const held = queries
      .getQueryCache()
      .getAll()
      .map(({ state }) => state.data);
    expect(held.filter(Boolean)).toEqual([]);
  });

  it('shows what was uploaded, though the first listing was asked for before', async () => {
    const { wrapper, prefix, cognito } = await signedIn();
    const inner = createRequestHandler(cognito);
    let waits = 0;
    const client = createAwsClient(cognito, S3Client, {
      requestHandler: {
        async handle(...asked: Parameters<AwsRequestHandler['handle']>) {
          const reply = await inner.handle(...asked);
          // The first answer is on a slow way.
          if (waits++ === 0) await new Promise<void>((resolve) => (arrive = resolve));
          return reply;
        },
      },
    });
    let arrive = () => {};
    const { result } = renderHook(
      () => ({ objects: useObjects({ bucket, prefix, client }), upload: useUpload({ bucket }).upload }),
      { wrapper },
    );
    await waitFor(() => expect(waits).toBe(1), patient);
    await act(() => result.current.upload(`${prefix}new.txt`, 'new'));
    arrive();
    await waitFor(() => expect(result.current.objects.data).toHaveLength(1), patient);
  });

  it('asks nothing while nobody may', async () => {
    const { wrapper, sent } = await createStage();
    const { result } = renderHook(() => useObjects({ bucket, prefix: 'public/' }), { wrapper });
    expect(result.current.fetchStatus).toBe('idle');
    expect(sent).toEqual([]);
  });
});
