import { act, renderHook, screen, waitFor } from '@testing-library/react';
import { useEffect } from 'react';
import { describe, expect, it, vi } from 'vitest';
import {
  CognitoProvider,
  Show,
  useCognito,
  useCredentials,
  useMfa,
  useSession,
  useSignIn,
  useSignOut,
  useUser,
  userQueryOptions,
  type ShowWhen,
} from '../../../src/index.ts';
import { patient } from '../support/person.ts';
import { ada, createStage, grace } from '../support/stage.tsx';

describe('CognitoProvider', () => {
  it('says what is missing where it is missing', () => {
    expect(() => renderHook(() => useCognito())).toThrow(/No <CognitoProvider>/);
  });

  it('brings a QueryClient of its own where there is none around it', async () => {
    const { cognito, signIn } = await createStage();
    await signIn(ada);
    const { result } = renderHook(() => useUser(), {
      wrapper: ({ children }) => <CognitoProvider client={cognito}>{children}</CognitoProvider>,
    });
    await waitFor(() => expect(result.current.data?.username).toBe('ada'), patient);
  });
});

describe('useSession', () => {
  it('renders again when somebody signs in or out, and not at all when tokens are refreshed', async () => {
    const { cognito, signIn, wrapper } = await createStage();
    const seen: string[] = [];
    renderHook(() => void seen.push(useSession().status), { wrapper, reactStrictMode: false });
    await act(() => signIn(ada));
    expect(seen).toEqual(['signedOut', 'signedIn']);
    const before = await cognito.getTokens();
    const after = await act(() => cognito.getTokens({ refresh: true }));
    expect(after?.accessToken).not.toBe(before?.accessToken);
    expect(seen).toEqual(['signedOut', 'signedIn']);
    await act(() => cognito.signOut());
    expect(seen).toEqual(['signedOut', 'signedIn', 'signedOut']);
  });

  it('renders nothing of a page that reads no token when tokens are refreshed', async () => {
    const { cognito, signIn, wrapper } = await createStage();
    await signIn(ada);
    let renders = 0;
    const { result } = renderHook(
      () => {
        renders += 1;
        useSignIn();
        useCredentials();
        useSignOut();
        useMfa();
        useSession();
        return useUser();
      },
      { wrapper, reactStrictMode: false },
    );
    await waitFor(() => expect(result.current.data?.username).toBe('ada'), patient);
    const settled = renders;
    const before = await cognito.getTokens();
    const after = await act(() => cognito.getTokens({ refresh: true }));
    expect(after?.accessToken).not.toBe(before?.accessToken);
    expect(renders).toBe(settled);
  });
});

describe('Show', () => {
  const cases: ShowWhen[] = ['signedIn', 'signedOut', 'guest', { group: 'admins' }];
  it.each(cases)('shows %o to those it is meant for', async (when) => {
    const { show, signIn } = await createStage({
      aws: {
        users: [
          { ...ada, groups: ['admins'] },
          { ...grace, totp: false },
        ],
      },
    });
    show(
      <Show when={when} fallback="others">
        these
      </Show>,
    );
    const outside = when === 'signedOut' ? 'these' : 'others';
    expect(screen.getByText(outside)).toBeVisible();
    await act(() => signIn(ada));
    const inside = when === 'signedIn' || typeof when === 'object' ? 'these' : 'others';
    expect(screen.getByText(inside)).toBeVisible();
    if (typeof when === 'object') {
      await act(() => signIn(grace));
      expect(screen.getByText('others')).toBeVisible();
    }
  });

  it('counts a guest as signed out, and takes a function', async () => {
    const { show } = await createStage({ config: { guest: true } });
    show(
      <>
        <Show when="signedOut">nobody</Show>
        <Show when="guest">visitor</Show>
        <Show when={(session) => session.status === 'signedIn'}>somebody</Show>
      </>,
    );
    expect(document.body).toHaveTextContent('nobodyvisitor');
    expect(document.body).not.toHaveTextContent('somebody');
  });
});

describe('useUser', () => {
  it('asks once for all who ask, and not before somebody is signed in', async () => {
    const { wrapper, signIn, sent } = await createStage();
    const { result } = renderHook(() => [useUser(), useUser()], { wrapper });
    expect(sent).toEqual([]);
    await act(() => signIn(ada));
    await waitFor(() => expect(result.current[1]?.data?.attributes['email']).toBe(ada.email), patient);
    expect(sent.filter((name) => name === 'GetUser')).toHaveLength(1);
  });

  it('shows nobody what was cached for another, and keeps none of it', async () => {
    const { wrapper, signIn, cognito, queries, clock } = await createStage({
      aws: { users: [ada, { ...grace, totp: false }] },
    });
    const names: (string | undefined)[] = [];
    const { result } = renderHook(
      () => {
        const user = useUser();
        names.push(user.data?.username);
        return user;
      },
      { wrapper },
    );
    await act(() => signIn(ada));
    await waitFor(() => expect(result.current.data?.username).toBe('ada'), patient);
    await act(() => cognito.signOut());
    expect(result.current.data).toBeUndefined();
    expect(
      JSON.stringify(
        queries
          .getQueryCache()
          .getAll()
          .map(({ state }) => state.data),
      ),
    ).not.toMatch(/\bada\b/);
    names.length = 0;
    clock.advance(1000);
    await act(() => signIn(grace));
    await waitFor(() => expect(result.current.data?.username).toBe('grace'), patient);
    expect(names).not.toContain('ada');
  });

  it('has a key with no name and no token in it', async () => {
    const { cognito, signIn } = await createStage();
    const tokens = await signIn(ada);
    const key = JSON.stringify(userQueryOptions(cognito).queryKey);
    expect(key).toContain(cognito.authStateId());
    for (const secret of [...Object.values(tokens), ada.email]) expect(key).not.toContain(secret);
    // As a word: the epoch's id is hexadecimal, and may well have those letters in it.
    expect(key).not.toMatch(/\bada\b/);
  });
});

