/** “Keep me signed in”: who unticks it leaves nothing behind, whichever way the sign-in then goes. */
import { screen, waitFor } from '@testing-library/react';
import { describe, expect, it } from 'vitest';
import { Authenticator, SignIn, type CognitoConfig } from '../../../src/index.ts';
import { everything } from '../support/choices.ts';
import { button, field, heading, nameOneself, patient, signIn } from '../support/person.ts';
import { ada, createStage } from '../support/stage.tsx';

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

async function opened(options: Parameters<typeof createStage>[0] = {}) {
  const [browser, tab] = [createStore(), createStore()];
  const config = {
    storage: 'local',
    window: { localStorage: browser.web, sessionStorage: tab.web },
    ...options.config,
  } satisfies Partial<CognitoConfig>;
  const stage = await createStage({ ...options, config });
  const way = <Authenticator rememberMe>Inside</Authenticator>;
  let shown = stage.show(way);
  const { user } = shown;
  return {
    ...stage,
    browser,
    tab,
    user,
    reload: () => {
      shown.unmount();
      shown = stage.show(way);
    },
    untick: async () => user.click(await screen.findByRole('checkbox', { name: /keep me signed in/i })),
    inside: async () => {
      await screen.findByText('Inside', {}, patient);
      await waitFor(() => expect([...tab.names(), ...browser.names()]).toContain('session'), patient);
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
    const { show } = await createStage();
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
    const stage = await opened();
    await signIn(stage.user, ada);
    await stage.inside();
    expect(stage.browser.names()).toContain('session');
    expect(stage.tab.names()).not.toContain('session');
  });

  it('unticked, keeps it for the tab alone, and does not remember who it was', async () => {
    const stage = await opened();
    await stage.untick();
    await signIn(stage.user, ada);
    await stage.inside();
    expectForgotten(stage);
  });
});

describe('unticked it stays', () => {
  it('after the way back to the name', async () => {
    const stage = await opened();
    await stage.untick();
    await nameOneself(stage.user, 'grace');
    await stage.user.click(button(/^change$/i));
    expect(await screen.findByRole('checkbox')).not.toBeChecked();
    await signIn(stage.user, ada);
    await stage.inside();
    expectForgotten(stage);
  });

  it('after a reload in between', async () => {
    const stage = await opened();
    await stage.untick();
    await nameOneself(stage.user, 'ada');
    stage.reload();
    await stage.user.type(await field(/^password/i), `${ada.password}{Enter}`);
    await stage.inside();
    expectForgotten(stage);
  });

  it('through a forgotten password, and a reload at its code', async () => {
    const stage = await opened();
    const { user, aws } = stage;
    await stage.untick();
    await nameOneself(user, 'ada');
    await user.click(button(/forgot it/i));
    await heading(/reset your password/i);
    await user.click(button(/send the code/i));
    await heading(/choose a new password/i);
    stage.reload();
    await heading(/choose a new password/i);
    await user.type(await field(/^code/i), await aws.outbox.code(ada.email));
    await user.type(await field(/^new password/i), 'Analytical-engine-6{Enter}');
    await stage.inside();
    expectForgotten(stage);
  });

  it('for whoever tries another way in', async () => {
    const stage = await opened({ aws: everything, config: { authFlow: 'USER_AUTH' } });
    const { user, aws } = stage;
    await stage.untick();
    await user.type(await field(/^username/i), 'ada');
    await user.click(button(/continue/i));
    await user.click(await screen.findByRole('button', { name: /^password/i }, patient));
    await user.click(await screen.findByRole('button', { name: /another way/i }, patient));
    await user.click(await screen.findByRole('button', { name: /code by email/i }, patient));
    await user.type(await field(/^code/i), `${await aws.outbox.code(ada.email)}{Enter}`);
    await stage.inside();
    expectForgotten(stage);
  });
});
