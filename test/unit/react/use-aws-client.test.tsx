import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { GetObjectCommand, PutObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { GetCallerIdentityCommand, STSClient } from '@aws-sdk/client-sts';
import { act, renderHook, waitFor } from '@testing-library/react';
import { describe, expect, it, vi } from 'vitest';
import { linkGuest, useAwsClient, useCredentials } from '../../../src/index.ts';
import { google, tokenOf, trusting } from '../../support/other-logins.ts';
import { longWait } from '../support/user-actions.ts';
import { ada, createTestApp, grace } from '../support/test-app.tsx';

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
    const testApp = await createTestApp();
    await testApp.signIn(ada);
    const { result } = renderHook(() => useAwsClient(STSClient), { wrapper: testApp.wrapper });
    const { Arn } = await result.current.send(new GetCallerIdentityCommand({}));
    expect(Arn).toMatch(/assumed-role\/.*\/CognitoIdentityCredentials$/);
  });

  it('addresses S3 under one host on a local AWS, and lets a person write below their own prefix only', async () => {
    const testApp = await createTestApp();
    await testApp.signIn(ada);
    const { result } = renderHook(() => useAwsClient(S3Client), { wrapper: testApp.wrapper });
    const { identityId } = await testApp.cognito.credentials();
    const Bucket = 'cognito-kit-local';
    const Key = `private/${identityId}/note.txt`;
    await result.current.send(new PutObjectCommand({ Bucket, Key, Body: 'mine' }));
    const { Body } = await result.current.send(new GetObjectCommand({ Bucket, Key }));
    expect(await Body?.transformToString()).toBe('mine');
    const foreign = new PutObjectCommand({ Bucket, Key: 'private/somebody/note.txt', Body: 'theirs' });
    await expect(result.current.send(foreign)).rejects.toMatchObject({ name: 'AccessDenied' });
  });

  it('gives the same client at every render, and another when a plain setting changes', async () => {
    const testApp = await createTestApp();
    const { result, rerender } = renderHook(
      ({ region }) => useAwsClient(DynamoDBClient, { region, logger: { ...console } }),
      { wrapper: testApp.wrapper, initialProps: { region: 'eu-west-1' } },
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
    const testApp = await createTestApp();
    const { result, unmount } = renderHook(() => useAwsClient(S3Client), { wrapper: testApp.wrapper });
    await act(() => Promise.resolve());
    expect(destroyed).not.toContain(result.current);
    const held = result.current;
    unmount();
    await act(() => Promise.resolve());
    expect(destroyed).toContain(held);
    stop();
  });

  it('fault 79: gives another client to another person, destroys the last, and ends what it had under way', async () => {
    const testApp = await createTestApp({ aws: { users: [ada, { ...grace, totp: false }] } });
    const { destroyed, stop } = watchDestroyed();
    await testApp.signIn(ada);
    const { result } = renderHook(() => useAwsClient(S3Client), { wrapper: testApp.wrapper });
    const adas = result.current;
    await testApp.cognito.credentials();
    testApp.holdReplies();
    const asked = adas.send(new GetObjectCommand({ Bucket: 'cognito-kit-local', Key: 'public/x' }));
    const refused = expect(asked).rejects.toMatchObject({ name: 'AbortError' });
    await waitFor(() => expect(testApp.sent.at(-1)).toMatch(/^GET /), longWait);
    await act(() => testApp.cognito.signOut());
    expect(result.current).not.toBe(adas);
    expect(destroyed).toContain(adas);
    expect(destroyed).not.toContain(result.current);
    await refused;
    stop();
  });

  it('tries once more when the service says that the keys ran out', async () => {
    const testApp = await createTestApp({ aws: { client: { idTokenValidity: 86_400 } } });
    await testApp.signIn(ada);
    const { result } = renderHook(() => useAwsClient(STSClient), {
      wrapper: testApp.wrapper,
    });
    await result.current.send(new GetCallerIdentityCommand({}));
    // The service's clock runs ahead of this device's: it calls the keys expired while they look fresh here.
    testApp.aws.clock.advance(3700);
    testApp.sent.length = 0;
    const { Arn } = await result.current.send(new GetCallerIdentityCommand({}));
    expect(Arn).toMatch(/assumed-role/);
    expect(testApp.sent.filter((name) => name === 'GetCredentialsForIdentity')).toHaveLength(1);
  });

  it('gives another client when a login beside the session merges two identities', async () => {
    const testApp = await createTestApp({ aws: trusting });
    const { cognito, clock } = testApp;
    const login = async () => ({ logins: { [google]: await tokenOf(google, 'g-ada', clock.now()) } });
    await cognito.setLogins(login);
    const { result } = renderHook(() => useAwsClient(S3Client), { wrapper: testApp.wrapper });
    const older = await act(() => cognito.credentials());
    clock.advance(60_000);
    await testApp.signIn(ada);
    await act(() => cognito.credentials());
    const before = result.current;
    await act(() => cognito.setLogins(login));
    expect(result.current).toBe(before);
    const { identityId } = await act(() => cognito.credentials());
    expect(identityId).toBe(older.identityId);
    expect(result.current).not.toBe(before);
  });

  it('gives another client when a login without a session changes', async () => {
    const testApp = await createTestApp({ aws: trusting });
    const { result } = renderHook(() => useAwsClient(S3Client), { wrapper: testApp.wrapper });
    const before = result.current;
    await act(() => testApp.cognito.setLogins(async () => ({ logins: {} })));
    expect(result.current).not.toBe(before);
  });

  it('keeps the client where a link changes no identity, and signs with its keys', async () => {
    const testApp = await createTestApp({ config: { guest: true } });
    const guest = await testApp.cognito.credentials();
    await testApp.signIn(ada);
    const { result } = renderHook(() => useAwsClient(STSClient), { wrapper: testApp.wrapper });
    const before = result.current;
    await act(() => linkGuest(testApp.cognito));
    expect(result.current).toBe(before);
    expect((await before.config.credentials()).accessKeyId).not.toBe(guest.accessKeyId);
  });

  describe('with a role', () => {
    const statement = { Effect: 'Allow' as const, Action: 'sts:GetCallerIdentity', Resource: '*' };
    const policies = { who: { Version: '2012-10-17' as const, Statement: statement } };
    const roleArn = 'arn:aws:iam::123456789012:role/editor';
    const open = async () => {
      const testApp = await createTestApp({
        aws: {
          userPools: [{ groups: { editors: { role: 'editor' } } }],
          users: [{ ...ada, groups: ['editors'] }],
          roles: { editor: { policies } },
        },
      });
      await testApp.signIn(ada);
      return testApp;
    };

    it('signs as that one of the user’s roles, and another role is another client', async () => {
      const testApp = await open();
      const { result, rerender } = renderHook(
        ({ as }) => useAwsClient(STSClient, as === 'editor' ? { roleArn } : {}),
        { wrapper: testApp.wrapper, initialProps: { as: 'editor' } },
      );
      const ask = () => result.current.send(new GetCallerIdentityCommand({}));
      expect((await ask()).Arn).toMatch(/assumed-role\/editor\//);
      rerender({ as: 'user' });
      expect((await ask()).Arn).toMatch(/assumed-role\/cognito-kit-user\//);
    });

    it('useCredentials gives its provider, stable, and shows the state of the pool’s choice', async () => {
      const testApp = await open();
      const { result, rerender } = renderHook(() => useCredentials({ roleArn }), {
        wrapper: testApp.wrapper,
      });
      const { credentials } = result.current;
      const editor = await act(() => credentials());
      expect(result.current).not.toHaveProperty('identityId');
      const own = await act(() => testApp.cognito.credentials());
      expect(own.accessKeyId).not.toBe(editor.accessKeyId);
      expect(own.identityId).toBe(editor.identityId);
      rerender();
      expect(result.current).toMatchObject({ credentials, identityId: own.identityId });
    });
  });
});