describe('useSignIn', () => {
  it('is one flow in StrictMode, and ends with its component', async () => {
    const { cognito, hold, sent } = await createStage();
    const { result, unmount } = renderHook(() => useSignIn({ username: 'ada' }), {
      wrapper: ({ children }) => <CognitoProvider client={cognito}>{children}</CognitoProvider>,
    });
    expect(result.current.step).toEqual({ name: 'identifier', username: 'ada' });
    const release = hold();
    let done: Promise<void> | undefined;
    act(() => {
      done = result.current.start(ada);
    });
    await waitFor(() => expect(sent).toEqual(['InitiateAuth']));
    expect(result.current.status).toBe('pending');
    unmount();
    release();
    await done;
    expect(cognito.getSession().status).toBe('signedOut');
    expect(sent).toEqual(['InitiateAuth']);
  });

  it('begins anew with another client', async () => {
    const one = await createStage();
    const two = await createStage();
    let client = one.cognito;
    const { result, rerender } = renderHook(() => useSignIn(), {
      wrapper: ({ children }) => <CognitoProvider client={client}>{children}</CognitoProvider>,
    });
    if (result.current.name !== 'identifier') throw new Error('not at the identifier');
    await act(() => (result.current as { submit: (a: object) => Promise<void> }).submit({ username: 'ada' }));
    expect(result.current.name).toBe('password');
    client = two.cognito;
    rerender();
    expect(result.current.name).toBe('identifier');
    await act(() => result.current.start(ada));
    expect(two.cognito.getSession().status).toBe('signedIn');
    expect(one.cognito.getSession().status).toBe('signedOut');
  });
});

describe('useSignOut', () => {
  it('never rejects: what nobody foresaw is an error too', async () => {
    const { cognito } = await createStage();
    const broken = new TypeError('broken');
    const client = { ...cognito, signOut: async () => Promise.reject(broken) };
    const { result } = renderHook(() => useSignOut(), {
      wrapper: ({ children }) => <CognitoProvider client={client}>{children}</CognitoProvider>,
    });
    await act(() => result.current.signOut());
    expect(result.current).toMatchObject({ status: 'error', error: { name: 'CognitoError', cause: broken } });
  });

  it('fault 88: signs out here while offline, and says what could not be done', async () => {
    let offline = false;
    const stage = await createStage();
    const { aws } = stage;
    const online = await createStage({
      aws: { snapshot: await aws.snapshot() },
      config: {
        fetch: (input, init) => (offline ? Promise.reject(new TypeError('offline')) : aws.fetch(input, init)),
      },
    });
    await online.signIn(ada);
    const { result } = renderHook(() => useSignOut(), { wrapper: online.wrapper });
    offline = true;
    let done: Promise<void> | undefined;
    act(() => {
      done = result.current.signOut({ everywhere: true });
    });
    for (let tries = 0; tries < 10; tries += 1) {
      await act(() => new Promise((resolve) => setTimeout(resolve)));
      online.clock.advance(10_000);
    }
    await act(() => done as Promise<void>);
    expect(online.cognito.getSession().status).toBe('signedOut');
    expect(result.current.error?.kind).toMatch(/network|timeout/);
    expect(result.current.status).toBe('error');
  });
});

describe('the query cache', () => {
  it('fault 87: holds no token and no credentials', async () => {
    const { signIn, cognito, show, queries } = await createStage();
    const tokens = await signIn(ada);
    function Page() {
      useCredentials();
      return <p>{useUser().data?.attributes['email']}</p>;
    }
    show(<Page />);
    await screen.findByText(ada.email, undefined, patient);
    const credentials = await act(() => cognito.credentials());
    const held = JSON.stringify(
      queries
        .getQueryCache()
        .getAll()
        .map(({ queryKey, state }) => ({ queryKey, state })),
    );
    expect(held).toContain(ada.email);
    for (const secret of [...Object.values(tokens), credentials.secretAccessKey, credentials.sessionToken])
      expect(held).not.toContain(secret);
  });

  it('fault 34: what StrictMode asks for twice is sent once', async () => {
    const { signIn, cognito, show, sent } = await createStage();
    await signIn(ada);
    const asked = vi.fn<() => void>();
    sent.length = 0;
    function Page() {
      const { credentials } = useCredentials();
      useEffect(() => {
        asked();
        void credentials();
        void cognito.getTokens({ refresh: true });
      }, [credentials]);
      return <p>{useUser().data?.attributes['email']}</p>;
    }
    show(<Page />);
    await screen.findByText(ada.email, undefined, patient);
    await act(() => cognito.credentials());
    expect(asked).toHaveBeenCalledTimes(2);
    expect(sent.toSorted()).toEqual([
      'GetCredentialsForIdentity',
      'GetId',
      'GetTokensFromRefreshToken',
      'GetUser',
    ]);
  });
});
