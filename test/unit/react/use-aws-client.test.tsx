import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { GetObjectCommand, PutObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { GetCallerIdentityCommand, STSClient } from '@aws-sdk/client-sts';
import { act, renderHook, waitFor } from '@testing-library/react';
import { describe, expect, it, vi } from 'vitest';
import { useAwsClient } from '../../../src/index.ts';
import { patient } from '../support/person.ts';
import { ada, createStage, grace } from '../support/stage.tsx';

/** Watches every client that is made from here on. */
const watchDestroyed = () => {
  const destroyed = new Set<unknown>();
  const spy = vi.spyOn(S3Client.prototype, 'destroy').mockImplementation(function destroy(this: unknown) {
    destroyed.add(this);
  });
  return { destroyed, stop: () => spy.mockRestore() };
};

describe('useAwsClient', () => {
  it('reaches the local AWS as whoever is here, with nothing to set up', async () => {
    const stage = await createStage();
    await stage.signIn(ada);
    const { result } = renderHook(() => useAwsClient(STSClient), { wrapper: stage.wrapper });
    const { Arn } = await result.current.send(new GetCallerIdentityCommand({}));
    expect(Arn).toMatch(/assumed-role\/.*\/CognitoIdentityCredentials$/);
  });

  it('addresses S3 under one host on a local AWS, and lets a person write below their own prefix only', async () => {
    const stage = await createStage();
    await stage.signIn(ada);
    const { result } = renderHook(() => useAwsClient(S3Client), { wrapper: stage.wrapper });
    const { identityId } = await stage.cognito.credentials();
    const Bucket = 'cognito-kit-local';
    const Key = `private/${identityId}/note.txt`;
    await result.current.send(new PutObjectCommand({ Bucket, Key, Body: 'mine' }));
    const { Body } = await result.current.send(new GetObjectCommand({ Bucket, Key }));
    expect(await Body?.transformToString()).toBe('mine');
    const foreign = new PutObjectCommand({ Bucket, Key: 'private/somebody/note.txt', Body: 'theirs' });
    await expect(result.current.send(foreign)).rejects.toMatchObject({ name: 'AccessDenied' });
  });

  it('gives the same client at every render, and another when a plain setting changes', async () => {
    const stage = await createStage();
    const { result, rerender } = renderHook(
      ({ region }) => useAwsClient(DynamoDBClient, { region, logger: { ...console } }),
      { wrapper: stage.wrapper, initialProps: { region: 'eu-west-1' } },
    );
    const first = result.current;
    rerender({ region: 'eu-west-1' });
    expect(result.current).toBe(first);
    rerender({ region: 'eu-west-2' });
    expect(result.current).not.toBe(first);
    expect(await result.current.config.region()).toBe('eu-west-2');
  });

  it('survives StrictMode: what is on screen is not destroyed', async () => {
    const { destroyed, stop } = watchDestroyed();
    const stage = await createStage();
    const { result, unmount } = renderHook(() => useAwsClient(S3Client), { wrapper: stage.wrapper });
    await act(() => Promise.resolve());
    expect(destroyed).not.toContain(result.current);
    const held = result.current;
    unmount();
    await act(() => Promise.resolve());
    expect(destroyed).toContain(held);
    stop();
  });

  it('fault 79: gives another client to another person, destroys the last, and ends what it had under way', async () => {
    const stage = await createStage({ aws: { users: [ada, { ...grace, totp: false }] } });
    const { destroyed, stop } = watchDestroyed();
    await stage.signIn(ada);
    const { result } = renderHook(() => useAwsClient(S3Client), { wrapper: stage.wrapper });
    const adas = result.current;
    await stage.cognito.credentials();
    stage.hold();
    const asked = adas.send(new GetObjectCommand({ Bucket: 'cognito-kit-local', Key: 'public/x' }));
    const refused = expect(asked).rejects.toMatchObject({ name: 'AbortError' });
    await waitFor(() => expect(stage.sent.at(-1)).toMatch(/^GET /), patient);
    await act(() => stage.cognito.signOut());
    expect(result.current).not.toBe(adas);
    expect(destroyed).toContain(adas);
    expect(destroyed).not.toContain(result.current);
    await refused;
    stop();
  });

  it('tries once more when the service says that the keys ran out', async () => {
    const stage = await createStage({ aws: { client: { idTokenValidity: 86_400 } } });
    await stage.signIn(ada);
    const { result } = renderHook(() => useAwsClient(STSClient), {
      wrapper: stage.wrapper,
    });
    await result.current.send(new GetCallerIdentityCommand({}));
    // The service's clock runs ahead of this device's: it calls the keys expired while they look fresh here.
    stage.aws.clock.advance(3700);
    stage.sent.length = 0;
    const { Arn } = await result.current.send(new GetCallerIdentityCommand({}));
    expect(Arn).toMatch(/assumed-role/);
    expect(stage.sent.filter((name) => name === 'GetCredentialsForIdentity')).toHaveLength(1);
  });
});
