/** The right step survives a reload of the tab, where no secret is needed to go on. */
import { act, screen, waitFor } from '@testing-library/react';
import type { ReactElement } from 'react';
import { describe, expect, it } from 'vitest';
import { Authenticator, ResetPassword, SignUp, type CognitoConfig } from '../../../src/index.ts';
import { allFactors } from '../support/passkey-app.ts';
import { button, field, heading, enterUsername, longWait, signIn } from '../support/user-actions.ts';
import { ada, createTestApp, grace, margaret } from '../support/test-app.tsx';

/** A tab's own store; a reload keeps it, and nothing else. */
function createTab() {
  const kept = new Map<string, string>();
  let key: string | undefined;
  return {
    text: () => [...kept.values()].join('\n'),
    config: {
      storage: 'session',
      window: {
        sessionStorage: {
          getItem: (name) => kept.get(name) ?? null,
          setItem(name, value) {
            if (name.endsWith('.unfinished')) key = name;
            kept.set(name, value);
          },
          removeItem: (name) => void kept.delete(name),
        },
      },
    } satisfies Partial<CognitoConfig>,
    put: (text: string) => void kept.set(key ?? '', text),
    /** What was kept of a way in that is not through. */
    unfinished: () => kept.get(key ?? ''),
  };
}

async function opened(options: Parameters<typeof createTestApp>[0] = {}) {
  const tab = createTab();
  const testApp = await createTestApp({ ...options, config: { ...tab.config, ...options.config } });
  const way = (
    <Authenticator {...(options.config?.authFlow && { firstFactors: ['password'] })}>Inside</Authenticator>
  );
  let shown = testApp.show(way);
  return {
    ...testApp,
    tab,
    user: shown.user,
    /** Everything is gone but the store. */
    reload: () => {
      shown.unmount();
      shown = testApp.show(way);
    },
  };
}

async function alone(element: ReactElement) {
  const testApp = await createTestApp({ config: createTab().config });
  return { ...testApp, ...testApp.show(element) };
}

const hedy = { username: 'hedy', email: 'hedy@example.com', password: 'Frequency-hopping-5' };

describe('a sign-up', () => {
  const signUp = async (user: Awaited<ReturnType<typeof opened>>['user']) => {
    await user.click(button(/create an account/i));
    await heading(/create your account/i);
    await user.type(await field(/^username/i), hedy.username);
    await user.type(await field(/^email/i), hedy.email);
    await user.type(await field(/^password/i), hedy.password);
    await user.click(button(/^create account$/i));
    await heading(/enter your code/i);
  };

  it('goes on at its code, with the name, where the code went, and another code to be had', async () => {
    const { user, aws, clock, reload, tab, sent } = await opened();
    await signUp(user);
    expect(tab.text()).not.toContain(hedy.password);
    reload();
    await heading(/enter your code/i);
    expect(screen.getByText('hedy')).toBeVisible();
    expect(screen.getByText(/h\*\*\*@e\*\*\*/)).toBeVisible();
    act(() => clock.advance(30_000));
    await user.click(await screen.findByRole('button', { name: /send a new code/i }, longWait));
    await waitFor(() => expect(sent.at(-1)).toBe('ResendConfirmationCode'), longWait);
    await user.type(await field(/^code/i), await aws.outbox.code(hedy.email));
    await user.click(button(/^confirm$/i));
    // The password did not survive, so it is asked for.
    await user.type(await field(/^password/i), `${hedy.password}{Enter}`);
    expect(await screen.findByText('Inside', {}, longWait)).toBeVisible();
    expect(tab.unfinished()).toBeUndefined();
  });

  it('begins again after the way back, and after an hour', async () => {
    const { user, clock, reload, tab } = await opened();
    await signUp(user);
    await user.click(button(/^change$/i));
    await heading(/create your account/i);
    expect(tab.unfinished()).toBeUndefined();
    reload();
    await heading(/^sign in$/i);

    await signIn(user, margaret);
    await heading(/confirm your account/i);
    clock.advance(3_600_000);
    reload();
    await heading(/^sign in$/i);
    expect(screen.queryByText('margaret')).toBeNull();
  });

  it('straight in, where the pool takes the confirmation for the password', async () => {
    const { user, aws, reload } = await opened({ aws: allFactors, config: { authFlow: 'USER_AUTH' } });
    await signUp(user);
    reload();
    await heading(/enter your code/i);
    await user.type(await field(/^code/i), await aws.outbox.code(hedy.email));
    await user.click(button(/^confirm$/i));
    expect(await screen.findByText('Inside', {}, longWait)).toBeVisible();
  });
});

