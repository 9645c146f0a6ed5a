/** Proves what a user sees whom the service refuses, or whose connection is lost. */
import { act, screen, waitFor } from '@testing-library/react';
import { describe, expect, it } from 'vitest';
import { SignIn, SignUp } from '../../../src/index.ts';
import { allFactors } from '../../support/passkey-app.ts';
import { button, field, heading, enterUsername, longWait, signIn } from '../../support/user-actions.ts';
import { ada } from '../../support/users.ts';
import { createTestApp } from '../../support/test-app.tsx';

const alert = () => screen.getByRole('alert');
const expectAlert = (text: RegExp) => waitFor(() => expect(alert()).toHaveTextContent(text), longWait);

describe('a refused user', () => {
  it('a disabled user reads that the account is switched off', async () => {
    const { show } = await createTestApp({ aws: { users: [{ ...ada, enabled: false }] } });
    const { user } = show(<SignIn />);
    await signIn(user, ada);
    await expectAlert(/switched off/);
  });

  it('a user with too many wrong passwords reads that the tries are used up', async () => {
    const { show } = await createTestApp();
    const { user } = show(<SignIn />);
    await enterUsername(user, 'ada');
    for (let tries = 0; tries < 8 && !/too many/i.test(alert().textContent); tries += 1) {
      const password = await field(/^password/i);
      await user.clear(password);
      await user.type(password, `Wrong-horse-${tries}{Enter}`);
      await waitFor(() => expect(alert()).not.toBeEmptyDOMElement(), longWait);
      await waitFor(() => expect(button(/^sign in$/i)).not.toHaveAttribute('aria-busy'), longWait);
    }
    expect(alert()).toHaveTextContent(/too many tries/i);
  });

  it('a user who signs up with a leaked password is asked for another one', async () => {
    const { show } = await createTestApp({ aws: allFactors });
    const { user } = show(<SignUp />);
    await user.type(await field(/^username/i), 'hedy');
    await user.type(await field(/^email/i), 'hedy@example.com');
    await user.type(await field(/^password/i), 'Password123!{Enter}');
    await expectAlert(/known from a leak/);
    expect(await field(/^password/i)).toHaveFocus();
  });

  it('fault 40 (limit exceeded): the message says when to try again, with a countdown announced only at its end', async () => {
    const type = 'LimitExceededException';
    let sent = 0;
    const { show, clock } = await createTestApp({
      config: {
        fetch: async () => {
          sent += 1;
          return Response.json(
            { __type: type, message: type },
            { status: 400, headers: { 'retry-after': '90' } },
          );
        },
      },
    });
    const { user } = show(<SignIn />);
    await signIn(user, ada);
    await expectAlert(/too many tries.*2 minutes/i);
    const timer = screen.getByRole('timer');
    expect(timer).toHaveTextContent('1:30');
    expect(timer.closest('[aria-live], [role=alert], output')).toBeNull();
    const alertText = alert().textContent;
    act(() => clock.advanceNow(1000));
    expect(timer).toHaveTextContent('1:29');
    expect(alert().textContent).toBe(alertText);
    act(() => clock.advanceNow(89_000));
    expect(screen.queryByRole('timer')).toBeNull();
    expect(screen.getByText(/you can try again now/i).closest('output')).not.toBeNull();
    expect(sent).toBe(1);
  });
});

describe('a lost connection', () => {
  it('a lost connection is announced, and the next try sends the typed password', async () => {
    let offline = true;
    const { show, aws } = await createTestApp({
      config: {
        fetch: async (input, init) => {
          if (offline) throw new TypeError('Failed to fetch');
          return aws.fetch(input, init);
        },
      },
    });
    const { user } = show(<SignIn />);
    await signIn(user, ada);
    await expectAlert(/offline/);
    expect(await field(/^password/i)).toHaveValue(ada.password);
    expect(await field(/^password/i)).not.toHaveAttribute('aria-invalid');
    offline = false;
    await user.click(button(/^sign in$/i));
    expect(await heading(/you’re signed in/i)).toBeVisible();
  });
});
