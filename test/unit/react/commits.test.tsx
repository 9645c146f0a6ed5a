/** Proves that React commits only the components whose data changed, and none at a token refresh. */
import { act, screen, waitFor } from '@testing-library/react';
import { Profiler, type ReactNode } from 'react';
import { describe, expect, it } from 'vitest';
import { Show } from '../../../src/react/show.tsx';
import { useCredentials } from '../../../src/react/use-credentials.ts';
import { useSession } from '../../../src/react/use-session.ts';
import { useUser } from '../../../src/react/use-user.ts';

import { ada, grace } from '../../support/users.ts';
import { createTestApp } from '../../support/test-app.tsx';

const HOUR = 3_600_000;

/** Counts the commits of each part of a page. */
function createCommitCounter() {
  const commits: Record<string, number> = {};
  const Part = ({ name, children }: { name: string; children: ReactNode }) => (
    <Profiler id={name} onRender={() => (commits[name] = (commits[name] ?? 0) + 1)}>
      {children}
    </Profiler>
  );
  return {
    Part,
    /** Returns the number of commits of each part that committed while `work` ran. */
    during: async (work: () => Promise<unknown>) => {
      for (const name of Object.keys(commits)) delete commits[name];
      await act(async () => void (await work()));
      return commits;
    },
  };
}

const SessionText = () => {
  const session = useSession();
  return <p>{session.status === 'signedIn' ? `here: ${session.username}` : session.status}</p>;
};
const CredentialsText = () => <p>keys: {useCredentials().status}</p>;
const ProfileText = () => <p>mail: {useUser().data?.attributes['email']}</p>;

async function open() {
  const testApp = await createTestApp({
    aws: {
      users: [
        { ...ada, groups: ['admins'] },
        { ...grace, totp: false },
      ],
    },
  });
  const { Part, during } = createCommitCounter();
  testApp.show(
    <>
      <Part name="useSession">
        <SessionText />
      </Part>
      <Part name="useCredentials">
        <CredentialsText />
      </Part>
      <Part name="useUser">
        <ProfileText />
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
  it('React commits nothing when tokens are refreshed', async () => {
    const { cognito, clock, sent, during } = await open();
    const oldTokens = await cognito.getTokens();
    clock.advanceNow(HOUR);
    sent.length = 0;
    expect(await during(() => cognito.getTokens())).toEqual({});
    expect(sent).toEqual(['GetTokensFromRefreshToken']);
    expect((await cognito.getTokens())?.accessToken).not.toBe(oldTokens?.accessToken);
  });

  it('React commits only useCredentials when AWS credentials are first used, and nothing when they are used again', async () => {
    const { cognito, during } = await open();
    const commits = await during(() => cognito.credentials());
    expect(Object.keys(commits)).toEqual(['useCredentials']);
    expect(await during(() => cognito.credentials())).toEqual({});
  });

  it('React commits only the readers of the user at a switch of user', async () => {
    const { signIn, during } = await open();
    const commits = await during(() => signIn(grace));
    expect(screen.getByText('here: grace')).toBeVisible();
    expect(screen.queryByText('for admins')).toBeNull();
    expect(Object.keys(commits).toSorted()).toEqual(['Show group', 'useSession', 'useUser']);
  });

  it('React commits each reader once at a sign-out', async () => {
    const { cognito, during } = await open();
    const commits = await during(() => cognito.signOut());
    expect(commits).toEqual({ useSession: 1, useCredentials: 1, useUser: 1, Show: 1, 'Show group': 1 });
  });
});
