/** Proves what the provider, <Show> and the hooks of session, user, sign-in and sign-out render and send. */
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
import { longWait } from '../../support/user-actions.ts';
import { ada, grace } from '../../support/users.ts';
import { createTestApp } from '../../support/test-app.tsx';

describe('CognitoProvider', () => {
  it('useCognito throws and names <CognitoProvider> when there is none', () => {
    expect(() => renderHook(() => useCognito())).toThrow(/No <CognitoProvider>/);
  });

  it('CognitoProvider provides a QueryClient when the app has none', async () => {
    const { cognito, signIn } = await createTestApp();
    await signIn(ada);
    const { result } = renderHook(() => useUser(), {
      wrapper: ({ children }) => <CognitoProvider client={cognito}>{children}</CognitoProvider>,
    });
    await waitFor(() => expect(result.current.data?.username).toBe('ada'), longWait);
  });
});

describe('useSession', () => {
  it('useSession renders at each sign-in and sign-out, and not when tokens are refreshed', async () => {
    const { cognito, signIn, wrapper } = await createTestApp();
    const statuses: string[] = [];
    renderHook(() => void statuses.push(useSession().status), { wrapper, reactStrictMode: false });
    await act(() => signIn(ada));
    expect(statuses).toEqual(['signedOut', 'signedIn']);
    const before = await cognito.getTokens();
    const after = await act(() => cognito.getTokens({ refresh: true }));
    expect(after?.accessToken).not.toBe(before?.accessToken);
    expect(statuses).toEqual(['signedOut', 'signedIn']);
    await act(() => cognito.signOut());
    expect(statuses).toEqual(['signedOut', 'signedIn', 'signedOut']);
  });

  it('a page that reads no token does not render when tokens are refreshed', async () => {
    const { cognito, signIn, wrapper } = await createTestApp();
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
    await waitFor(() => expect(result.current.data?.username).toBe('ada'), longWait);
    const rendersBefore = renders;
    const before = await cognito.getTokens();
    const after = await act(() => cognito.getTokens({ refresh: true }));
    expect(after?.accessToken).not.toBe(before?.accessToken);
    expect(renders).toBe(rendersBefore);
  });
});

