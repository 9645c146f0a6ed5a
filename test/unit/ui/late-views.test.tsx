/** The views that are downloaded once the first one stands: what is seen when that download fails. */
import { screen, waitFor } from '@testing-library/react';
import { expect, it, vi } from 'vitest';
import { Authenticator, SignIn } from '../../../src/index.ts';
import { button, field, heading, patient, signIn } from '../support/person.ts';
import { createStage, linus } from '../support/stage.tsx';

/** What a browser says of a file that it cannot fetch. Once it is there, it is there for good. */
const connection = vi.hoisted(() => ({ isDown: true }));
vi.mock('../../../src/lib/import-with-retry.ts', () => ({
  async importWithRetry(part: () => Promise<unknown>) {
    if (connection.isDown && String(part).includes('more.ts'))
      throw new TypeError('Failed to fetch dynamically imported module');
    return part();
  },
}));

it('shows no sign-in where the sign-up is asked for first, unless that did not load', async () => {
  const { show } = await createStage();
  const { container, unmount } = show(<Authenticator initialView="signUp">In</Authenticator>);
  expect(container.querySelector('form')).toBeNull();
  await waitFor(() => expect(screen.getByRole('alert')).toHaveTextContent(/check your connection/i), patient);
  expect(await heading(/^sign in$/i)).toBeVisible();
  unmount();
});

it('lets who could not sign up sign in, and tells of that alone', async () => {
  const { show } = await createStage();
  const { user, unmount } = show(<Authenticator>In</Authenticator>);
  await field(/username or email/i);
  await user.click(button(/create an account/i));
  await waitFor(() => expect(screen.getByRole('alert')).toHaveTextContent(/check your connection/i), patient);
  await signIn(user, { username: 'ada', password: 'Not-the-one-9' });
  await waitFor(() => expect(screen.getByRole('alert')).toHaveTextContent(/don’t match/i), patient);
  expect(await field(/^password/i)).toHaveFocus();
  unmount();
});

it('a step whose view did not load keeps the one before, says so, and comes with another try', async () => {
  const { show } = await createStage();
  const { user } = show(<SignIn />);
  const offline = () =>
    waitFor(
      () => expect(screen.getByRole('alert')).toHaveTextContent(/check your connection and try again/i),
      patient,
    );
  await signIn(user, linus);
  await offline();
  expect(await heading(/enter your password/i)).toBeVisible();
  await user.click(button(/^sign in$/i));
  await offline();
  connection.isDown = false;
  await user.click(button(/^sign in$/i));
  await heading(/choose a new password/i);
  expect(screen.getByRole('alert')).toBeEmptyDOMElement();
  await user.type(await field(/^new password/i), 'Penguin-colony-7{Enter}');
  await heading(/you’re signed in/i);
});
