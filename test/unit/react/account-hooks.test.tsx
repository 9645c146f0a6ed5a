/** Proves that the account hooks list and change the user's data, and that nothing of it reaches the next user. */
import { act, renderHook, waitFor } from '@testing-library/react';
import { describe, expect, it } from 'vitest';
import {
  devicesQueryOptions,
  passkeysQueryOptions,
  userSessionsQueryOptions,
  useAttributes,
  useDevices,
  usePasskeys,
  useUserSessions,
  useSignIn,
  useUser,
} from '../../../src/index.ts';
import { emulatedPasskeys } from '../../support/passkeys.ts';
import { longWait } from '../../support/user-actions.ts';
import { ada, grace } from '../../support/users.ts';
import { webAuthn } from '../../support/pool-options.ts';
import { createTestApp } from '../../support/test-app.tsx';

const aws = {
  users: [ada, { ...grace, totp: false }],
  pool: {
    firstFactors: ['PASSWORD', 'WEB_AUTHN'],
    webAuthn,
    devices: { tracking: 'ALWAYS', skipsMfa: false },
    sessionTracking: { status: 'ENABLED', maxPerUser: 5 },
  },
  client: { authFlows: ['USER_SRP_AUTH', 'USER_AUTH', 'REFRESH_TOKEN_AUTH'] },
} as const;
const open = (config = {}) => createTestApp({ aws, config: { passkeys: emulatedPasskeys(), ...config } });

describe('usePasskeys', () => {
  it('usePasskeys lists the passkeys after `register` and after `remove`', async () => {
    const { signIn, wrapper, sent } = await open();
    const { result } = renderHook(() => usePasskeys(), { wrapper });
    expect(sent).toEqual([]);
    await act(() => signIn(ada));
    await waitFor(() => expect(result.current.data).toEqual([]), longWait);
    await act(() => result.current.register.run());
    expect(result.current.register).toMatchObject({ status: 'success', error: undefined });
    await waitFor(() => expect(result.current.data).toHaveLength(1), longWait);
    await act(() => result.current.remove.run(result.current.data![0]!.id));
    await waitFor(() => expect(result.current.data).toEqual([]), longWait);
  });

  it('usePasskeys lists a passkey that was registered while the first list was under way', async () => {
    let arrive = () => {};
    let lists = 0;
    const testApp = await open();
    // The first reply, from before the registration, arrives late.
    testApp.interceptOnce('ListWebAuthnCredentials', async (send) => {
      const reply = await send();
      lists++;
      await new Promise<void>((resolve) => (arrive = resolve));
      return reply;
    });
    await testApp.signIn(ada);
    const { result } = renderHook(() => usePasskeys(), { wrapper: testApp.wrapper });
    await waitFor(() => expect(lists).toBe(1), longWait);
    await act(() => result.current.register.run());
    arrive();
    await waitFor(() => expect(result.current.data).toHaveLength(1), longWait);
  });

  it('fault 63 (passkey cancelled): usePasskeys shows the cancel at `register` alone, until the next try', async () => {
    let cancels = true;
    const real = emulatedPasskeys();
    const passkeys = {
      ...real,
      container: {
        ...real.container!,
        create: async (options?: CredentialCreationOptions) => {
          if (cancels) throw new DOMException('', 'NotAllowedError');
          return real.container!.create(options);
        },
      },
    };
    const { signIn, wrapper } = await open({ passkeys });
    await signIn(ada);
    const { result } = renderHook(() => usePasskeys(), { wrapper });
    await act(() => result.current.register.run());
    expect(result.current.register).toMatchObject({ status: 'error', error: { code: 'PasskeyCancelled' } });
    expect(result.current.remove).toMatchObject({ status: 'idle', error: undefined });
    expect(result.current.error).toBeNull();
    act(() => result.current.register.reset());
    expect(result.current.register).toMatchObject({ status: 'idle', error: undefined });
    cancels = false;
    await act(() => result.current.register.run());
    expect(result.current.register.status).toBe('success');
  });
});

