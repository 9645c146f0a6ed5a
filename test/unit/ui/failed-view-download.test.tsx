/** Proves what a user sees when the download of the later views fails. */
import { screen, waitFor } from '@testing-library/react';
import { expect, it, vi } from 'vitest';
import { Authenticator, SignIn } from '../../../src/index.ts';
import { button, field, heading, longWait, signIn } from '../../support/user-actions.ts';
import { createTestApp } from '../../support/test-app.tsx';
import { linus } from '../../support/users.ts';

/** While the connection is down, the import of the later views fails with the error of a browser. */
const connection = vi.hoisted(() => ({ isDown: true }));
vi.mock('../../../src/lib/import-with-retry.ts', () => ({
  async importWithRetry(part: () => Promise<unknown>) {
    if (connection.isDown && String(part).includes('lazy-views.ts'))
      throw new TypeError('Failed to fetch dynamically imported module');
    return part();
  },
}));

it('Authenticator with initialView signUp shows the sign-in only after the download of the sign-up failed', async () => {
  const { show } = await createTestApp();
  const { container, unmount } = show(<Authenticator initialView="signUp">In</Authenticator>);
  expect(container.querySelector('form')).toBeNull();
  await waitFor(
    () => expect(screen.getByRole('alert')).toHaveTextContent(/check your connection/i),
    longWait,
  );
  expect(await heading(/^sign in$/i)).toBeVisible();
  unmount();
});

it('a user whose sign-up view did not load can sign in, and sees only the error of the sign-in', async () => {
  const { show } = await createTestApp();
  const { user, unmount } = show(<Authenticator>In</Authenticator>);
  await field(/username or email/i);
  await user.click(button(/create an account/i));
  await waitFor(
    () => expect(screen.getByRole('alert')).toHaveTextContent(/check your connection/i),
    longWait,
  );
  await signIn(user, { username: 'ada', password: 'Not-the-one-9' });
  await waitFor(() => expect(screen.getByRole('alert')).toHaveTextContent(/don’t match/i), longWait);
  expect(await field(/^password/i)).toHaveFocus();
  unmount();
});

it('a step whose view did not load leaves the previous view, announces the failure and appears at the next try', async () => {
  const { show } = await createTestApp();
  const { user } = show(<SignIn />);
  const expectConnectionError = () =>
    waitFor(
      () => expect(screen.getByRole('alert')).toHaveTextContent(/check your connection and try again/i),
      longWait,
    );
  await signIn(user, linus);
  await expectConnectionError();
  expect(await heading(/enter your password/i)).toBeVisible();
  await user.click(button(/^sign in$/i));
  await expectConnectionError();
  connection.isDown = false;
  await user.click(button(/^sign in$/i));
  await heading(/choose a new password/i);
  expect(screen.getByRole('alert')).toBeEmptyDOMElement();
  await user.type(await field(/^new password/i), 'Penguin-colony-7{Enter}');
  await heading(/you’re signed in/i);
});
