/** Proves that an interrupted flow continues at its step after a reload of the tab, without storing a secret. */
import { act, screen, waitFor } from '@testing-library/react';
import type { ReactElement } from 'react';
import { describe, expect, it } from 'vitest';
import { Authenticator, ResetPassword, SignUp, type CognitoConfig } from '../../../src/index.ts';
import { allFactors } from '../../support/passkey-app.ts';
import { button, field, heading, enterUsername, longWait, signIn } from '../../support/user-actions.ts';
import { ada, grace, margaret } from '../../support/users.ts';
import { createTestApp } from '../../support/test-app.tsx';

/** A tab's sessionStorage, which survives a reload. */
function createTab() {
  const items = new Map<string, string>();
  let key: string | undefined;
  return {
    text: () => [...items.values()].join('\n'),
    config: {
      storage: 'session',
      window: {
        sessionStorage: {
          getItem: (name) => items.get(name) ?? null,
          setItem(name, value) {
            if (name.endsWith('.unfinished')) key = name;
            items.set(name, value);
          },
          removeItem: (name) => void items.delete(name),
        },
      },
    } satisfies Partial<CognitoConfig>,
    put: (text: string) => void items.set(key ?? '', text),
    /** The stored interrupted flow. */
    interruptedFlow: () => items.get(key ?? ''),
  };
}

async function showAuthenticator(options: Parameters<typeof createTestApp>[0] = {}) {
  const tab = createTab();
  const testApp = await createTestApp({ ...options, config: { ...tab.config, ...options.config } });
  const authenticator = (
    <Authenticator {...(options.config?.authFlow && { firstFactors: ['password'] })}>Inside</Authenticator>
  );
  let rendered = testApp.show(authenticator);
  return {
    ...testApp,
    tab,
    user: rendered.user,
    /** Renders anew, so only the store remains. */
    reload: () => {
      rendered.unmount();
      rendered = testApp.show(authenticator);
    },
  };
}

async function showInTab(element: ReactElement) {
  const testApp = await createTestApp({ config: createTab().config });
  return { ...testApp, ...testApp.show(element) };
}

const hedy = { username: 'hedy', email: 'hedy@example.com', password: 'Frequency-hopping-5' };

describe('an interrupted sign-up', () => {
  const signUp = async (user: Awaited<ReturnType<typeof showAuthenticator>>['user']) => {
    await user.click(button(/create an account/i));
    await heading(/create your account/i);
    await user.type(await field(/^username/i), hedy.username);
    await user.type(await field(/^email/i), hedy.email);
    await user.type(await field(/^password/i), hedy.password);
    await user.click(button(/^create account$/i));
    await heading(/enter your code/i);
  };

  it('a sign-up continues at its code after a reload, with user name, destination and a new code on request', async () => {
    const { user, aws, clock, reload, tab, sent } = await showAuthenticator();
    await signUp(user);
    expect(tab.text()).not.toContain(hedy.password);
    reload();
    await heading(/enter your code/i);
    expect(screen.getByText('hedy')).toBeVisible();
    expect(screen.getByText(/h\*\*\*@e\*\*\*/)).toBeVisible();
    act(() => clock.advanceNow(30_000));
    await user.click(await screen.findByRole('button', { name: /send a new code/i }, longWait));
    await waitFor(() => expect(sent.at(-1)).toBe('ResendConfirmationCode'), longWait);
    await user.type(await field(/^code/i), await aws.outbox.code(hedy.email));
    await user.click(button(/^confirm$/i));
    // The password is not stored, so the user enters it again.
    await user.type(await field(/^password/i), `${hedy.password}{Enter}`);
    expect(await screen.findByText('Inside', {}, longWait)).toBeVisible();
    expect(tab.interruptedFlow()).toBeUndefined();
  });

  it('a sign-up does not continue after the user went back, nor after an hour', async () => {
    const { user, clock, reload, tab } = await showAuthenticator();
    await signUp(user);
    await user.click(button(/^change$/i));
    await heading(/create your account/i);
    expect(tab.interruptedFlow()).toBeUndefined();
    reload();
    await heading(/^sign in$/i);

    await signIn(user, margaret);
    await heading(/confirm your account/i);
    clock.advanceNow(3_600_000);
    reload();
    await heading(/^sign in$/i);
    expect(screen.queryByText('margaret')).toBeNull();
  });

  it('a sign-up after a reload signs in without the password when the pool accepts the confirmation', async () => {
    const { user, aws, reload } = await showAuthenticator({
      aws: allFactors,
      config: { authFlow: 'USER_AUTH' },
    });
    await signUp(user);
    reload();
    await heading(/enter your code/i);
    await user.type(await field(/^code/i), await aws.outbox.code(hedy.email));
    await user.click(button(/^confirm$/i));
    expect(await screen.findByText('Inside', {}, longWait)).toBeVisible();
  });
});