describe('a reset', () => {
  it('goes on at its code, and into the app', async () => {
    const { user, aws, reload, tab } = await opened();
    await enterUsername(user, 'ada');
    await user.click(button(/forgot it/i));
    await heading(/reset your password/i);
    await user.click(button(/send the code/i));
    await heading(/choose a new password/i);
    reload();
    await heading(/choose a new password/i);
    expect(screen.getByText('ada')).toBeVisible();
    expect(screen.getByText(/a\*\*\*@e\*\*\*/)).toBeVisible();
    await user.type(await field(/^code/i), await aws.outbox.code(ada.email));
    await user.type(await field(/^new password/i), 'Analytical-engine-6{Enter}');
    expect(await screen.findByText('Inside', {}, longWait)).toBeVisible();
    expect(tab.unfinished()).toBeUndefined();
    expect(tab.text()).not.toContain('Analytical-engine-6');
  });

  it('is forgotten once it is left for the sign-in', async () => {
    const { user, reload, tab } = await opened();
    await enterUsername(user, 'ada');
    await user.click(button(/forgot it/i));
    await user.click(await screen.findByRole('button', { name: /send the code/i }, longWait));
    await heading(/choose a new password/i);
    await user.click(button(/^change$/i));
    await user.click(await screen.findByRole('button', { name: /back to sign-in/i }, longWait));
    await heading(/^sign in$/i);
    expect(tab.unfinished()).toBeUndefined();
    reload();
    await heading(/^sign in$/i);
  });
});

describe('a sign-in', () => {
  it('goes on with the name: at the password, without a request', async () => {
    const { user, reload, sent, tab } = await opened();
    await signIn(user, grace);
    await heading(/check your authenticator/i);
    sent.length = 0;
    reload();
    await heading(/enter your password/i);
    expect(screen.getByText('grace')).toBeVisible();
    expect(await field(/^password/i)).toHaveValue('');
    expect(sent).toEqual([]);
    expect(tab.text()).not.toContain(grace.password);
    await user.click(button(/^change$/i));
    await heading(/^sign in$/i);
    expect(tab.unfinished()).toBeUndefined();
  });

  it('asks the service nothing that nobody asked for: where it would, the name is filled in', async () => {
    const { user, reload, sent } = await opened({ aws: allFactors, config: { authFlow: 'USER_AUTH' } });
    await user.type(await field(/^username/i), 'joan');
    await user.click(button(/continue/i));
    await heading(/enter your password|how would you like/i);
    sent.length = 0;
    reload();
    await waitFor(async () => expect(await field(/^username/i)).toHaveValue('joan'), longWait);
    expect(sent).toEqual([]);
  });

  it('goes on at the code of a sign-up that was never confirmed, and asks for the password after it', async () => {
    const { user, aws, reload } = await opened();
    await signIn(user, margaret);
    await heading(/confirm your account/i);
    await user.click(await screen.findByRole('button', { name: /send a new code/i }, longWait));
    await waitFor(() => aws.outbox.code(margaret.email), longWait);
    reload();
    await heading(/enter your code/i);
    await user.type(await field(/^code/i), await aws.outbox.code(margaret.email));
    await user.click(button(/^confirm$/i));
    await user.type(await field(/^password/i), `${margaret.password}{Enter}`);
    expect(await screen.findByText('Inside', {}, longWait)).toBeVisible();
  });

  it('leaves nothing behind when it is through, nor after the sign-out', async () => {
    const { user, cognito, reload, tab } = await opened();
    await signIn(user, ada);
    await screen.findByText('Inside', {}, longWait);
    expect(tab.unfinished()).toBeUndefined();
    await act(() => cognito.signOut());
    reload();
    await heading(/^sign in$/i);
  });

  it('is not kept where the config keeps allFactors in memory', async () => {
    const { user, reload, tab } = await opened({ config: { storage: 'memory' } });
    await enterUsername(user, 'ada');
    reload();
    await heading(/^sign in$/i);
    expect(tab.text()).toBe('');
  });
});

it('what somebody else wrote into the store goes nowhere', async () => {
  const { user, reload, tab } = await opened();
  await enterUsername(user, 'ada');
  for (const text of ['{', '[]', '{"flow":"signUp"}', '{"flow":"admin","username":"ada","at":0}', 'null']) {
    tab.put(text);
    reload();
    await heading(/^sign in$/i);
  }
});

it('works on its own: each component takes up what is its', async () => {
  const { unmount, aws, ...testApp } = await alone(<SignUp />);
  await testApp.user.type(await field(/^username/i), hedy.username);
  await testApp.user.type(await field(/^email/i), hedy.email);
  await testApp.user.type(await field(/^password/i), `${hedy.password}{Enter}`);
  await heading(/enter your code/i);
  unmount();
  const reset = testApp.show(<ResetPassword />);
  await heading(/reset your password/i);
  reset.unmount();
  testApp.show(<SignUp />);
  await heading(/enter your code/i);
  await testApp.user.type(await field(/^code/i), `${await aws.outbox.code(hedy.email)}{Enter}`);
  await heading(/your account is ready/i);
});