describe('useUserSessions and useDevices', () => {
  it('useUserSessions and useDevices list those of the user, and revoke and forget them', async () => {
    const { signIn, wrapper } = await open();
    await signIn(ada);
    await signIn(ada);
    const { result } = renderHook(() => ({ sessions: useUserSessions(), devices: useDevices() }), {
      wrapper,
    });
    await waitFor(() => expect(result.current.sessions.data).toHaveLength(2), longWait);
    await waitFor(() => expect(result.current.devices.data).toHaveLength(1), longWait);
    const other = result.current.sessions.data!.find(({ isCurrent }) => !isCurrent)!;
    await act(() => result.current.sessions.revoke.run(other.id));
    await waitFor(() => expect(result.current.sessions.data).toMatchObject([{ isCurrent: true }]), longWait);
    const [device] = result.current.devices.data!;
    expect(device?.isCurrent).toBe(true);
    await act(() => result.current.devices.remember.run('remembered'));
    expect(result.current.devices.remember).toMatchObject({ status: 'success', error: undefined });
    await act(() => result.current.devices.forget.run(device!.key));
    await waitFor(() => expect(result.current.devices.data).toEqual([]), longWait);
  });
});

describe('useAttributes', () => {
  it('useAttributes returns where a code was sent, verifies it, and useUser shows the new attributes', async () => {
    const { signIn, wrapper, aws: service } = await open();
    await signIn(ada);
    const { result } = renderHook(() => ({ user: useUser(), change: useAttributes() }), { wrapper });
    await waitFor(() => expect(result.current.user.data).toBeDefined(), longWait);
    const email = 'new@example.com';
    const sent = await act(() => result.current.change.update.run({ email, nickname: 'A' }));
    expect(sent).toMatchObject([{ medium: 'EMAIL' }]);
    const code = await service.outbox.code(email);
    await act(() => result.current.change.verify.run({ name: 'email', code: code === '1' ? '2' : '1' }));
    expect(result.current.change.verify.error?.kind).toBe('rejected');
    await act(() => result.current.change.verify.run({ name: 'email', code }));
    expect(result.current.change.verify).toMatchObject({ status: 'success', error: undefined });
    await waitFor(
      () => expect(result.current.user.data?.attributes).toMatchObject({ email, email_verified: 'true' }),
      longWait,
    );
    await act(() => result.current.change.remove.run(['nickname']));
    await waitFor(
      () => expect(result.current.user.data?.attributes).not.toHaveProperty('nickname'),
      longWait,
    );
  });
});

