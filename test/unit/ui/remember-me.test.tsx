/** Proves that a user who clears “Keep me signed in” leaves nothing in the browser after the tab is closed. */
import { screen, waitFor } from '@testing-library/react';
import { describe, expect, it } from 'vitest';
import { Authenticator, SignIn, type CognitoConfig } from '../../../src/index.ts';
import { webStorage } from '../../support/web-storage.ts';
import { allFactors } from '../../support/passkey-app.ts';
import { button, field, heading, enterUsername, longWait, signIn } from '../../support/user-actions.ts';
import { ada } from '../../support/users.ts';
import { createTestApp } from '../../support/test-app.tsx';

function createStore() {
  const items = new Map<string, string>();
  return {
    names: () => [...items.keys()].map((key) => key.replace(/^.*\./, '')).toSorted(),
    text: () => [...items.values()].join(),
    web: webStorage(items),
  };
}

async function showAuthenticator(options: Parameters<typeof createTestApp>[0] = {}) {
  const [browser, tab] = [createStore(), createStore()];
  const config = {
    storage: 'local',
    window: { localStorage: browser.web, sessionStorage: tab.web },
    ...options.config,
  } satisfies Partial<CognitoConfig>;
  const testApp = await createTestApp({ ...options, config });
  const authenticator = <Authenticator rememberMe>Inside</Authenticator>;
  let rendered = testApp.show(authenticator);
  const { user } = rendered;
  return {
    ...testApp,
    browser,
    tab,
    user,
    reload: () => {
      rendered.unmount();
      rendered = testApp.show(authenticator);
    },
    clearBox: async () => user.click(await screen.findByRole('checkbox', { name: /keep me signed in/i })),
    untilSignedIn: async () => {
      await screen.findByText('Inside', {}, longWait);
      await waitFor(() => expect([...tab.names(), ...browser.names()]).toContain('session'), longWait);
    },
  };
}

/** Expects the session in the tab's store alone, and no trace of the user in the browser's. */
const expectForgotten = ({ browser, tab }: Awaited<ReturnType<typeof showAuthenticator>>) => {
  expect(tab.names()).toContain('session');
  expect(browser.names()).not.toContain('session');
  expect(browser.text()).not.toContain('ada');
};

describe('the box “Keep me signed in”', () => {
  it('the box is shown only with rememberMe, is checked, and leaves the focus in the user name', async () => {
    const { show } = await createTestApp();
    const without = show(<SignIn />);
    await heading(/^sign in$/i);
    expect(screen.queryByRole('checkbox')).toBeNull();
    without.unmount();
    // oxlint-disable-next-line jsx-a11y/no-autofocus -- as on a page with nothing but a sign-in
    show(<SignIn rememberMe autoFocus />);
    expect(screen.getByRole('checkbox', { name: /keep me signed in/i })).toBeChecked();
    expect(await field(/username or email/i)).toHaveFocus();
  });

  it('a checked box stores the session for all tabs and the next visit', async () => {
    const testApp = await showAuthenticator();
    await signIn(testApp.user, ada);
    await testApp.untilSignedIn();
    expect(testApp.browser.names()).toContain('session');
    expect(testApp.tab.names()).not.toContain('session');
  });

  it('a cleared box stores the session in the tab alone and remembers no user name', async () => {
    const testApp = await showAuthenticator();
    await testApp.clearBox();
    await signIn(testApp.user, ada);
    await testApp.untilSignedIn();
    expectForgotten(testApp);
  });
});

describe('a cleared box', () => {
  it('a cleared box stays cleared after the return to the user name', async () => {
    const testApp = await showAuthenticator();
    await testApp.clearBox();
    await enterUsername(testApp.user, 'grace');
    await testApp.user.click(button(/^change$/i));
    expect(await screen.findByRole('checkbox')).not.toBeChecked();
    await signIn(testApp.user, ada);
    await testApp.untilSignedIn();
    expectForgotten(testApp);
  });

  it('a cleared box stays cleared after a reload', async () => {
    const testApp = await showAuthenticator();
    await testApp.clearBox();
    await enterUsername(testApp.user, 'ada');
    testApp.reload();
    await testApp.user.type(await field(/^password/i), `${ada.password}{Enter}`);
    await testApp.untilSignedIn();
    expectForgotten(testApp);
  });

  it('a cleared box stays cleared through a password reset with a reload at its code', async () => {
    const testApp = await showAuthenticator();
    const { user, aws } = testApp;
    await testApp.clearBox();
    await enterUsername(user, 'ada');
    await user.click(button(/forgot it/i));
    await heading(/reset your password/i);
    await user.click(button(/send the code/i));
    await heading(/choose a new password/i);
    testApp.reload();
    await heading(/choose a new password/i);
    await user.type(await field(/^code/i), await aws.outbox.code(ada.email));
    await user.type(await field(/^new password/i), 'Analytical-engine-6{Enter}');
    await testApp.untilSignedIn();
    expectForgotten(testApp);
  });

  it('a cleared box stays cleared when the user chooses another first factor', async () => {
    const testApp = await showAuthenticator({ aws: allFactors, config: { authFlow: 'USER_AUTH' } });
    const { user, aws } = testApp;
    await testApp.clearBox();
    await user.type(await field(/^username/i), 'ada');
    await user.click(button(/continue/i));
    await user.click(await screen.findByRole('button', { name: /^password/i }, longWait));
    await user.click(await screen.findByRole('button', { name: /another way/i }, longWait));
    await user.click(await screen.findByRole('button', { name: /code by email/i }, longWait));
    await user.type(await field(/^code/i), `${await aws.outbox.code(ada.email)}{Enter}`);
    await testApp.untilSignedIn();
    expectForgotten(testApp);
  });
});
