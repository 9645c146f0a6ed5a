/** “Keep me signed in”: who unticks it leaves nothing behind, whichever way the sign-in then goes. */
import { screen, waitFor } from '@testing-library/react';
import { describe, expect, it } from 'vitest';
import { Authenticator, SignIn, type CognitoConfig } from '../../../src/index.ts';
import { allFactors } from '../support/passkey-app.ts';
import { button, field, heading, enterUsername, longWait, signIn } from '../support/user-actions.ts';
import { ada, createTestApp } from '../support/test-app.tsx';

function createStore() {
  const kept = new Map<string, string>();
  return {
    names: () => [...kept.keys()].map((key) => key.replace(/^.*\./, '')).toSorted(),
    text: () => [...kept.values()].join(),
    web: {
      getItem: (key: string) => kept.get(key) ?? null,
      setItem: (key: string, value: string) => void kept.set(key, value),
      removeItem: (key: string) => void kept.delete(key),
    },
  };
}

async function opened(options: Parameters<typeof createTestApp>[0] = {}) {
  const [browser, tab] = [createStore(), createStore()];
  const config = {
    storage: 'local',
    window: { localStorage: browser.web, sessionStorage: tab.web },
    ...options.config,
  } satisfies Partial<CognitoConfig>;
  const testApp = await createTestApp({ ...options, config });
  const way = <Authenticator rememberMe>Inside</Authenticator>;
  let shown = testApp.show(way);
  const { user } = shown;
  return {
    ...testApp,
    browser,
    tab,
    user,
    reload: () => {
      shown.unmount();
      shown = testApp.show(way);
    },
    untick: async () => user.click(await screen.findByRole('checkbox', { name: /keep me signed in/i })),
    inside: async () => {
      await screen.findByText('Inside', {}, longWait);
      await waitFor(() => expect([...tab.names(), ...browser.names()]).toContain('session'), longWait);
    },
  };
}

/** The session is the tab's alone, and nothing tells the browser who was here. */
const expectForgotten = ({ browser, tab }: Awaited<ReturnType<typeof opened>>) => {
  expect(tab.names()).toContain('session');
  expect(browser.names()).not.toContain('session');
  expect(browser.text()).not.toContain('ada');
};

describe('the box', () => {
  it('is there only where the app says so, ticked, and does not take the focus from the name', async () => {
    const { show } = await createTestApp();
    const without = show(<SignIn />);
    await heading(/^sign in$/i);
    expect(screen.queryByRole('checkbox')).toBeNull();
    without.unmount();
    // oxlint-disable-next-line jsx-a11y/no-autofocus -- as on a page that is nothing but this
    show(<SignIn rememberMe autoFocus />);
    expect(screen.getByRole('checkbox', { name: /keep me signed in/i })).toBeChecked();
    expect(await field(/username or email/i)).toHaveFocus();
  });

  it('ticked, keeps the session for all tabs and the next visit', async () => {
    const testApp = await opened();
    await signIn(testApp.user, ada);
    await testApp.inside();
    expect(testApp.browser.names()).toContain('session');
    expect(testApp.tab.names()).not.toContain('session');
  });

  it('unticked, keeps it for the tab alone, and does not remember who it was', async () => {
    const testApp = await opened();
    await testApp.untick();
    await signIn(testApp.user, ada);
    await testApp.inside();
    expectForgotten(testApp);
  });
});

describe('unticked it stays', () => {
  it('after the way back to the name', async () => {
    const testApp = await opened();
    await testApp.untick();
    await enterUsername(testApp.user, 'grace');
    await testApp.user.click(button(/^change$/i));
    expect(await screen.findByRole('checkbox')).not.toBeChecked();
    await signIn(testApp.user, ada);
    await testApp.inside();
    expectForgotten(testApp);
  });

  it('after a reload in between', async () => {
    const testApp = await opened();
    await testApp.untick();
    await enterUsername(testApp.user, 'ada');
    testApp.reload();
    await testApp.user.type(await field(/^password/i), `${ada.password}{Enter}`);
    await testApp.inside();
    expectForgotten(testApp);
  });

  it('through a forgotten password, and a reload at its code', async () => {
    const testApp = await opened();
    const { user, aws } = testApp;
    await testApp.untick();
    await enterUsername(user, 'ada');
    await user.click(button(/forgot it/i));
    await heading(/reset your password/i);
    await user.click(button(/send the code/i));
    await heading(/choose a new password/i);
    testApp.reload();
    await heading(/choose a new password/i);
    await user.type(await field(/^code/i), await aws.outbox.code(ada.email));
    await user.type(await field(/^new password/i), 'Analytical-engine-6{Enter}');
    await testApp.inside();
    expectForgotten(testApp);
  });

  it('for whoever tries another way in', async () => {
    const testApp = await opened({ aws: allFactors, config: { authFlow: 'USER_AUTH' } });
    const { user, aws } = testApp;
    await testApp.untick();
    await user.type(await field(/^username/i), 'ada');
    await user.click(button(/continue/i));
    await user.click(await screen.findByRole('button', { name: /^password/i }, longWait));
    await user.click(await screen.findByRole('button', { name: /another way/i }, longWait));
    await user.click(await screen.findByRole('button', { name: /code by email/i }, longWait));
    await user.type(await field(/^code/i), `${await aws.outbox.code(ada.email)}{Enter}`);
    await testApp.inside();
    expectForgotten(testApp);
  });
});
