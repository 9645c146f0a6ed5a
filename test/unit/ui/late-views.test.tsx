/** The views that are downloaded once the first one stands: what is seen when that download fails. */
import { configure, screen, waitFor } from '@testing-library/react';
import { expect, it, vi } from 'vitest';
import { SignIn } from '../../../src/index.ts';
import { button, field, heading, patient, signIn } from '../support/person.ts';
import { createStage, linus } from '../support/stage.tsx';

/** What a browser says of a file that it cannot fetch. Once it is there, it is there for good. */
const connection = vi.hoisted(() => ({ isDown: true }));
vi.mock('../../../src/ui/more.ts', async (original) => {
  if (connection.isDown) throw new TypeError('Failed to fetch dynamically imported module');
  return original();
});
// Of two imports at once, Vitest would give the second the real file.
configure({ reactStrictMode: false });

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