describe('an interrupted password reset', () => {
  it('a password reset continues at its code after a reload and signs in', async () => {
    const { user, aws, reload, tab } = await showAuthenticator();
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
    expect(tab.interruptedFlow()).toBeUndefined();
    expect(tab.text()).not.toContain('Analytical-engine-6');
  });

  it('a password reset does not continue after the user went back to the sign-in', async () => {
    const { user, reload, tab } = await showAuthenticator();
    await enterUsername(user, 'ada');
    await user.click(button(/forgot it/i));
    await user.click(await screen.findByRole('button', { name: /send the code/i }, longWait));
    await heading(/choose a new password/i);
    await user.click(button(/^change$/i));
    await user.click(await screen.findByRole('button', { name: /back to sign-in/i }, longWait));
    await heading(/^sign in$/i);
    expect(tab.interruptedFlow()).toBeUndefined();
    reload();
    await heading(/^sign in$/i);
  });
});

describe('a interrupted sign-in', () => {
  it('a sign-in continues at the password with the user name after a reload, without a request', async () => {
    const { user, reload, sent, tab } = await showAuthenticator();
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
    expect(tab.interruptedFlow()).toBeUndefined();
  });

  it('a sign-in by USER_AUTH only fills in the user name after a reload, since continuing would send a request', async () => {
    const { user, reload, sent } = await showAuthenticator({
      aws: allFactors,
      config: { authFlow: 'USER_AUTH' },
    });
    await user.type(await field(/^username/i), 'joan');
    await user.click(button(/continue/i));
    await heading(/enter your password|how would you like/i);
    sent.length = 0;
    reload();
    await waitFor(async () => expect(await field(/^username/i)).toHaveValue('joan'), longWait);
    expect(sent).toEqual([]);
  });

  it('a sign-in of an unconfirmed user continues at the code after a reload, then asks for the password', async () => {
    const { user, aws, reload } = await showAuthenticator();
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

  it('a finished sign-in stores no interrupted flow, nor does the sign-out', async () => {
    const { user, cognito, reload, tab } = await showAuthenticator();
    await signIn(user, ada);
    await screen.findByText('Inside', {}, longWait);
    expect(tab.interruptedFlow()).toBeUndefined();
    await act(() => cognito.signOut());
    reload();
    await heading(/^sign in$/i);
  });

  it('a sign-in is not stored when the config’s storage is memory', async () => {
    const { user, reload, tab } = await showAuthenticator({ config: { storage: 'memory' } });
    await enterUsername(user, 'ada');
    reload();
    await heading(/^sign in$/i);
    expect(tab.text()).toBe('');
  });
});

it('a damaged or foreign interrupted flow is ignored', async () => {
  const { user, reload, tab } = await showAuthenticator();
  await enterUsername(user, 'ada');
  for (const text of ['{', '[]', '{"flow":"signUp"}', '{"flow":"admin","username":"ada","at":0}', 'null']) {
    tab.put(text);
    reload();
    await heading(/^sign in$/i);
  }
});

it('SignUp continues its interrupted flow without Authenticator, and ResetPassword ignores it', async () => {
  const { unmount, aws, ...testApp } = await showInTab(<SignUp />);
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
