/** The hooks of an account: what they show, what they do, and what becomes of it when another person comes. */
import { act, renderHook, waitFor } from '@testing-library/react';
import { describe, expect, it, vi } from 'vitest';
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
import { emulatedPasskeys } from '../../support/path-theatre.ts';
import { patient } from '../support/person.ts';
import { ada, createStage, grace } from '../support/stage.tsx';

// Two cores may be busy with other files.
vi.setConfig({ testTimeout: 20_000 });

const aws = {
  users: [ada, { ...grace, totp: false }],
  pool: {
    firstFactors: ['PASSWORD', 'WEB_AUTHN'],
    webAuthn: { relyingPartyId: 'localhost', userVerification: 'preferred', factor: 'SINGLE_FACTOR' },
    devices: { tracking: 'ALWAYS', skipsMfa: false },
    sessionTracking: { status: 'ENABLED', maxPerUser: 5 },
  },
  client: { authFlows: ['USER_SRP_AUTH', 'USER_AUTH', 'REFRESH_TOKEN_AUTH'] },
} as const;
const open = (config = {}) => createStage({ aws, config: { passkeys: emulatedPasskeys(), ...config } });

describe('usePasskeys', () => {
  it('lists what `register` makes and `remove` takes away', async () => {
    const { signIn, wrapper, sent } = await open();
    const { result } = renderHook(() => usePasskeys(), { wrapper });
    expect(sent).toEqual([]);
    await act(() => signIn(ada));
    await waitFor(() => expect(result.current.data).toEqual([]), patient);
    await act(() => result.current.register.run());
    expect(result.current.register).toMatchObject({ status: 'success', error: undefined });
    await waitFor(() => expect(result.current.data).toHaveLength(1), patient);
    await act(() => result.current.remove.run(result.current.data![0]!.id));
    await waitFor(() => expect(result.current.data).toEqual([]), patient);
  });

  it('lists what was made while the first list was still on its way', async () => {
    let arrive = () => {};
    let lists = 0;
    const stage: Awaited<ReturnType<typeof open>> = await open({
      fetch: async (input: string, init: RequestInit) => {
        const reply = await stage.aws.fetch(input, init);
        const operation = new Headers(init.headers).get('x-amz-target') ?? '';
        // The first answer, from before, is on a slow way.
        if (operation.endsWith('.ListWebAuthnCredentials') && lists++ === 0)
          await new Promise<void>((resolve) => (arrive = resolve));
        return reply;
      },
    });
    await stage.signIn(ada);
    const { result } = renderHook(() => usePasskeys(), { wrapper: stage.wrapper });
    await waitFor(() => expect(lists).toBe(1), patient);
    await act(() => result.current.register.run());
    arrive();
    await waitFor(() => expect(result.current.data).toHaveLength(1), patient);
  });

  it('fault 63: shows a cancel at its action, and nowhere else, until it is tried again', async () => {
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
  it('list those of the person, and end them', async () => {
    const { signIn, wrapper } = await open();
    await signIn(ada);
    await signIn(ada);
    const { result } = renderHook(() => ({ sessions: useUserSessions(), devices: useDevices() }), {
      wrapper,
    });
    await waitFor(() => expect(result.current.sessions.data).toHaveLength(2), patient);
    await waitFor(() => expect(result.current.devices.data).toHaveLength(1), patient);
    const other = result.current.sessions.data!.find(({ isCurrent }) => !isCurrent)!;
    await act(() => result.current.sessions.revoke.run(other.id));
    await waitFor(() => expect(result.current.sessions.data).toMatchObject([{ isCurrent: true }]), patient);
    const [device] = result.current.devices.data!;
    expect(device?.isCurrent).toBe(true);
    await act(() => result.current.devices.remember.run('remembered'));
    expect(result.current.devices.remember).toMatchObject({ status: 'success', error: undefined });
    await act(() => result.current.devices.forget.run(device!.key));
    await waitFor(() => expect(result.current.devices.data).toEqual([]), patient);
  });
});

describe('useAttributes', () => {
  it('says where a code went, takes it, and shows what was written', async () => {
    const { signIn, wrapper, aws: service } = await open();
    await signIn(ada);
    const { result } = renderHook(() => ({ user: useUser(), change: useAttributes() }), { wrapper });
    await waitFor(() => expect(result.current.user.data).toBeDefined(), patient);
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
      patient,
    );
    await act(() => result.current.change.remove.run(['nickname']));
    await waitFor(() => expect(result.current.user.data?.attributes).not.toHaveProperty('nickname'), patient);
  });
});

describe('an action', () => {
  it('does not end the one before it: two that were asked for are both done', async () => {
    const { signIn, wrapper, hold, sent } = await open();
    await signIn(ada);
    const { result } = renderHook(() => ({ user: useUser(), change: useAttributes() }), { wrapper });
    await waitFor(() => expect(result.current.user.data).toBeDefined(), patient);
    const release = hold();
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
      patient,
    );
  });

  it('fault 32: of one person is neither done nor shown to the next', async () => {
    const { signIn, wrapper, hold, sent } = await open();
    await signIn(ada);
    const { result } = renderHook(() => ({ user: useUser(), change: useAttributes() }), { wrapper });
    await waitFor(() => expect(result.current.user.data?.username).toBe('ada'), patient);
    const release = hold();
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
    await waitFor(() => expect(result.current.user.data?.username).toBe('grace'), patient);
    expect(result.current.change.update).toMatchObject({ status: 'idle', error: undefined });
    expect(result.current.user.data?.attributes).not.toHaveProperty('nickname');
  });

  it('never rejects, and shows what nobody foresaw as an error of its own', async () => {
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

it('a refused read is an error at once: the kit itself repeats what may be repeated', async () => {
  const { signIn, wrapper, sent, queries } = await createStage({
    aws: { ...aws, pool: { sessionTracking: { status: 'DISABLED' } } },
  });
  queries.setDefaultOptions({ queries: { retry: 3, retryDelay: 1 } });
  await signIn(ada);
  const { result } = renderHook(() => useUserSessions(), { wrapper });
  await waitFor(() => expect(result.current.error).toMatchObject({ kind: 'rejected' }), patient);
  expect(sent.filter((name) => name === 'ListUserSessions')).toHaveLength(1);
});

it('fault 87: no key and no cached data of an account has a token, a code or a password', async () => {
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
  await waitFor(() => expect(result.current.sessions.data).toBeDefined(), patient);
  await waitFor(() => expect(result.current.devices.data).toBeDefined(), patient);
  const cached = queries.getQueryCache().getAll();
  const held = JSON.stringify([
    cached.map(({ queryKey, state }) => [queryKey, state]),
    queries.getMutationCache().getAll(),
  ]);
  const device = await cognito.devices?.get('ada');
  const secrets = [...Object.values(tokens), ada.password, 'Canary-wrong-7', code, device!.password];
  for (const one of secrets) expect(held).not.toContain(one);
  for (const { queryKey } of [
    passkeysQueryOptions(cognito),
    devicesQueryOptions(cognito),
    userSessionsQueryOptions(cognito),
  ]) {
    expect(JSON.stringify(queryKey)).toContain(cognito.authStateId());
    expect(JSON.stringify(queryKey)).not.toMatch(/\bada\b/);
  }
});
