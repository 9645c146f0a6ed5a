import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { GetObjectCommand, PutObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { GetCallerIdentityCommand, STSClient } from '@aws-sdk/client-sts';
import { act, renderHook, waitFor } from '@testing-library/react';
import { describe, expect, it, vi } from 'vitest';
import { linkGuest, useAwsClient, useCredentials } from '../../../src/index.ts';
import { google, tokenOf, trusting } from '../../support/external-logins.ts';
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

  it('gives another client when a login beside the session merges two identities', async () => {
    const stage = await createStage({ aws: trusting });
    const { cognito, clock } = stage;
    const login = async () => ({ logins: { [google]: await tokenOf(google, 'g-ada', clock.now()) } });
    await cognito.setLogins(login);
    const { result } = renderHook(() => useAwsClient(S3Client), { wrapper: stage.wrapper });
    const older = await act(() => cognito.credentials());
    clock.advance(60_000);
    await stage.signIn(ada);
    await act(() => cognito.credentials());
    const before = result.current;
    await act(() => cognito.setLogins(login));
    expect(result.current).toBe(before);
    const { identityId } = await act(() => cognito.credentials());
    expect(identityId).toBe(older.identityId);
    expect(result.current).not.toBe(before);
  });

  it('gives another client when a login without a session changes', async () => {
    const stage = await createStage({ aws: trusting });
    const { result } = renderHook(() => useAwsClient(S3Client), { wrapper: stage.wrapper });
    const before = result.current;
    await act(() => stage.cognito.setLogins(async () => ({ logins: {} })));
    expect(result.current).not.toBe(before);
  });

  it('keeps the client where a link changes no identity, and signs with its keys', async () => {
    const stage = await createStage({ config: { guest: true } });
    const guest = await stage.cognito.credentials();
    await stage.signIn(ada);
    const { result } = renderHook(() => useAwsClient(STSClient), { wrapper: stage.wrapper });
    const before = result.current;
    await act(() => linkGuest(stage.cognito));
    expect(result.current).toBe(before);
    expect((await before.config.credentials()).accessKeyId).not.toBe(guest.accessKeyId);
  });

  describe('with a role', () => {
    const statement = { Effect: 'Allow' as const, Action: 'sts:GetCallerIdentity', Resource: '*' };
    const policies = { who: { Version: '2012-10-17' as const, Statement: statement } };
    const roleArn = 'arn:aws:iam::123456789012:role/editor';
    const open = async () => {
      const stage = await createStage({
        aws: {
          userPools: [{ groups: { editors: { role: 'editor' } } }],
          users: [{ ...ada, groups: ['editors'] }],
          roles: { editor: { policies } },
        },
      });
      await stage.signIn(ada);
      return stage;
    };

    it('signs as that one of the user’s roles, and another role is another client', async () => {
      const stage = await open();
      const { result, rerender } = renderHook(
        ({ as }) => useAwsClient(STSClient, as === 'editor' ? { roleArn } : {}),
        { wrapper: stage.wrapper, initialProps: { as: 'editor' } },
      );
      const ask = () => result.current.send(new GetCallerIdentityCommand({}));
      expect((await ask()).Arn).toMatch(/assumed-role\/editor\//);
      rerender({ as: 'user' });
      expect((await ask()).Arn).toMatch(/assumed-role\/cognito-kit-user\//);
    });

    it('useCredentials gives its provider, stable, and shows the state of the pool’s choice', async () => {
      const stage = await open();
      const { result, rerender } = renderHook(() => useCredentials({ roleArn }), { wrapper: stage.wrapper });
      const { credentials } = result.current;
      const editor = await act(() => credentials());
      expect(result.current).not.toHaveProperty('identityId');
      const own = await act(() => stage.cognito.credentials());
      expect(own.accessKeyId).not.toBe(editor.accessKeyId);
      expect(own.identityId).toBe(editor.identityId);
      rerender();
      expect(result.current).toMatchObject({ credentials, identityId: own.identityId });
    });
  });
});