describe('an action of an account hook', () => {
  it('two runs of one action at the same time both succeed', async () => {
    const { signIn, wrapper, holdRequests, sent } = await open();
    await signIn(ada);
    const { result } = renderHook(() => ({ user: useUser(), change: useAttributes() }), { wrapper });
    await waitFor(() => expect(result.current.user.data).toBeDefined(), longWait);
    const release = holdRequests();
    let both: Promise<unknown> | undefined;
    act(() => {
      both = Promise.all([
        result.current.change.update.run({ nickname: 'A' }),
        result.current.change.update.run({ given_name: 'Ada' }),
      ]);
    });
    await waitFor(() => expect(sent.filter((name) => name === 'UpdateUserAttributes')).toHaveLength(2));
    expect(result.current.change.update.status).toBe('pending');
    release();
    expect(await act(() => both)).toEqual([[], []]);
    expect(result.current.change.update.status).toBe('success');
    await waitFor(
      () => expect(result.current.user.data?.attributes).toMatchObject({ nickname: 'A', given_name: 'Ada' }),
      longWait,
    );
  });

  it('fault 32 (user switch): an action of one user is neither done nor shown after a switch of user', async () => {
    const { signIn, wrapper, holdRequests, sent } = await open();
    await signIn(ada);
    const { result } = renderHook(() => ({ user: useUser(), change: useAttributes() }), { wrapper });
    await waitFor(() => expect(result.current.user.data?.username).toBe('ada'), longWait);
    const release = holdRequests();
    let running: Promise<unknown> | undefined;
    act(() => {
      running = result.current.change.update.run({ nickname: 'A' });
    });
    await waitFor(() => expect(sent).toContain('UpdateUserAttributes'));
    const next = signIn(grace);
    await act(async () => {
      release();
      await next;
    });
    await act(() => running);
    await waitFor(() => expect(result.current.user.data?.username).toBe('grace'), longWait);
    expect(result.current.change.update).toMatchObject({ status: 'idle', error: undefined });
    expect(result.current.user.data?.attributes).not.toHaveProperty('nickname');
  });

  it('an action never rejects, and wraps an unexpected error in a CognitoError', async () => {
    const broken = { ...emulatedPasskeys(), PublicKey: { parseCreationOptionsFromJSON: () => fail() } };
    const { signIn, wrapper } = await open({ passkeys: broken });
    await signIn(ada);
    const { result } = renderHook(() => usePasskeys(), { wrapper });
    await act(() => result.current.register.run());
    expect(result.current.register.status).toBe('error');
    expect(result.current.register.error).toMatchObject({ name: 'CognitoError' });
  });
});

function fail(): never {
  throw new RangeError('a browser of the future');
}

it('a refused query is sent once although the QueryClient retries, since the kit itself retries', async () => {
  const { signIn, wrapper, sent, queries } = await createTestApp({
    aws: { ...aws, pool: { sessionTracking: { status: 'DISABLED' } } },
  });
  queries.setDefaultOptions({ queries: { retry: 3, retryDelay: 1 } });
  await signIn(ada);
  const { result } = renderHook(() => useUserSessions(), { wrapper });
  await waitFor(() => expect(result.current.error).toMatchObject({ kind: 'rejected' }), longWait);
  expect(sent.filter((name) => name === 'ListUserSessions')).toHaveLength(1);
});

it('fault 87 (secrets in caches): the query cache contains no token, code or password of an account', async () => {
  const { signIn, wrapper, cognito, queries, aws: service } = await open();
  const tokens = await signIn(ada);
  const { result } = renderHook(
    () => ({
      user: useUser(),
      passkeys: usePasskeys(),
      devices: useDevices(),
      sessions: useUserSessions(),
      change: useAttributes(),
      signIn: useSignIn({ username: 'ada' }),
    }),
    { wrapper },
  );
  await act(() => result.current.change.update.run({ email: 'new@example.com' }));
  const code = await service.outbox.code('new@example.com');
  await act(() => result.current.change.verify.run({ name: 'email', code }));
  await act(() => result.current.signIn.start({ username: 'ada', password: 'Canary-wrong-7' }));
  await waitFor(() => expect(result.current.sessions.data).toBeDefined(), longWait);
  await waitFor(() => expect(result.current.devices.data).toBeDefined(), longWait);
  const cached = queries.getQueryCache().getAll();
  const cacheText = JSON.stringify([
    cached.map(({ queryKey, state }) => [queryKey, state]),
    queries.getMutationCache().getAll(),
  ]);
  const device = await cognito.devices?.get('ada');
  const secrets = [...Object.values(tokens), ada.password, 'Canary-wrong-7', code, device!.password];
  for (const secret of secrets) expect(cacheText).not.toContain(secret);
  for (const { queryKey } of [
    passkeysQueryOptions(cognito),
    devicesQueryOptions(cognito),
    userSessionsQueryOptions(cognito),
  ]) {
    expect(JSON.stringify(queryKey)).toContain(cognito.authStateId());
    expect(JSON.stringify(queryKey)).not.toMatch(/\bada\b/);
  }
});
