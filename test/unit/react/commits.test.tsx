/** How often React commits: a token refresh is nobody's business who shows no token. */
import { act, screen, waitFor } from '@testing-library/react';
import { Profiler, type ReactNode } from 'react';
import { describe, expect, it } from 'vitest';
import { Show } from '../../../src/react/show.tsx';
import { useCredentials } from '../../../src/react/use-credentials.ts';
import { useSession } from '../../../src/react/use-session.ts';
import { useUser } from '../../../src/react/use-user.ts';

import { ada, createTestApp, grace } from '../support/test-app.tsx';

const HOUR = 3_600_000;

/** Counts the commits of each part of a page. */
function counted() {
  const commits: Record<string, number> = {};
  const Part = ({ name, children }: { name: string; children: ReactNode }) => (
    <Profiler id={name} onRender={() => (commits[name] = (commits[name] ?? 0) + 1)}>
      {children}
    </Profiler>
  );
  return {
    Part,
    /** The parts that committed while `work` was done. */
    during: async (work: () => Promise<unknown>) => {
      for (const name of Object.keys(commits)) delete commits[name];
      await act(async () => void (await work()));
      return commits;
    },
  };
}

const Who = () => {
  const session = useSession();
  return <p>{session.status === 'signedIn' ? `here: ${session.username}` : session.status}</p>;
};
const Keys = () => <p>keys: {useCredentials().status}</p>;
const Profile = () => <p>mail: {useUser().data?.attributes['email']}</p>;

async function open() {
  const testApp = await createTestApp({
    aws: {
      users: [
        { ...ada, groups: ['admins'] },
        { ...grace, totp: false },
      ],
    },
  });
  const { Part, during } = counted();
  testApp.show(
    <>
      <Part name="useSession">
        <Who />
      </Part>
      <Part name="useCredentials">
        <Keys />
      </Part>
      <Part name="useUser">
        <Profile />
      </Part>
      <Part name="Show">
        <Show when="signedIn">
          <p>for members</p>
        </Show>
      </Part>
      <Part name="Show group">
        <Show when={{ group: 'admins' }}>
          <p>for admins</p>
        </Show>
      </Part>
      <Part name="bystander">
        <p>nothing to do with it</p>
      </Part>
    </>,
  );
  await act(() => testApp.signIn(ada));
  await waitFor(() => expect(screen.getByText(`mail: ${ada.email}`)).toBeVisible(), { timeout: 5_000 });
  return { ...testApp, during };
}

describe('React commits', () => {
  it('nothing when tokens are refreshed, here or by another tab', async () => {
    const { cognito, clock, sent, during } = await open();
    const before = await cognito.getTokens();
    clock.advance(HOUR);
    sent.length = 0;
    expect(await during(() => cognito.getTokens())).toEqual({});
    expect(sent).toEqual(['GetTokensFromRefreshToken']);
    expect((await cognito.getTokens())?.accessToken).not.toBe(before?.accessToken);
  });

  it('only what shows the state of AWS credentials when they are first used, and nothing when they are used again', async () => {
    const { cognito, during } = await open();
    const commits = await during(() => cognito.credentials());
    expect(Object.keys(commits)).toEqual(['useCredentials']);
    expect(await during(() => cognito.credentials())).toEqual({});
  });

  it('only what reads the person at a change of user: not what is shown to both', async () => {
    const { signIn, during } = await open();
    const commits = await during(() => signIn(grace));
    expect(screen.getByText('here: grace')).toBeVisible();
    expect(screen.queryByText('for admins')).toBeNull();
    expect(Object.keys(commits).toSorted()).toEqual(['Show group', 'useSession', 'useUser']);
  });

  it('once for each reader at a sign-out', async () => {
    const { cognito, during } = await open();
    const commits = await during(() => cognito.signOut());
    expect(commits).toEqual({ useSession: 1, useCredentials: 1, useUser: 1, Show: 1, 'Show group': 1 });
  });
});