describe('Show', () => {
  const cases: ShowWhen[] = ['signedIn', 'signedOut', 'guest', { group: 'admins' }];
  it.each(cases)(
    'Show when=%o renders its children for matching sessions and its fallback for others',
    async (when) => {
      const { show, signIn } = await createTestApp({
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
      const whenSignedOut = when === 'signedOut' ? 'these' : 'others';
      expect(screen.getByText(whenSignedOut)).toBeVisible();
      await act(() => signIn(ada));
      const whenSignedIn = when === 'signedIn' || typeof when === 'object' ? 'these' : 'others';
      expect(screen.getByText(whenSignedIn)).toBeVisible();
      if (typeof when === 'object') {
        await act(() => signIn(grace));
        expect(screen.getByText('others')).toBeVisible();
      }
    },
  );

  it('Show treats a guest as signed out, and accepts a function', async () => {
    const { show } = await createTestApp({ config: { guest: true } });
    show(
      <>
        <Show when="signedOut">signed out</Show>
        <Show when="guest">guest</Show>
        <Show when={(session) => session.status === 'signedIn'}>member</Show>
      </>,
    );
    expect(document.body).toHaveTextContent('signed outguest');
    expect(document.body).not.toHaveTextContent('member');
  });
});

describe('useUser', () => {
  it('useUser sends one request for all its components, after the sign-in', async () => {
    const { wrapper, signIn, sent } = await createTestApp();
    const { result } = renderHook(() => [useUser(), useUser()], { wrapper });
    expect(sent).toEqual([]);
    await act(() => signIn(ada));
    await waitFor(() => expect(result.current[1]?.data?.attributes['email']).toBe(ada.email), longWait);
    expect(sent.filter((name) => name === 'GetUser')).toHaveLength(1);
  });

  it('useUser shows and caches nothing of the former user after a switch of user', async () => {
    const { wrapper, signIn, cognito, queries, clock } = await createTestApp({
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
    await waitFor(() => expect(result.current.data?.username).toBe('ada'), longWait);
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
    clock.advanceNow(1000);
    await act(() => signIn(grace));
    await waitFor(() => expect(result.current.data?.username).toBe('grace'), longWait);
    expect(names).not.toContain('ada');
  });

  it('the query key of useUser contains no name and no token', async () => {
    const { cognito, signIn } = await createTestApp();
    const tokens = await signIn(ada);
    const key = JSON.stringify(userQueryOptions(cognito).queryKey);
    expect(key).toContain(cognito.authStateId());
    for (const secret of [...Object.values(tokens), ada.email]) expect(key).not.toContain(secret);
    // `\b`: the auth state id is hexadecimal and may contain these letters.
    expect(key).not.toMatch(/\bada\b/);
  });
});

describe('useSignIn', () => {
  it('useSignIn creates one flow in StrictMode, which ends with its component', async () => {
    const { cognito, holdRequests, sent } = await createTestApp();
    const { result, unmount } = renderHook(() => useSignIn({ username: 'ada' }), {
      wrapper: ({ children }) => <CognitoProvider client={cognito}>{children}</CognitoProvider>,
    });
    expect(result.current.step).toEqual({ name: 'identifier', username: 'ada' });
    const release = holdRequests();
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

  it('useSignIn begins a new flow when the client changes', async () => {
    const first = await createTestApp();
    const second = await createTestApp();
    let client = first.cognito;
    const { result, rerender } = renderHook(() => useSignIn(), {
      wrapper: ({ children }) => <CognitoProvider client={client}>{children}</CognitoProvider>,
    });
    if (result.current.name !== 'identifier') throw new Error('not at the identifier');
    await act(() => (result.current as { submit: (a: object) => Promise<void> }).submit({ username: 'ada' }));
    expect(result.current.name).toBe('password');
    client = second.cognito;
    rerender();
    expect(result.current.name).toBe('identifier');
    await act(() => result.current.start(ada));
    expect(second.cognito.getSession().status).toBe('signedIn');
    expect(first.cognito.getSession().status).toBe('signedOut');
  });
});

describe('useSignOut', () => {
  it('useSignOut never rejects, and wraps an unexpected error in a CognitoError', async () => {
    const { cognito } = await createTestApp();
    const broken = new TypeError('broken');
    const client = { ...cognito, signOut: async () => Promise.reject(broken) };
    const { result } = renderHook(() => useSignOut(), {
      wrapper: ({ children }) => <CognitoProvider client={client}>{children}</CognitoProvider>,
    });
    await act(() => result.current.signOut());
    expect(result.current).toMatchObject({ status: 'error', error: { name: 'CognitoError', cause: broken } });
  });

  it('fault 88 (offline sign-out): useSignOut ends the local session and reports the failed revocation', async () => {
    let offline = false;
    const { aws } = await createTestApp();
    const online = await createTestApp({
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
      online.clock.advanceNow(10_000);
    }
    await act(() => done as Promise<void>);
    expect(online.cognito.getSession().status).toBe('signedOut');
    expect(result.current.error?.kind).toMatch(/network|timeout/);
    expect(result.current.status).toBe('error');
  });
});

describe('the query cache', () => {
  it('fault 87 (secrets in caches): the query cache contains no token and no AWS credentials', async () => {
    const { signIn, cognito, show, queries } = await createTestApp();
    const tokens = await signIn(ada);
    function Page() {
      useCredentials();
      return <p>{useUser().data?.attributes['email']}</p>;
    }
    show(<Page />);
    await screen.findByText(ada.email, undefined, longWait);
    const credentials = await act(() => cognito.credentials());
    const cacheText = JSON.stringify(
      queries
        .getQueryCache()
        .getAll()
        .map(({ queryKey, state }) => ({ queryKey, state })),
    );
    expect(cacheText).toContain(ada.email);
    for (const secret of [...Object.values(tokens), credentials.secretAccessKey, credentials.sessionToken])
      expect(cacheText).not.toContain(secret);
  });

  it('fault 34 (StrictMode): requests of an effect that runs twice are sent once', async () => {
    const { signIn, cognito, show, sent } = await createTestApp();
    await signIn(ada);
    const effectRan = vi.fn<() => void>();
    sent.length = 0;
    function Page() {
      const { credentials } = useCredentials();
      useEffect(() => {
        effectRan();
        void credentials();
        void cognito.getTokens({ refresh: true });
      }, [credentials]);
      return <p>{useUser().data?.attributes['email']}</p>;
    }
    show(<Page />);
    await screen.findByText(ada.email, undefined, longWait);
    await act(() => cognito.credentials());
    expect(effectRan).toHaveBeenCalledTimes(2);
    expect(sent.toSorted()).toEqual([
      'GetCredentialsForIdentity',
      'GetId',
      'GetTokensFromRefreshToken',
      'GetUser',
    ]);
  });
});
