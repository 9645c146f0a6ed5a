/** Proves when useAwsClient returns the same client or another, whose credentials it uses, and when one is destroyed. */
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { GetObjectCommand, PutObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { GetCallerIdentityCommand, STSClient } from '@aws-sdk/client-sts';
import { act, renderHook, waitFor } from '@testing-library/react';
import { describe, expect, it, vi } from 'vitest';
import { linkGuest, useAwsClient, useCredentials } from '../../../src/index.ts';
import { google, createIdToken, trustedProviders } from '../../support/external-logins.ts';
import { longWait } from '../../support/user-actions.ts';
import { ada, grace } from '../../support/users.ts';
import { createTestApp } from '../../support/test-app.tsx';

/** Records every S3 client that is destroyed from now on. */
const recordDestroyed = () => {
  const destroyed = new Set<unknown>();
  const spy = vi.spyOn(S3Client.prototype, 'destroy').mockImplementation(function destroy(this: unknown) {
    destroyed.add(this);
  });
  return { destroyed, stop: () => spy.mockRestore() };
};

describe('useAwsClient', () => {
  it('useAwsClient calls the local AWS as the signed-in user, without any setting', async () => {
    const testApp = await createTestApp();
    await testApp.signIn(ada);
    const { result } = renderHook(() => useAwsClient(STSClient), { wrapper: testApp.wrapper });
    const { Arn } = await result.current.send(new GetCallerIdentityCommand({}));
    expect(Arn).toMatch(/assumed-role\/.*\/CognitoIdentityCredentials$/);
  });

  it('an S3 client of useAwsClient reads and writes below the user’s own prefix only', async () => {
    const testApp = await createTestApp();
    await testApp.signIn(ada);
    const { result } = renderHook(() => useAwsClient(S3Client), { wrapper: testApp.wrapper });
    const { identityId } = await testApp.cognito.credentials();
    const Bucket = 'cognito-kit-local';
    const Key = `private/${identityId}/note.txt`;
    await result.current.send(new PutObjectCommand({ Bucket, Key, Body: 'mine' }));
    const { Body } = await result.current.send(new GetObjectCommand({ Bucket, Key }));
    expect(await Body?.transformToString()).toBe('mine');
    const foreign = new PutObjectCommand({ Bucket, Key: 'private/another-id/note.txt', Body: 'theirs' });
    await expect(result.current.send(foreign)).rejects.toMatchObject({ name: 'AccessDenied' });
  });

  it('useAwsClient returns the same client at every render, and another when a setting changes', async () => {
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

  it('useAwsClient destroys its client at unmount, and not at StrictMode’s second effect', async () => {
    const { destroyed, stop } = recordDestroyed();
    const testApp = await createTestApp();
    const { result, unmount } = renderHook(() => useAwsClient(S3Client), { wrapper: testApp.wrapper });
    await act(() => Promise.resolve());
    expect(destroyed).not.toContain(result.current);
    const client = result.current;
    unmount();
    await act(() => Promise.resolve());
    expect(destroyed).toContain(client);
    stop();
  });

  it('fault 79 (request at sign-out): useAwsClient returns another client, destroys the former and aborts its request', async () => {
    const testApp = await createTestApp({ aws: { users: [ada, { ...grace, totp: false }] } });
    const { destroyed, stop } = recordDestroyed();
    await testApp.signIn(ada);
    const { result } = renderHook(() => useAwsClient(S3Client), { wrapper: testApp.wrapper });
    const clientOfAda = result.current;
    await testApp.cognito.credentials();
    testApp.holdRequests();
    const request = clientOfAda.send(new GetObjectCommand({ Bucket: 'cognito-kit-local', Key: 'public/x' }));
    const aborted = expect(request).rejects.toMatchObject({ name: 'AbortError' });
    await waitFor(() => expect(testApp.sent.at(-1)).toMatch(/^GET /), longWait);
    await act(() => testApp.cognito.signOut());
    expect(result.current).not.toBe(clientOfAda);
    expect(destroyed).toContain(clientOfAda);
    expect(destroyed).not.toContain(result.current);
    await aborted;
    stop();
  });

  it('a client of useAwsClient retries once with new credentials when the service calls them expired', async () => {
    const testApp = await createTestApp({ aws: { client: { idTokenValidity: 86_400 } } });
    await testApp.signIn(ada);
    const { result } = renderHook(() => useAwsClient(STSClient), {
      wrapper: testApp.wrapper,
    });
    await result.current.send(new GetCallerIdentityCommand({}));
    // The service's clock runs ahead, so credentials that look valid on the device have expired.
    testApp.aws.clock.advance(3700);
    testApp.sent.length = 0;
    const { Arn } = await result.current.send(new GetCallerIdentityCommand({}));
    expect(Arn).toMatch(/assumed-role/);
    expect(testApp.sent.filter((name) => name === 'GetCredentialsForIdentity')).toHaveLength(1);
  });

  it('useAwsClient returns another client when a login beside the session merges two identities', async () => {
    const testApp = await createTestApp({ aws: trustedProviders });
    const { cognito, clock } = testApp;
    const login = async () => ({ logins: { [google]: await createIdToken(google, 'g-ada', clock.now()) } });
    await cognito.setLogins(login);
    const { result } = renderHook(() => useAwsClient(S3Client), { wrapper: testApp.wrapper });
    const older = await act(() => cognito.credentials());
    clock.advanceNow(60_000);
    await testApp.signIn(ada);
    await act(() => cognito.credentials());
    const before = result.current;
    await act(() => cognito.setLogins(login));
    expect(result.current).toBe(before);
    const { identityId } = await act(() => cognito.credentials());
    expect(identityId).toBe(older.identityId);
    expect(result.current).not.toBe(before);
  });

  it('useAwsClient returns another client when a login without a session changes', async () => {
    const testApp = await createTestApp({ aws: trustedProviders });
    const { result } = renderHook(() => useAwsClient(S3Client), { wrapper: testApp.wrapper });
    const before = result.current;
    await act(() => testApp.cognito.setLogins(async () => ({ logins: {} })));
    expect(result.current).not.toBe(before);
  });

  it('useAwsClient returns the same client when linkGuest keeps the identity, and signs with the user’s keys', async () => {
    const testApp = await createTestApp({ config: { guest: true } });
    const guest = await testApp.cognito.credentials();
    await testApp.signIn(ada);
    const { result } = renderHook(() => useAwsClient(STSClient), { wrapper: testApp.wrapper });
    const before = result.current;
    await act(() => linkGuest(testApp.cognito));
    expect(result.current).toBe(before);
    expect((await before.config.credentials()).accessKeyId).not.toBe(guest.accessKeyId);
  });

  describe('useAwsClient with a role', () => {
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

    it('useAwsClient signs with the requested role of the user, and returns another client for another role', async () => {
      const testApp = await open();
      const { result, rerender } = renderHook(
        ({ role }) => useAwsClient(STSClient, role === 'editor' ? { roleArn } : {}),
        { wrapper: testApp.wrapper, initialProps: { role: 'editor' } },
      );
      const getCallerIdentity = () => result.current.send(new GetCallerIdentityCommand({}));
      expect((await getCallerIdentity()).Arn).toMatch(/assumed-role\/editor\//);
      rerender({ role: 'user' });
      expect((await getCallerIdentity()).Arn).toMatch(/assumed-role\/cognito-kit-user\//);
    });

    it('useCredentials returns a stable provider for the role, and the state of the pool’s own role', async () => {
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
